#include "support/memory_store/retention_rows.hpp"

#include <algorithm>

namespace kiosk::test {

namespace {

bool answers_are_past_due(const AttemptRow& row, Instant ended_before, Instant now) {
  const Attempt& attempt = row.attempt;
  return attempt.started_at && attempt.ended_at && !row.answers_removed_at && *attempt.ended_at < ended_before &&
         !row.results.empty() && row.results.back().result.decision != Decision::review &&
         *attempt.ended_at + attempt.timing.grace + attempt.timing.late_evidence <= now;
}

/// Nothing: everything is kept.
std::optional<Instant> kept_from(const State& state, const char* setting) {
  const auto found = state.settings.find(setting);
  if (found == state.settings.end()) return std::nullopt;
  return from_unix_ms(std::stoll(found->second));
}

/// The oldest first, as the real store finds them.
template <class Id>
std::vector<Id> oldest(std::vector<std::pair<Instant, Id>> found, int limit) {
  std::sort(found.begin(), found.end());
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  std::vector<Id> ids;
  for (const auto& [time, id] : found) ids.push_back(id);
  return ids;
}

constexpr int no_limit = 1'000'000;

}  // namespace

std::vector<AttemptId> MemoryRetentionRows::answers_past_due(Instant ended_before, Instant now, int limit) const {
  std::vector<std::pair<Instant, AttemptId>> found;
  for (const AttemptRow& row : state_.attempts) {
    if (answers_are_past_due(row, ended_before, now)) found.emplace_back(*row.attempt.ended_at, row.attempt.row);
  }
  return oldest(std::move(found), limit);
}

std::optional<Instant> MemoryRetentionRows::answers_removed_at(AttemptId attempt) const {
  return row_at(state_.attempts, attempt.value).answers_removed_at;
}

std::vector<ApplicantId> MemoryRetentionRows::persons_to_look_at(Instant noted_before, int limit) const {
  std::vector<std::pair<Instant, ApplicantId>> found;
  for (const PersonRow& person : state_.people) {
    if (person.identity && person.ended_at < noted_before) found.emplace_back(person.ended_at, person.applicant.row);
  }
  return oldest(std::move(found), limit);
}

std::int64_t MemoryRetentionRows::count(KeptData data, Instant before, Instant now) const {
  switch (data) {
    case KeptData::answers: return static_cast<std::int64_t>(answers_past_due(before, now, no_limit).size());
    case KeptData::identities: return static_cast<std::int64_t>(persons_to_look_at(before, no_limit).size());
    case KeptData::delivery_attempts: break;
  }
  std::int64_t count = 0;
  for (const DeliveryRow& row : state_.deliveries) {
    count += std::count_if(row.attempts.begin(), row.attempts.end(),
                           [&](const DeliveryAttempt& attempt) { return attempt.at < before; });
  }
  return count;
}

std::int64_t MemoryRetentionRows::remove_answers(AttemptId attempt, Instant now) {
  AttemptRow& row = row_at(state_.attempts, attempt.value);
  refuse_if(!row.attempt.ended_at || row.answers_removed_at, "no ended attempt with answers");
  const std::optional<Instant> limit = kept_from(state_, answers_kept_from_setting);
  const bool is_history = !row.history.empty() || !row.late.empty();
  refuse_if(is_history && (!limit || *row.attempt.ended_at >= *limit), "append-only");
  const std::size_t removed = row.history.size() + row.responses.size() + row.late.size();
  row.history.clear();
  row.responses.clear();
  row.late.clear();
  row.answers_removed_at = now;
  return static_cast<std::int64_t>(removed);
}

int MemoryRetentionRows::remove_delivery_attempts(Instant before, int limit) {
  const std::optional<Instant> kept = kept_from(state_, delivery_attempts_kept_from_setting);
  int removed = 0;
  for (DeliveryRow& row : state_.deliveries) {
    std::erase_if(row.attempts, [&](const DeliveryAttempt& attempt) {
      if (attempt.at >= before || removed == limit) return false;
      refuse_if(!kept || attempt.at >= *kept, "append-only");
      ++removed;
      return true;
    });
  }
  return removed;
}

void MemoryRetentionRows::note_end(ApplicantId person, Instant end) {
  PersonRow& row = row_at(state_.people, person.value);
  refuse_if(!row.identity, "the person was erased");
  row.ended_at = end;
}

}  // namespace kiosk::test
