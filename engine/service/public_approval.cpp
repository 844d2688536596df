#include "service/public_approval.hpp"

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "service/approval_view.hpp"
#include "service/audit.hpp"

namespace kiosk {

namespace {

void append_region(LocalizedText& name, const RegionTree& regions, const std::string& code) {
  const Region* region = regions.find(code);
  if (region == nullptr) return;
  for (const auto& [language, text] : region->name) {
    std::string& whole = name[language];
    whole += (whole.empty() ? "" : ", ") + text;
  }
}

/// `Guangdong, China`. Empty when the region is not among those of today.
LocalizedText region_name(const RegionTree& regions, const std::string& code) {
  LocalizedText name;
  append_region(name, regions, code);
  const std::size_t country_end = code.find('-');
  if (country_end != std::string::npos) append_region(name, regions, code.substr(0, country_end));
  return name;
}

std::vector<ShownRule> shown_rules(const ApprovalRecord& record, const Exam& exam) {
  std::vector<ShownRule> rules;
  for (const AcceptedRule& accepted : record.rules) {
    ShownRule shown{accepted, {}};
    for (const Rule& rule : exam.rules) {
      if (rule.id == accepted.rule) shown.title = rule.title;
    }
    rules.push_back(std::move(shown));
  }
  return rules;
}

/// Empty once the person has been erased.
std::string name_of(const ReadTx& tx, ApplicantId holder) {
  return tx.people().identity(holder).value_or(Identity{}).name;
}

}  // namespace

HeldApproval held_approval(const ReadTx& tx, ApprovalRecord record) {
  std::optional<VerifyPage> page = tx.approvals().verify_page(record.id);
  ENSURE(page.has_value(), "an approval without its public page");
  return {std::move(record), std::move(*page)};
}

std::string new_page_token(Entropy& entropy) {
  std::array<std::uint8_t, 16> random{};
  entropy.fill(random);
  return to_base64url({reinterpret_cast<const char*>(random.data()), random.size()});
}

PublicApproval nameless_approval(const ReadTx& tx, const Context& context, const Uuid& approval, Instant now) {
  std::optional<ApprovalDetail> detail = approval_detail(tx, approval, now);
  const std::optional<VerifyPage> page = tx.approvals().verify_page(approval);
  ENSURE(detail && page, "the approval is there, with its public page");
  PublicApproval shown;
  shown.record = std::move(detail->record);
  shown.reason = detail->life.reason;
  shown.region = region_name(context.catalogue.get()->regions, shown.record.region);
  const std::optional<Exam> exam = context.editions.exam(tx, shown.record.exam, shown.record.exam_version);
  if (exam) {
    shown.exam = exam->title;
    shown.rules = shown_rules(shown.record, *exam);
  }
  shown.page_token = page->token;
  shown.as_of = now;
  return shown;
}

Result<PublicApproval> public_approval(const ReadTx& tx, const Context& context, const std::string& page_token,
                                       Instant now) {
  const std::optional<Uuid> id = tx.approvals().of_page(page_token);
  if (!id) return failure(ErrorCode::approval_unknown);
  PublicApproval shown = nameless_approval(tx, context, *id, now);
  const std::optional<VerifyPage> page = tx.approvals().verify_page(*id);
  if (page->name_shown) shown.holder = name_of(tx, page->holder);
  return shown;
}

Result<PublicApproval> own_approval(const ReadTx& tx, const Context& context, const std::string& token,
                                    const Uuid& approval, Instant now) {
  const Result<ApplicantId> applicant = require_applicant_id(tx, context, token, now);
  if (applicant.has_error()) return applicant.error();
  const std::optional<VerifyPage> page = tx.approvals().verify_page(approval);
  if (!page || page->holder != *applicant) return failure(ErrorCode::approval_unknown);
  PublicApproval own = nameless_approval(tx, context, approval, now);
  own.holder = name_of(tx, *applicant);
  return own;
}

Result<VerifyPage> show_name(Tx& tx, const Context& context, const ShowNameCommand& command, Instant now) {
  const Result<Applicant> applicant = require_applicant(tx, context, command.token, now);
  if (applicant.has_error()) return applicant.error();
  std::optional<VerifyPage> page = tx.approvals().verify_page(command.approval);
  if (!page || page->holder != applicant->row) return failure(ErrorCode::approval_unknown);
  if (page->name_shown == command.shown) return std::move(*page);
  tx.approvals().set_name_shown(command.approval, command.shown);
  append_audit(tx, context.hasher,
               {actor(*applicant),
                command.shown ? "public-name-shown" : "public-name-hidden",
                "approval:" + command.approval.text(),
                {}},
               now);
  page->name_shown = command.shown;
  return std::move(*page);
}

}  // namespace kiosk
