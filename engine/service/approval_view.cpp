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

/// What one person has asked for is not decided: it stays among staff, as it does in events.
void hide_revocation_request(ApprovalDetail& detail) {
  detail.life.revocation.reset();
  detail.revocation_by.reset();
}

Instant need_time(std::optional<ApprovalNeed> need, std::chrono::days ends_within, Instant now) {
  return need == ApprovalNeed::onboarding ? now - onboarding_expected_within : now + ends_within;
}

}  // namespace

std::string_view need_name(ApprovalNeed need) {
  switch (need) {
    case ApprovalNeed::onboarding: return "onboarding";
    case ApprovalNeed::second_person: return "second-person";
    case ApprovalNeed::renewal: return "renewal";
    case ApprovalNeed::recertification: return "recertification";
  }
  return {};
}

std::optional<ApprovalNeed> parse_need(std::string_view name) {
  for (const ApprovalNeed need :
       {ApprovalNeed::onboarding, ApprovalNeed::second_person, ApprovalNeed::renewal, ApprovalNeed::recertification}) {
    if (need_name(need) == name) return need;
  }
  return std::nullopt;
}

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
  if (!reader.bearer.empty()) hide_revocation_request(*detail);
  return std::move(*detail);
}

Result<ApprovalPage> list_approvals(const ReadTx& tx, const Context& context, const ApprovalListRequest& request,
                                    Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, request.token, Act::read_approvals, now);
  if (staff.has_error()) return staff.error();
  ApprovalSearch search{request.state, {}, {}, {}, request.limit + 1};
  search.id = Uuid::parse(request.text);
  if (!search.id) search.number_start = upper_case(request.text);
  search.need = request.need;
  search.need_time = need_time(request.need, request.ends_within, now);
  if (!request.region.empty()) {
    search.regions = context.catalogue.get()->regions.subtree(request.region);
    if (search.regions.empty()) return failure(ErrorCode::region_unknown);
  }
  if (!request.cursor.empty()) {
    search.after = Uuid::parse(request.cursor);
    if (!search.after || !tx.approvals().find(*search.after)) return failure(ErrorCode::cursor_unknown);
  }
  std::vector<ApprovalRecord> found = tx.approvals().search(search);
  ApprovalPage page;
  if (static_cast<int>(found.size()) > request.limit) {
    found.pop_back();
    page.next = found.back().id.text();
  }
  for (ApprovalRecord& record : found) page.approvals.push_back(detail_of(tx, std::move(record), now));
  return page;
}

Result<ApprovalNeeds> count_needs(const ReadTx& tx, const Context& context, const std::string& token, Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, token, Act::read_approvals, now);
  if (staff.has_error()) return staff.error();
  const auto count = [&](ApprovalNeed need) {
    ApprovalSearch search;
    search.need = need;
    search.need_time = need_time(need, first_notice, now);
    return tx.approvals().count(search);
  };
  return ApprovalNeeds{count(ApprovalNeed::onboarding), count(ApprovalNeed::second_person),
                       count(ApprovalNeed::renewal), count(ApprovalNeed::recertification)};
}

Result<ApprovalHistory> approval_history(const ReadTx& tx, const Context& context, const std::string& token,
                                         const Uuid& approval, Instant now) {
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
  return ApprovalHistory{std::move(lines), tx.approvals().onboarding_mark(approval)};
}

std::vector<ApprovalDelivery> deliveries_of(const ReadTx& tx, const Uuid& approval, int limit) {
  const std::vector<WebhookEndpoint> endpoints = tx.webhooks().endpoints();
  std::vector<ApprovalDelivery> deliveries;
  for (Delivery& delivery : tx.webhooks().of_subject("approvals/" + approval.text(), limit)) {
    const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(),
                                       [&](const WebhookEndpoint& one) { return one.row == delivery.endpoint; });
    ApprovalDelivery& shown = deliveries.emplace_back(ApprovalDelivery{std::move(delivery), {}, {}});
    if (endpoint == endpoints.end()) continue;
    shown.endpoint = endpoint->id;
    shown.receiver = endpoint->url.substr(0, endpoint->url.find('/', endpoint->url.find("://") + 3));
  }
  return deliveries;
}

Result<std::vector<ApprovalDelivery>> approval_deliveries(const ReadTx& tx, const Context& context,
                                                          const std::string& token, const Uuid& approval, Instant now) {
  const Result<StaffMember> reader = require_staff(tx, context, token, Act::read_approvals, now);
  if (reader.has_error()) return reader.error();
  if (!tx.approvals().find(approval)) return failure(ErrorCode::approval_unknown);
  return deliveries_of(tx, approval, most_deliveries_shown);
}

}  // namespace kiosk
