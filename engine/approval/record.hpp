#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/ids.hpp"
#include "exam/exam.hpp"
#include "scoring/score.hpp"

namespace kiosk {

enum class ApprovalState { active, suspended, revoked, expired, superseded };

std::string_view state_name(ApprovalState state);
std::optional<ApprovalState> parse_approval_state(std::string_view name);

struct AcceptedRule {
  std::string rule;
  int version = 1;
};

/// Place of an approval's bit in a W3C Bitstring Status List.
struct StatusEntry {
  int list = 1;
  int index = 0;  ///< 0 .. status_list_length - 1
};

/// Entries of one list: the minimum of the Bitstring Status List specification (16 KiB of bits).
inline constexpr int status_list_length = 131072;

/// The partner approval: facts only, no person.
struct ApprovalRecord {
  Uuid id;
  std::string number;  ///< `KP-CN-GD-2026-000123`
  Uuid partner_id;
  std::string region;
  Language language;  ///< of the exam that was sat
  std::string exam;
  std::string exam_version;
  Digest exam_fingerprint;
  std::vector<BankFingerprint> banks;
  Score score;
  int cut_percent = 0;
  std::vector<SectionScore> sections;
  std::vector<AcceptedRule> rules;
  Instant awarded_at;   ///< whole seconds
  Instant valid_from;   ///< whole seconds
  Instant valid_until;  ///< whole seconds
  ApprovalState state = ApprovalState::active;
  int revision = 1;
  StatusEntry status_entry;
  std::optional<Uuid> supersedes;  ///< of a renewal: the approval that it takes the place of
};

/// `<region>-<year>-<counter, 6 digits or more>`, before it the programme's prefix; the year is that of UTC.
std::string approval_number(const std::string& region, Instant awarded_at, std::int64_t counter);

/// The same day of the month `months` later at the same time; the last day of the month when that day does not exist.
Instant add_months(Instant instant, int months);

}  // namespace kiosk
