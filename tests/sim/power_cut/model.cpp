#include "sim/power_cut/model.hpp"

#include <algorithm>
#include <optional>

namespace kiosk::sim {

namespace {

bool same(const Response& a, const Response& b) {
  return a.item == b.item && a.epoch == b.epoch && a.revision == b.revision && a.answer == b.answer &&
         a.marked == b.marked && a.since_start_ms == b.since_start_ms && a.received_at == b.received_at;
}

/// What the store has of one attempt.
struct Found {
  std::optional<Attempt> attempt;
  std::map<int, Response> history;  ///< by revision; each is sent once
};

Found look_up(const SentAttempt& sent, const ReadTx& store, std::vector<std::string>& faults) {
  Found found;
  found.attempt = store.attempts().find(sent.attempt.attempt.id);
  if (!found.attempt) return found;
  for (const Response& response : store.attempts().response_history(found.attempt->row)) {
    if (!found.history.emplace(response.revision, response).second) faults.push_back("a change is there twice");
  }
  const int highest = found.history.empty() ? 0 : found.history.rbegin()->first;
  if (found.attempt->last_revision != highest) faults.push_back("attempt and responses do not belong together");
  if (!(store.attempts().form(found.attempt->row) == sent.attempt.form)) faults.push_back("another form");
  return found;
}

void check_current(const Found& found, const ReadTx& store, std::vector<std::string>& faults) {
  std::map<std::string, Response> latest;
  for (const auto& [revision, response] : found.history) latest.insert_or_assign(response.item, response);
  const std::vector<Response> current = store.attempts().responses(found.attempt->row);
  const bool equal = std::equal(current.begin(), current.end(), latest.begin(), latest.end(),
                                [](const Response& a, const auto& b) { return same(a, b.second); });
  if (!equal) faults.push_back("current responses are not the latest of the history");
}

void check_job(SentJob& job, Found& found, Comparison& result) {
  std::size_t there = 0;
  for (const Response& response : job.responses) {
    const auto stored = found.history.find(response.revision);
    if (stored == found.history.end()) continue;
    ++there;
    if (!same(stored->second, response)) result.faults.push_back("a value that was never sent");
    found.history.erase(stored);
  }
  if (there != 0 && there != job.responses.size()) result.faults.push_back("half a job");
  if (job.fate == Fate::refused && there != 0) result.faults.push_back("a refused job is there");
  if (job.fate == Fate::acknowledged && there < job.responses.size()) {
    result.lost += static_cast<std::int64_t>(job.responses.size() - there);
    result.lost_fates.push_back(&job.fate);
  }
}

void check_numbers(const ReadTx& store, std::vector<std::string>& faults) {
  const std::int64_t head = store.outbox().head();
  if (static_cast<std::int64_t>(store.outbox().after(0, 1'000'000).size()) != head)
    faults.push_back("a gap in the outbox");
  std::int64_t expected = 0;
  store.audit().each(0, [&](const AuditEntry& entry) { return entry.number == ++expected; });
  const std::optional<AuditEntry> last = store.audit().last();
  if ((last ? last->number : 0) != expected || expected != head) faults.push_back("a gap in the audit");
}

}  // namespace

Comparison compare(Model& model, const ReadTx& store) {
  Comparison result;
  std::vector<Found> found;
  for (SentAttempt& sent : model.attempts) {
    found.push_back(look_up(sent, store, result.faults));
    if (found.back().attempt) {
      check_current(found.back(), store, result.faults);
      if (sent.fate == Fate::refused) result.faults.push_back("a refused attempt is there");
    } else if (sent.fate == Fate::acknowledged) {
      ++result.lost;
      result.lost_fates.push_back(&sent.fate);
    }
  }
  for (SentJob& job : model.jobs) check_job(job, found[job.attempt], result);
  for (const Found& attempt : found) {
    if (!attempt.history.empty()) result.faults.push_back("a change that was never sent");
  }
  check_numbers(store, result.faults);
  for (Fate* fate : result.lost_fates) *fate = Fate::unknown;
  return result;
}

}  // namespace kiosk::sim
