#pragma once

#include <string>
#include <vector>

#include "attempt/decide.hpp"
#include "service/attempt_view.hpp"

namespace kiosk {

/// Start, take over, extend: the steps of an attempt other than saving and handing in. They answer a progress view: the
/// paper is read after the commit (view_attempt), so that a crowd that starts keeps the one writer busy for as short as
/// can be.

/// Fixes the deadline; the same answer again when it is already open.
/// Errors: `not_signed_in`, `attempt_unknown`, `attempt_lapsed`, `attempt_closed`.
Result<AttemptView> start_attempt(Tx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                                  Instant now);

/// This browser writes from now on; the other one gets `stale_epoch`.
/// Errors: as start, and `attempt_not_started`.
Result<AttemptView> take_over_attempt(Tx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                                      Instant now);

struct ExtendAttemptCommand {
  std::string token;  ///< staff
  Uuid attempt;
  seconds extra{0};    ///< 1 .. 8 h
  std::string reason;  ///< 1..200 bytes, for the audit
};

/// Extra time or incident credit, granted by staff and audited.
/// Errors: those of require_staff, `fields_invalid`, `attempt_unknown`, `attempt_closed`, `attempt_lapsed`.
Result<AttemptView> extend_attempt(Tx& tx, const Context& context, const ExtendAttemptCommand& command, Instant now);

/// The error that a verdict other than `accepted` means.
Error refusal(const AttemptDecision& decision);

}  // namespace kiosk
