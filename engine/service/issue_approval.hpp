#pragma once

#include "service/context.hpp"

namespace kiosk {

/// Setting: what the numbers of approvals begin with. They are counted in one row, so they differ whatever it is.
inline constexpr const char* number_prefix_setting = "approval-number-prefix";
inline constexpr const char* shipped_number_prefix = "KP";

/// Exactly one approval for a passed attempt, in the transaction that stores the result: record, signed credential,
/// event in the outbox, audit. While the applicant has an active (or suspended) approval of the same exam it is a
/// renewal, which takes that one's place and begins where its validity ends. `result` is the one it rests on. What
/// staff hold against the newest approval of the exam before it, the new one inherits.
void issue_approval(Tx& tx, const Context& context, const Attempt& attempt, const Form& form,
                    const ExamEdition& edition, const StoredResult& result, Instant now);

}  // namespace kiosk
