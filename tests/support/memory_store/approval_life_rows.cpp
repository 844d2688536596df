#include <algorithm>
#include <limits>

#include "support/memory_store/other_rows.hpp"

namespace kiosk::test {

namespace {

const ApprovalRow* find_row(const State& state, const Uuid& id) {
  const auto found = std::find_if(state.approvals.begin(), state.approvals.end(),
                                  [&](const ApprovalRow& row) { return row.record.id == id; });
  return found == state.approvals.end() ? nullptr : &*found;
}

bool needs(const State& state, const ApprovalRow& row, ApprovalNeed need, Instant time) {
  switch (need) {
    case ApprovalNeed::onboarding: return is_unmarked(state, row, time);
    case ApprovalNeed::second_person: return row.life.revocation.has_value();
    case ApprovalNeed::renewal: return next_due(row.life) && row.life.valid_until <= time;
    case ApprovalNeed::recertification: return next_due(row.life) && row.life.recertify_by;
  }
  return false;
}

bool fits(const State& state, const ApprovalRow& row, const ApprovalSearch& search) {
  const ApprovalRecord& record = row.record;
  if (search.id && record.id != *search.id) return false;
  if (search.need && !needs(state, row, *search.need, search.need_time)) return false;
  if (search.state && record.state != *search.state) return false;
  if (!record.number.starts_with(search.number_start)) return false;
  return search.regions.empty() ||
         std::find(search.regions.begin(), search.regions.end(), record.region) != search.regions.end();
}

}  // namespace

std::optional<ApprovalLife> MemoryApprovalRows::life(const Uuid& id) const {
  const ApprovalRow* row = find_row(state_, id);
  return row == nullptr ? std::nullopt : std::optional<ApprovalLife>{row->life};
}

std::vector<ApprovalChange> MemoryApprovalRows::history(const Uuid& id) const {
  const ApprovalRow* row = find_row(state_, id);
  return row == nullptr ? std::vector<ApprovalChange>{} : row->changes;
}

std::optional<Uuid> MemoryApprovalRows::superseded_by(const Uuid& id) const {
  for (const ApprovalRow& row : state_.approvals) {
    if (row.record.supersedes == id) return row.record.id;
  }
  return std::nullopt;
}

std::vector<ApprovalRecord> MemoryApprovalRows::search(const ApprovalSearch& search) const {
  std::vector<const ApprovalRow*> rows;
  for (auto row = state_.approvals.rbegin(); row != state_.approvals.rend(); ++row) rows.push_back(&*row);
  if (search.need == ApprovalNeed::renewal || search.need == ApprovalNeed::recertification) {
    std::reverse(rows.begin(), rows.end());
    std::stable_sort(rows.begin(), rows.end(), [](const ApprovalRow* one, const ApprovalRow* other) {
      return one->life.valid_until < other->life.valid_until;
    });
  }
  std::vector<ApprovalRecord> found;
  bool reached = !search.after;
  for (const ApprovalRow* row : rows) {
    if (static_cast<int>(found.size()) == search.limit) break;
    if (reached && fits(state_, *row, search)) found.push_back(row->record);
    reached = reached || row->record.id == *search.after;
  }
  return found;
}

std::int64_t MemoryApprovalRows::count(const ApprovalSearch& search) const {
  ApprovalSearch all = search;
  all.limit = std::numeric_limits<int>::max();
  return static_cast<std::int64_t>(this->search(all).size());
}

std::vector<Uuid> MemoryApprovalRows::due(Instant now, int limit) const {
  std::multimap<Instant, Uuid> due;
  for (const ApprovalRow& row : state_.approvals) {
    const auto at = next_due(row.life);
    if (at && *at <= now) due.emplace(*at, row.record.id);
  }
  std::vector<Uuid> ids;
  for (auto next = due.begin(); next != due.end() && limit > 0; ++next, --limit) ids.push_back(next->second);
  return ids;
}

std::vector<Uuid> MemoryApprovalRows::to_recertify(const std::string& exam, const std::string& version, Instant by,
                                                   const std::optional<Uuid>& after, int limit) const {
  std::vector<Uuid> ids;
  bool reached = !after;
  for (const ApprovalRow& row : state_.approvals) {
    if (!reached) {
      reached = row.record.id == *after;
      continue;
    }
    const bool asked = row.life.recertify_by == by;
    const bool wanted = row.record.exam == exam && row.record.exam_version != version && next_due(row.life);
    if (wanted && !asked && row.life.valid_until > by && limit-- > 0) ids.push_back(row.record.id);
  }
  return ids;
}

std::vector<Uuid> MemoryApprovalRows::in_force(const std::optional<Uuid>& after, int limit) const {
  std::vector<Uuid> ids;
  bool reached = !after;
  for (const ApprovalRow& row : state_.approvals) {
    if (reached && next_due(row.life) && limit-- > 0) ids.push_back(row.record.id);
    reached = reached || row.record.id == *after;
  }
  return ids;
}

std::optional<Recertification> MemoryApprovalRows::recertification(const std::string& exam) const {
  const auto found = state_.recertifications.find(exam);
  return found == state_.recertifications.end() ? std::nullopt : std::optional<Recertification>{found->second};
}

void MemoryApprovalRows::set_recertification(const std::string& exam, const Recertification& asked) {
  state_.recertifications.insert_or_assign(exam, asked);
}

std::vector<StatusEntry> MemoryApprovalRows::set_status_entries() const {
  std::vector<StatusEntry> entries;
  for (const ApprovalRow& row : state_.approvals) {
    if (is_final(row.life.state)) entries.push_back(row.record.status_entry);
    entries.insert(entries.end(), row.retired_places.begin(), row.retired_places.end());
  }
  std::sort(entries.begin(), entries.end(), [](const StatusEntry& a, const StatusEntry& b) {
    return std::pair{a.list, a.index} < std::pair{b.list, b.index};
  });
  return entries;
}

std::int64_t MemoryApprovalRows::set_status_count() const {
  return static_cast<std::int64_t>(set_status_entries().size());
}

int MemoryApprovalRows::last_status_list() const {
  int last = 0;
  for (const ApprovalRow& row : state_.approvals) last = std::max(last, row.record.status_entry.list);
  return last;
}

void MemoryApprovalRows::update(const Uuid& id, const ApprovalLife& before, const ApprovalLife& after,
                                const ApprovalChange& change) {
  const auto row = std::find_if(state_.approvals.begin(), state_.approvals.end(),
                                [&](const ApprovalRow& other) { return other.record.id == id; });
  refuse_if(row == state_.approvals.end(), "no such approval");
  refuse_if(row->life.revision != before.revision, "the approval has changed meanwhile");
  refuse_if(is_final(row->life.state) && after.state != row->life.state, "revoked and superseded are final");
  refuse_if(change.revision != static_cast<int>(row->changes.size()) + 2, "revisions have no gaps");
  row->life = after;
  row->record.state = after.state;
  row->record.revision = after.revision;
  row->changes.push_back(change);
}

}  // namespace kiosk::test
