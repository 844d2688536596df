#include "service/approval_view.hpp"

#include <algorithm>

#include "service/audit.hpp"

namespace kiosk {

namespace {

/// People type numbers in lower case too.
std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

ApprovalDetail detail_of(const ReadTx& tx, ApprovalRecord record, Instant now) {
  ApprovalDetail detail;
  detail.life = tx.approvals().life(record.id).value();
  record.state = live_state(record, now);
  detail.tag = std::to_string(record.revision) + "-" + std::string{state_name(record.state)};
  if (record.state == ApprovalState::superseded) detail.superseded_by = tx.approvals().superseded_by(record.id);
  if (detail.life.revocation) {
    const std::optional<StaffMember> first = tx.people().staff(detail.life.revocation->by);
    if (first) detail.revocation_by = first->id;
  }
  detail.record = std::move(record);
  return detail;
}

/// The one approval whose id was typed, as far as it fits the rest of the search.
std::vector<ApprovalRecord> find_by_id(const ReadTx& tx, const Uuid& id, const ApprovalSearch& search) {
  std::optional<ApprovalRecord> found = tx.approvals().find(id);
  if (!found || search.older_than || (search.state && found->state != *search.state)) return {};
  const bool in_region = search.regions.empty() ||
                         std::find(search.regions.begin(), search.regions.end(), found->region) != search.regions.end();
  if (!in_region) return {};
  return {std::move(*found)};
}

}  // namespace

ApprovalState live_state(const ApprovalRecord& approval, Instant now) {
  ApprovalLife life;
  life.state = approval.state;
  life.valid_until = approval.valid_until;
  return state_at(life, now);
}

std::optional<ApprovalDetail> approval_detail(const ReadTx& tx, const Uuid& approval, Instant now) {
  std::optional<ApprovalRecord> record = tx.approvals().find(approval);
  if (!record) return std::nullopt;
  return detail_of(tx, std::move(*record), now);
}

Result<ApprovalDetail> view_approval(const ReadTx& tx, const Context& context, const Caller& reader,
                                     const Uuid& approval, Instant now) {
  const Result<std::string> allowed =
      require_caller(tx, context, reader, Scope::approvals_read, Act::read_approvals, now);
  if (allowed.has_error()) return allowed.error();
  std::optional<ApprovalDetail> detail = approval_detail(tx, approval, now);
  if (!detail) return failure(ErrorCode::approval_unknown);
  return std::move(*detail);
}

Result<ApprovalPage> list_approvals(const ReadTx& tx, const Context& context, const ApprovalListRequest& request,
                                    Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, request.token, Act::read_approvals, now);
  if (staff.has_error()) return staff.error();
  ApprovalSearch search{request.state, {}, upper_case(request.text), {}, request.limit + 1};
  if (!request.region.empty()) {
    search.regions = context.catalogue.get()->regions.subtree(request.region);
    if (search.regions.empty()) return failure(ErrorCode::region_unknown);
  }
  if (!request.cursor.empty()) {
    search.older_than = Uuid::parse(request.cursor);
    if (!search.older_than || !tx.approvals().find(*search.older_than)) return failure(ErrorCode::cursor_unknown);
  }
  const std::optional<Uuid> id = Uuid::parse(request.text);
  std::vector<ApprovalRecord> found = id ? find_by_id(tx, *id, search) : tx.approvals().search(search);
  ApprovalPage page;
  if (static_cast<int>(found.size()) > request.limit) {
    found.pop_back();
    page.next = found.back().id.text();
  }
  for (ApprovalRecord& record : found) page.approvals.push_back(detail_of(tx, std::move(record), now));
  return page;
}

Result<std::vector<ApprovalHistoryLine>> approval_history(const ReadTx& tx, const Context& context,
                                                          const std::string& token, const Uuid& approval, Instant now) {
  const Result<StaffMember> reader = require_staff(tx, context, token, Act::read_approvals, now);
  if (reader.has_error()) return reader.error();
  const std::optional<ApprovalRecord> record = tx.approvals().find(approval);
  if (!record) return failure(ErrorCode::approval_unknown);
  ApprovalChange issue;
  issue.revision = 1;
  issue.actor = server_actor;
  issue.at = record->awarded_at;
  std::vector<ApprovalHistoryLine> lines{{record->supersedes ? "renewed" : "issued", issue, {}}};
  for (ApprovalChange& change : tx.approvals().history(approval)) {
    ApprovalHistoryLine line{std::string{change_name(change.change)}, std::move(change), {}};
    if (line.facts.staff) {
      const std::optional<StaffMember> staff = tx.people().staff(*line.facts.staff);
      if (staff) line.staff_name = staff->name;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace kiosk
