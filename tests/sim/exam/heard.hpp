#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/exam/messages.hpp"

namespace kiosk::sim {

/// A rule of hardening.md §9 that does not hold; the text begins with its number.
class Violation : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How the failure of a world begins that ended by another exception than a Violation.
inline constexpr const char* no_rule = "no rule, but an exception: ";

inline void require(bool holds, const char* rule) {
  if (!holds) throw Violation(rule);
}

/// Place of one change: which attempt, item, epoch and revision.
struct ChangeKey {
  Uuid attempt;
  std::string item;
  int epoch = 0;
  int revision = 0;
  auto operator<=>(const ChangeKey&) const = default;
};

struct Change {
  Answer public_answer;
  bool marked = false;
};

/// What clients have sent about one attempt and heard of it.
struct HeardAttempt {
  Uuid owner;  ///< the applicant
  std::string exam_version;
  Instant prepared_at;
  std::set<Instant> start_requests;  ///< when they were read
  std::optional<Instant> started_at;
  int extensions_sent = 0;
  int extensions_granted = 0;  ///< acknowledged
  int epoch = 0;               ///< highest acknowledged
  bool hand_in_sent = false;
  std::string paper;  ///< ids of items and options, in order
  std::optional<ResultView> result;
};

/// Everything that left clients or reached them: what the store must and may hold.
struct Heard {
  std::map<ChangeKey, Change> changes;
  std::map<std::pair<Uuid, std::string>, std::pair<int, int>> acknowledged;  ///< highest (epoch, revision) by item
  std::map<Uuid, HeardAttempt> attempts;
  std::map<std::string, Registered> applicants;  ///< by idempotency key
  std::map<std::string, Uuid> owners;            ///< applicant by token
  std::map<std::string, std::string> events;     ///< subject by event id, as the feed gave them
};

struct Totals {
  std::int64_t acknowledged = 0;  ///< answers
  std::int64_t attempts = 0;
  std::int64_t passes = 0;
  std::int64_t expired = 0;
  std::int64_t refused_closed = 0;
  std::int64_t late_evidence = 0;
  std::int64_t stale_epochs = 0;

  Totals& operator+=(const Totals& other);
};

}  // namespace kiosk::sim
