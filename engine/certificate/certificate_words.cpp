#include "certificate/certificate_words.hpp"

#include "base/ensure.hpp"

namespace kiosk::certificate {

namespace {

constexpr CertificateWords english_words{
    "Certificate of Partner Approval",
    "This is to certify that",
    "The holder of this approval",
    "has passed the exam and may sell in the region below, by the rules accepted.",
    "Approval number",
    "Region",
    "Exam passed",
    "Issued",
    "Valid until",
    "Rules accepted",
    "text version",
    "Scan to check",
    "This page does not show whether the approval is still in force. The link does.",
};

constexpr CertificateWords chinese_words{
    "合伙人批准证书",
    "兹证明",
    "本批准书持有人",
    "已通过考试，可按照所接受的规则在下列区域内销售。",
    "批准编号",
    "区域",
    "通过的考试",
    "颁发日期",
    "有效期至",
    "已接受的规则",
    "文本版本",
    "扫码核验",
    "本页不能证明批准书目前仍然有效，请以链接页面为准。",
};

}  // namespace

const CertificateWords& certificate_words(const Language& language) {
  return language == "zh-CN" ? chinese_words : english_words;
}

std::string not_in_force(ApprovalState state) {
  switch (state) {
    case ApprovalState::active: return {};
    case ApprovalState::suspended: return "SUSPENDED / 已暂停";
    case ApprovalState::revoked: return "REVOKED / 已撤销";
    case ApprovalState::expired: return "EXPIRED / 已过期";
    case ApprovalState::superseded: return "REPLACED / 已被取代";
  }
  ENSURE(false, "ApprovalState outside its enumeration");
}

std::string in_words(const LocalizedText& text, const Language& language) {
  const auto found = text.find(language);
  if (found != text.end()) return found->second;
  return text.empty() ? std::string{} : text.begin()->second;
}

std::string day(Instant instant) { return to_rfc3339(instant).substr(0, 10); }

std::string region_words(const PublicApproval& approval, const Language& language) {
  const std::string name = in_words(approval.region, language);
  const std::string& code = approval.record.region;
  return name.empty() ? code : name + " (" + code + ")";
}

std::vector<std::string> rule_words(const PublicApproval& approval, const Language& language) {
  const CertificateWords& words = certificate_words(language);
  std::vector<std::string> rules;
  for (const ShownRule& rule : approval.rules) {
    const std::string title = rule.title.empty() ? rule.accepted.rule : in_words(rule.title, language);
    rules.push_back(title + " (" + words.rule_version + " " + std::to_string(rule.accepted.version) + ")");
  }
  return rules;
}

}  // namespace kiosk::certificate
