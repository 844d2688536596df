#pragma once

#include <deque>
#include <stdexcept>

#include "sim/approvals/checker.hpp"
#include "sim/approvals/options.hpp"

namespace kiosk::sim {

struct ApprovalReport {
  Tally tally;
  Troubles::Counts troubles{};
  std::string trace_digest;  ///< of one world: over all that happened

  /// Sums; the digest stays that of the left.
  ApprovalReport& operator+=(const ApprovalReport& other);
};

/// Several lines for people.
std::string to_text(const ApprovalReport& report);

/// Something does not hold. The text says what, how to replay the world, and what happened last.
class ApprovalFailure : public std::runtime_error {
 public:
  ApprovalFailure(const std::string& rule, const ApprovalOptions& options, std::int64_t steps,
                  const std::deque<std::string>& last);
  const std::string& rule() const { return rule_; }

 private:
  std::string rule_;
};

/// Runs one world: partners pass, staff and operators act, the server crashes, its receiver is down for days. Then
/// troubles end, what was left lying is put in line again, and everything must have had its effect once. Throws
/// ApprovalFailure.
ApprovalReport run_approval_world(const ApprovalOptions& options);

}  // namespace kiosk::sim
