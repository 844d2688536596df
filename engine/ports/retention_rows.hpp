#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace kiosk {

/// What is kept for a period and no longer.
enum class KeptData {
  answers,            ///< responses of ended attempts, all changes and late ones; counted by attempt
  delivery_attempts,  ///< the log of tries to push an event
  identities,         ///< who a person is
};

/// Settings that the store holds deletions against: Unix milliseconds; absent: everything is kept. Answers of an
/// attempt go only when it ended before, a line of the delivery log only when it was written before.
inline constexpr const char* answers_kept_from_setting = "answers-kept-from-ms";
inline constexpr const char* delivery_attempts_kept_from_setting = "delivery-attempts-kept-from-ms";

/// Rows past due. Everything else that is history stays: the store refuses to delete it.
class RetentionRows {
 public:
  virtual ~RetentionRows() = default;

  /// Started attempts that ended before and have answers, oldest first. Not those that wait for a review, nor those
  /// that still take late evidence at `now`.
  virtual std::vector<AttemptId> answers_past_due(Instant ended_before, Instant now, int limit) const = 0;
  /// When the answers of this attempt were removed.
  virtual std::optional<Instant> answers_removed_at(AttemptId attempt) const = 0;
  /// Persons whose noted end lies before, oldest first. It is that of the registration until `note_end` moves it.
  virtual std::vector<ApplicantId> persons_to_look_at(Instant noted_before, int limit) const = 0;
  /// How much `before` would remove; of identities how many would have to be looked at.
  virtual std::int64_t count(KeptData data, Instant before, Instant now) const = 0;

  /// Current ones, history and late ones; answers how many rows. Form, times and results stay.
  virtual std::int64_t remove_answers(AttemptId attempt, Instant now) = 0;
  /// Written before, oldest first; answers how many.
  virtual int remove_delivery_attempts(Instant before, int limit) = 0;
  /// Up to when this person has had something here, as far as is known.
  virtual void note_end(ApplicantId person, Instant end) = 0;
};

}  // namespace kiosk
