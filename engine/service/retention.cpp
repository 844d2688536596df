#include "service/retention.hpp"

#include <algorithm>
#include <charconv>

#include "service/audit.hpp"
#include "service/personal_data.hpp"

namespace kiosk {

namespace {

using std::chrono::days;

constexpr const char* last_run_setting = "retention-run-ms";
constexpr std::chrono::hours night_begins{19};

/// Most of a step: an attempt has a hundred rows or so.
constexpr int attempts_of_a_step = 10;
constexpr int lines_of_a_step = 500;
constexpr int persons_of_a_step = 50;

std::size_t place_of(KeptData data) { return static_cast<std::size_t>(data); }

std::optional<std::int64_t> number(const ReadTx& tx, const std::string& setting) {
  const std::optional<std::string> text = tx.settings().get(setting);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

std::string count_setting(KeptData data) { return "retention-removed-" + std::string{kept_data_name(data)}; }

days period_of(const RetentionPeriods& periods, KeptData data) {
  switch (data) {
    case KeptData::answers: return periods.answers;
    case KeptData::delivery_attempts: return periods.delivery_attempts;
    case KeptData::identities: return periods.identities;
  }
  return days{0};
}

/// Up to when the person has had something here. An attempt that has not ended, or is not decided, keeps the person.
Instant end_of(const ReadTx& tx, const Applicant& applicant, Instant now) {
  Instant end = applicant.registered_at;
  for (const Attempt& attempt : tx.attempts().all_of(applicant.row)) {
    const std::optional<StoredResult> result = tx.attempts().result(attempt.row);
    const bool undecided = result && result->result.decision == Decision::review;
    end = std::max(end, undecided ? now : attempt.ended_at.value_or(now));
  }
  for (const ApprovalRecord& approval : tx.approvals().of_applicant(applicant.row)) {
    end = std::max(end, approval.valid_until);
  }
  return end;
}

/// A step over one kind of data: what was removed, and whether there may be more.
struct Removal {
  std::int64_t removed = 0;
  bool more = false;
};

Removal remove_answers(Tx& tx, Instant before, Instant now) {
  tx.settings().set(answers_kept_from_setting, std::to_string(to_unix_ms(before)));
  const std::vector<AttemptId> attempts = tx.retention().answers_past_due(before, now, attempts_of_a_step);
  for (const AttemptId attempt : attempts) tx.retention().remove_answers(attempt, now);
  const auto removed = static_cast<std::int64_t>(attempts.size());
  return {removed, removed == attempts_of_a_step};
}

Removal remove_delivery_attempts(Tx& tx, Instant before) {
  tx.settings().set(delivery_attempts_kept_from_setting, std::to_string(to_unix_ms(before)));
  const int removed = tx.retention().remove_delivery_attempts(before, lines_of_a_step);
  return {removed, removed == lines_of_a_step};
}

/// Whoever has something here that ended later than was noted is noted anew, and looked at again when that is past due.
Removal remove_identities(Tx& tx, const Hasher& hasher, Instant before, Instant now) {
  const std::vector<ApplicantId> persons = tx.retention().persons_to_look_at(before, persons_of_a_step);
  std::int64_t erased = 0;
  for (const ApplicantId person : persons) {
    const Applicant applicant = tx.people().applicant(person).value();
    const Instant end = end_of(tx, applicant, now);
    if (end >= before) {
      tx.retention().note_end(person, end);
    } else {
      erase(tx, hasher, applicant, server_actor, now);
      ++erased;
    }
  }
  return {erased, persons.size() == static_cast<std::size_t>(persons_of_a_step)};
}

Removal remove_some(Tx& tx, const Hasher& hasher, KeptData data, Instant before, Instant now) {
  switch (data) {
    case KeptData::answers: return remove_answers(tx, before, now);
    case KeptData::delivery_attempts: return remove_delivery_attempts(tx, before);
    case KeptData::identities: return remove_identities(tx, hasher, before, now);
  }
  return {};
}

void end_run(Tx& tx, const Hasher& hasher, const RetentionStep& step, Instant now) {
  tx.settings().set(last_run_setting, std::to_string(to_unix_ms(now)));
  if (step.removed == KeptCounts{}) return;
  for (const KeptData data : all_kept_data) tx.settings().set(count_setting(data), "0");
  append_audit(tx, hasher, {server_actor, "retention-run", "server", counts_text(step.removed)}, now);
}

}  // namespace

std::string_view kept_data_name(KeptData data) {
  switch (data) {
    case KeptData::answers: return "answers";
    case KeptData::delivery_attempts: return "delivery-attempts";
    case KeptData::identities: return "identities";
  }
  return {};
}

std::string counts_text(const KeptCounts& counts) {
  std::string text;
  for (const KeptData data : all_kept_data) {
    text +=
        (text.empty() ? "" : " ") + std::string{kept_data_name(data)} + "=" + std::to_string(counts.at(place_of(data)));
  }
  return text;
}

bool is_run_due(const std::optional<Instant>& last_run, Instant now) {
  const auto night = [](Instant instant) { return std::chrono::floor<days>(instant - night_begins); };
  // A run from the future is one from before the clock was set back.
  return !last_run || *last_run > now || night(*last_run) < night(now);
}

RetentionStep retention_step(Tx& tx, const Hasher& hasher, const RetentionPeriods& periods, Instant now) {
  RetentionStep step;
  std::optional<Instant> last_run;
  if (const auto ms = number(tx, last_run_setting)) last_run = from_unix_ms(*ms);
  if (!is_run_due(last_run, now)) {
    step.run_ended = true;
    return step;
  }
  bool more = false;
  for (const KeptData data : all_kept_data) {
    std::int64_t& removed = step.removed.at(place_of(data));
    removed = number(tx, count_setting(data)).value_or(0);
    const days period = period_of(periods, data);
    if (period == days{0}) continue;
    const Removal done = remove_some(tx, hasher, data, now - period, now);
    removed += done.removed;
    more = more || done.more;
    if (done.removed > 0) tx.settings().set(count_setting(data), std::to_string(removed));
  }
  step.run_ended = !more;
  if (step.run_ended) end_run(tx, hasher, step, now);
  return step;
}

KeptCounts overdue_counts(const ReadTx& tx, const RetentionPeriods& periods, Instant now) {
  KeptCounts counts{};
  for (const KeptData data : all_kept_data) {
    const days period = period_of(periods, data);
    if (period == days{0}) continue;
    const Instant a_day_ago = now - days{1};
    counts.at(place_of(data)) = tx.retention().count(data, a_day_ago - period, a_day_ago);
  }
  return counts;
}

}  // namespace kiosk
