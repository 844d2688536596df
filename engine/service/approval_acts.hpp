#pragma once

#include <functional>

#include "service/approval_view.hpp"
#include "service/preconditions.hpp"

namespace kiosk {

enum class ApprovalAct { suspend, reinstate, revoke };

struct ApprovalActCommand {
  std::string token;  ///< staff
  Uuid approval;
  ApprovalAct act = ApprovalAct::suspend;
  ReasonCode reason = ReasonCode::administrative;
  std::optional<std::string> idempotency_key;  ///< nothing: absent, or not as it must be written
  ExpectedTags if_match;
};

/// What is answered, and answered again to the same key within a day.
struct ApprovalActAnswer {
  int status = 200;  ///< 202: a revocation that waits for a second person
  std::string body;
  std::string tag;
};

/// Body of the answer; called in the transaction, so that the bytes can be kept with the change.
using DetailWriter = std::function<std::string(const ApprovalDetail&)>;

inline constexpr seconds answers_kept{24 * 3600};

/// Suspends, reinstates (which takes back a request for revocation, too) or revokes. A revocation takes two: the first
/// is recorded as a request, the same with the same reason from another one carries it out.
///
/// The writer takes one job after the other, so a repeat with the same key finds the first one's answer and never one
/// that is still being made. Refusals change nothing and are not kept.
///
/// Errors: those of require_staff; `request_refused` without a key; `key_reused` for one that came with something else;
/// `approval_unknown`; `precondition_required`, `precondition_failed`; `approval_state`, `second_person_needed`,
/// `reason_differs`.
Result<ApprovalActAnswer> act_on_approval(Tx& tx, const Context& context, const ApprovalActCommand& command,
                                          const DetailWriter& write, Instant now);

}  // namespace kiosk
