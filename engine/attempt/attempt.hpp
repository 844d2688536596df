#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "exam/policy.hpp"

namespace kiosk {

/// prepared → open → submitted | expired. A prepared attempt that never starts lapses: `expired` without a start; it
/// has no result and does not count.
enum class AttemptState { prepared, open, submitted, expired };

std::string_view state_name(AttemptState state);
std::optional<AttemptState> parse_attempt_state(std::string_view name);

struct AttemptTiming {
  seconds time_limit{0};
  seconds grace{0};
  seconds prepared_lapse{0};
  seconds late_evidence{0};
  bool operator==(const AttemptTiming&) const = default;
};

/// One sitting of one form by one applicant. Every deadline is derived from these stored values.
struct Attempt {
  AttemptId row;
  Uuid id;
  ApplicantId applicant;
  std::string exam;
  std::string exam_version;
  int number = 1;  ///< 1.. counts this applicant's counted attempts at this exam
  AttemptState state = AttemptState::prepared;
  AttemptTiming timing;
  seconds extension{0};  ///< sum of the extension rows
  Instant prepared_at;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;  ///< hand-in, deadline or lapse
  int epoch = 0;                    ///< 0 before the start; 1.. names the device that writes
  int last_revision = 0;            ///< highest revision stored in this epoch

  bool ended() const { return state == AttemptState::submitted || state == AttemptState::expired; }
  bool lapsed() const { return state == AttemptState::expired && !started_at; }
  Instant lapses_at() const { return prepared_at + timing.prepared_lapse; }
  /// Only once started.
  Instant deadline() const { return *started_at + timing.time_limit + extension; }
  Instant accepts_until() const { return deadline() + timing.grace; }
  /// Whole seconds until the deadline, rounded down; 0 when over or not running.
  std::int64_t seconds_left(Instant now) const;
  bool operator==(const Attempt&) const = default;
};

}  // namespace kiosk
