#include "support/memory_store/other_rows.hpp"

#include <algorithm>

namespace kiosk::test {

namespace {

bool counts_for(const AttemptRow& row, const PassRateQuery& query) {
  const Attempt& attempt = row.attempt;
  if (attempt.exam != query.exam || !attempt.started_at) return false;
  if (query.from && *attempt.started_at < *query.from) return false;
  if (query.to && *attempt.started_at >= *query.to) return false;
  return query.regions.empty() ||
         std::find(query.regions.begin(), query.regions.end(), row.region) != query.regions.end();
}

/// The name of a row's group, after a number that orders groups which are numbers.
std::pair<int, std::string> group_of(const AttemptRow& row, PassRateGroup group) {
  switch (group) {
    case PassRateGroup::region: return {0, row.region};
    case PassRateGroup::language: return {0, row.form->language};
    case PassRateGroup::week: return {0, iso_week(*row.attempt.started_at)};
    case PassRateGroup::attempt: return {row.attempt.number, std::to_string(row.attempt.number)};
    case PassRateGroup::version: return {0, row.attempt.exam_version};
  }
  return {};
}

PassCounts counts_of(const AttemptRow& row) {
  const bool finished = !row.results.empty();
  const bool passed = finished && row.results.back().result.decision == Decision::pass;
  return {1, finished ? 1 : 0, passed ? 1 : 0};
}

}  // namespace

template <class Fits>
const ApprovalRow* MemoryApprovalRows::first(Fits fits) const {
  const auto found = std::find_if(state_.approvals.begin(), state_.approvals.end(), fits);
  return found == state_.approvals.end() ? nullptr : &*found;
}

std::optional<ApprovalRecord> MemoryApprovalRows::find(const Uuid& id) const {
  const ApprovalRow* found = first([&](const ApprovalRow& approval) { return approval.record.id == id; });
  return found == nullptr ? std::nullopt : std::optional<ApprovalRecord>{found->record};
}

std::optional<ApprovalRecord> MemoryApprovalRows::of_attempt(AttemptId attempt) const {
  const ApprovalRow* found = first([&](const ApprovalRow& approval) { return approval.attempt == attempt; });
  return found == nullptr ? std::nullopt : std::optional<ApprovalRecord>{found->record};
}

std::vector<ApprovalRecord> MemoryApprovalRows::of_applicant(ApplicantId applicant) const {
  std::vector<ApprovalRecord> records;
  for (const NewApproval& approval : state_.approvals) {
    if (approval.applicant == applicant) records.push_back(approval.record);
  }
  return records;
}

std::optional<std::string> MemoryApprovalRows::credential(const Uuid& id) const {
  const ApprovalRow* found = first([&](const ApprovalRow& approval) { return approval.record.id == id; });
  return found == nullptr ? std::nullopt : std::optional<std::string>{found->credential};
}

std::optional<VerifyPage> MemoryApprovalRows::verify_page(const Uuid& id) const {
  const ApprovalRow* found = first([&](const ApprovalRow& approval) { return approval.record.id == id; });
  if (found == nullptr) return std::nullopt;
  return VerifyPage{found->page_token, found->applicant, found->name_shown};
}

std::optional<Uuid> MemoryApprovalRows::of_page(const std::string& token) const {
  const ApprovalRow* found = first([&](const ApprovalRow& approval) { return approval.page_token == token; });
  return found == nullptr ? std::nullopt : std::optional<Uuid>{found->record.id};
}

void MemoryApprovalRows::set_name_shown(const Uuid& id, bool shown) {
  const auto found = std::find_if(state_.approvals.begin(), state_.approvals.end(),
                                  [&](const ApprovalRow& approval) { return approval.record.id == id; });
  refuse_if(found == state_.approvals.end(), "a public page without its approval");
  found->name_shown = shown;
}

bool MemoryApprovalRows::status_index_taken(const StatusEntry& entry) const {
  const auto is_it = [&](const StatusEntry& other) { return other.list == entry.list && other.index == entry.index; };
  return first([&](const ApprovalRow& approval) {
           return is_it(approval.record.status_entry) ||
                  std::any_of(approval.retired_places.begin(), approval.retired_places.end(), is_it);
         }) != nullptr;
}

void MemoryApprovalRows::add(const NewApproval& fresh) {
  row_at(state_.people, fresh.applicant.value);
  refuse_if(fresh.result_version < 1 ||
                fresh.result_version > static_cast<int>(row_at(state_.attempts, fresh.attempt.value).results.size()),
            "no such result");
  refuse_if(first([&](const NewApproval& other) {
              return other.attempt == fresh.attempt || other.record.id == fresh.record.id ||
                     other.record.number == fresh.record.number || other.page_token == fresh.page_token;
            }) != nullptr ||
                status_index_taken(fresh.record.status_entry),
            "an approval with the same attempt, id, number, page or status index");
  refuse_if(fresh.record.supersedes && (superseded_by(*fresh.record.supersedes) || !find(*fresh.record.supersedes)),
            "a second renewal, or one of nothing");
  state_.approvals.push_back({{fresh}, new_life(fresh.record.valid_from, fresh.record.valid_until), {}, {}, false});
}

void MemoryApprovalRows::reissue(const ApprovalRecord& record, const std::string& credential, Instant) {
  refuse_if(status_index_taken(record.status_entry), "a place that is taken");
  const auto row = std::find_if(state_.approvals.begin(), state_.approvals.end(),
                                [&](const ApprovalRow& other) { return other.record.id == record.id; });
  refuse_if(row == state_.approvals.end(), "no such approval");
  row->retired_places.push_back(row->record.status_entry);
  row->record.status_entry = record.status_entry;
  row->credential = credential;
}

std::optional<OnboardingMark> MemoryApprovalRows::onboarding_mark(const Uuid& id) const {
  const auto found = state_.onboarding_marks.find(id);
  return found == state_.onboarding_marks.end() ? std::nullopt : std::optional<OnboardingMark>{found->second};
}

void MemoryApprovalRows::set_onboarding_mark(const Uuid& id, const OnboardingMark& mark) {
  refuse_if(!find(id).has_value(), "a mark without its approval");
  OnboardingMark& kept = state_.onboarding_marks.try_emplace(id, mark).first->second;
  const Instant first_at = kept.first_at;
  kept = mark;
  kept.first_at = first_at;
}

std::int64_t MemoryApprovalRows::count_unmarked(Instant issued_before) const {
  return std::count_if(state_.approvals.begin(), state_.approvals.end(),
                       [&](const ApprovalRow& approval) { return is_unmarked(state_, approval, issued_before); });
}

std::int64_t MemoryOutboxRows::head() const { return state_.events.empty() ? 0 : state_.events.rbegin()->first; }

std::optional<std::int64_t> MemoryOutboxRows::sequence_of(const std::string& event_id) const {
  for (const auto& [sequence, event] : state_.events) {
    if (event.id == event_id) return sequence;
  }
  return std::nullopt;
}

void MemoryOutboxRows::each(std::int64_t after, int limit, const std::function<bool(const OutboxEvent&)>& visit) const {
  for (auto next = state_.events.upper_bound(after); next != state_.events.end() && limit > 0; ++next, --limit) {
    if (!visit(next->second)) return;
  }
}

std::vector<std::string> MemoryOutboxRows::ids(std::int64_t from, std::int64_t to) const {
  std::vector<std::string> ids;
  for (auto next = state_.events.lower_bound(from); next != state_.events.end() && next->first <= to; ++next) {
    ids.push_back(next->second.id);
  }
  return ids;
}

std::vector<EventCount> MemoryOutboxRows::counts() const {
  std::map<std::string, std::int64_t> by_type;
  for (const auto& [sequence, event] : state_.events) ++by_type[event.type];
  std::vector<EventCount> counts;
  for (const auto& [type, count] : by_type) counts.push_back({type, count});
  return counts;
}

void MemoryOutboxRows::add(const OutboxEvent& event) {
  refuse_if(sequence_of(event.id).has_value(), "the event is there already");
  refuse_if(!state_.events.emplace(event.sequence, event).second, "the sequence number is taken");
}

std::optional<AuditEntry> MemoryAuditRows::last() const {
  return state_.audit.empty() ? std::nullopt : std::optional<AuditEntry>{state_.audit.back()};
}

void MemoryAuditRows::each(std::int64_t after, const std::function<bool(const AuditEntry&)>& visit) const {
  for (const AuditEntry& entry : state_.audit) {
    if (entry.number > after && !visit(entry)) return;
  }
}

void MemoryAuditRows::add(const AuditEntry& entry) {
  refuse_if(entry.number != static_cast<std::int64_t>(state_.audit.size()) + 1, "audit numbers have no gaps");
  state_.audit.push_back(entry);
}

std::optional<Digest> MemoryContentRows::fingerprint(ContentKind kind, const std::string& id,
                                                     const std::string& version) const {
  const auto found = state_.versions.find({kind, id, version});
  return found == state_.versions.end() ? std::nullopt : std::optional<Digest>{found->second};
}

std::optional<std::string> MemoryContentRows::bytes(const Digest& fingerprint) const {
  const auto found = state_.content.find(fingerprint);
  return found == state_.content.end() ? std::nullopt : std::optional<std::string>{found->second};
}

std::vector<Digest> MemoryContentRows::published(ContentKind kind) const {
  std::vector<Digest> fingerprints;
  for (const auto& [version, fingerprint] : state_.versions) {
    if (std::get<0>(version) == kind) fingerprints.push_back(fingerprint);
  }
  return fingerprints;
}

void MemoryContentRows::add(const PublishedContent& content) {
  refuse_if(!state_.versions.emplace(std::tuple{content.kind, content.id, content.version}, content.fingerprint).second,
            "the version is published already");
  state_.content.emplace(content.fingerprint, content.bytes);
}

std::optional<std::string> MemorySettingRows::get(const std::string& name) const {
  const auto found = state_.settings.find(name);
  return found == state_.settings.end() ? std::nullopt : std::optional<std::string>{found->second};
}

std::vector<PassRateRow> MemoryReportRows::pass_rates(const PassRateQuery& query) const {
  std::map<std::pair<int, std::string>, PassRateRow> groups;
  for (const AttemptRow& row : state_.attempts) {
    if (!counts_for(row, query)) continue;
    const auto group = group_of(row, query.group_by);
    PassRateRow& counted = groups[group];
    counted.group = group.second;
    counted.attempts += counts_of(row);
    if (row.attempt.number == 1) counted.first_attempts += counts_of(row);
  }
  std::vector<PassRateRow> rows;
  for (auto& [group, row] : groups) rows.push_back(row);
  return rows;
}

}  // namespace kiosk::test
