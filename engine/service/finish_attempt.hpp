#pragma once

#include "attempt/decide.hpp"
#include "service/context.hpp"

namespace kiosk {

/// Stores the change from `before` to `after`. When the attempt has ended by it, scores it, stores the result and, for
/// a pass, issues the approval: all in the caller's transaction.
/// `reason` is for the audit.
void store_change(Tx& tx, const Context& context, const Attempt& before, const Attempt& after, const std::string& actor,
                  Instant now, const std::string& reason = {});

/// Applies the passing of time; answers the attempt as it stands now.
Attempt settle(Tx& tx, const Context& context, const Attempt& attempt, Instant now);

/// Attempts that are over and not yet closed, most overdue first.
Result<std::vector<Uuid>> overdue_attempts(const ReadTx& tx, Instant now, int limit);

/// Closes and scores an attempt that is over, with no browser present. Nothing to do when it has ended meanwhile.
Status close_attempt(Tx& tx, const Context& context, const Uuid& attempt, Instant now);

/// Current answers of the attempt by public item id.
Answers current_answers(const ReadTx& tx, AttemptId attempt);

}  // namespace kiosk
