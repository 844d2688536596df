#pragma once

#include "attempt/decide.hpp"
#include "service/context.hpp"

namespace kiosk {

/// Stores the change from `before` to `after`. When the attempt has ended by it, scores it, stores the result and, for
/// a pass, issues the approval: all in the caller's transaction.
void store_change(Tx& tx, const Context& context, const Attempt& before, const Attempt& after, const std::string& actor,
                  Instant now);

/// Applies the passing of time; answers the attempt as it stands now.
Attempt settle(Tx& tx, const Context& context, const Attempt& attempt, Instant now);

/// Closes and scores overdue attempts, with no browser present. Answers how many; call again while it equals `limit`.
Result<int> close_overdue(Tx& tx, const Context& context, Instant now, int limit);

/// Current answers of the attempt by public item id.
Answers current_answers(const ReadTx& tx, AttemptId attempt);

}  // namespace kiosk
