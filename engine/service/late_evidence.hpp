#pragma once

#include <vector>

#include "attempt/decide.hpp"
#include "service/context.hpp"

namespace kiosk {

/// Late answers are kept for an attempt that time has ended (a hand-in closes it for good), as long as its policy says.
bool takes_late_evidence(const AttemptDecision& decision, Instant now);

/// Keeps `late` and, when counting it would turn the fail into a pass, appends a result with decision `review`.
/// Answers whether anything was kept.
bool keep_late_evidence(Tx& tx, const Context& context, const Attempt& attempt, const std::vector<Response>& late,
                        Instant now);

}  // namespace kiosk
