#include "onboarding/page_words.hpp"

#include <array>

#include "base/ensure.hpp"

namespace kiosk::onboarding {

namespace {

constexpr const char* chinese = "zh-CN";

constexpr PageWords english_words{
    "Partner approval",
    "Approval number",
    "Region",
    "Exam passed",
    "Issued",
    "Valid until",
    "Holder",
    "Rules accepted",
    "text version {version}",
    "Reason",
    "As of {time} UTC",
    "Certificate (PDF)",
    "Badge (SVG)",
    "Signed credential",
    "The badge and the credential hold our signature, for programs that check approvals.",
    "No such approval",
    "The link is not complete, or it is not one of ours. Ask the holder to show it again.",
};

constexpr PageWords chinese_words{
    "合伙人批准书",
    "批准编号",
    "区域",
    "通过的考试",
    "颁发日期",
    "有效期至",
    "持有人",
    "已接受的规则",
    "文本版本 {version}",
    "原因",
    "截至 {time} UTC",
    "证书 (PDF)",
    "徽章 (SVG)",
    "签名凭证",
    "徽章和凭证带有我方签名，供程序核验批准书。",
    "没有这份批准书",
    "链接不完整，或者不是我方的链接。请让持有人重新出示。",
};

/// Whichever of the two the language asks for.
const char* pick(const Language& language, const char* english, const char* in_chinese) {
  return language == chinese ? in_chinese : english;
}

}  // namespace

const PageWords& page_words(const Language& language) { return language == chinese ? chinese_words : english_words; }

const char* state_word(ApprovalState state, const Language& language) {
  switch (state) {
    case ApprovalState::active: return pick(language, "Active", "有效");
    case ApprovalState::suspended: return pick(language, "Suspended", "已暂停");
    case ApprovalState::revoked: return pick(language, "Revoked", "已撤销");
    case ApprovalState::expired: return pick(language, "Expired", "已过期");
    case ApprovalState::superseded: return pick(language, "Replaced", "已被取代");
  }
  ENSURE(false, "ApprovalState outside its enumeration");
}

const char* state_sentence(ApprovalState state, const Language& language) {
  switch (state) {
    case ApprovalState::active:
      return pick(language, "This approval is real and in force. Its holder may sell in the region below.",
                  "这份批准书真实有效，持有人可以在下列区域内销售。");
    case ApprovalState::suspended:
      return pick(language, "This approval is real but suspended. Its holder may not sell at present.",
                  "这份批准书是真实的，但已被暂停，持有人目前不得销售。");
    case ApprovalState::revoked:
      return pick(language, "This approval has been withdrawn for good. Its holder may not sell.",
                  "这份批准书已被永久撤销，持有人不得销售。");
    case ApprovalState::expired:
      return pick(language, "The validity of this approval is over. Its holder must pass the exam again.",
                  "这份批准书的有效期已过，持有人须重新通过考试。");
    case ApprovalState::superseded:
      return pick(language, "A newer approval has taken the place of this one. Ask the holder to show that.",
                  "这份批准书已被新的批准书取代，请让持有人出示新的批准书。");
  }
  ENSURE(false, "ApprovalState outside its enumeration");
}

const char* reason_words(ReasonCode reason, const Language& language) {
  switch (reason) {
    case ReasonCode::r1: return pick(language, "Rule 1", "规则一");
    case ReasonCode::r2: return pick(language, "Rule 2", "规则二");
    case ReasonCode::r3: return pick(language, "Rule 3", "规则三");
    case ReasonCode::integrity: return pick(language, "How the exam was sat", "考试诚信");
    case ReasonCode::administrative: return pick(language, "Administrative", "行政原因");
    case ReasonCode::rules_changed:
      return pick(language, "The rules have changed; the exam is to be passed again", "规则已更新，须重新通过考试");
  }
  ENSURE(false, "ReasonCode outside its enumeration");
}

std::string day_words(Instant instant, const Language& language) {
  constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                               "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(instant)};
  const std::string year = std::to_string(static_cast<int>(date.year()));
  const unsigned month = static_cast<unsigned>(date.month());
  const std::string day = std::to_string(static_cast<unsigned>(date.day()));
  if (language == chinese) return year + "年" + std::to_string(month) + "月" + day + "日";
  return day + " " + months.at(month - 1) + " " + year;
}

}  // namespace kiosk::onboarding
