#pragma once

#include "service/context.hpp"

namespace kiosk {

/// Who changes an approval.
struct LifeActor {
  std::string name;              ///< as in the audit
  std::optional<StaffId> staff;  ///< when it is one of the staff
};

/// Decides, and stores an accepted change with its line of history, its event and its line in the audit: all in the
/// caller's transaction. The approval must be there.
LifeDecision change_approval(Tx& tx, const Context& context, const Uuid& approval, const LifeCommand& command,
                             const LifeActor& who, Instant now);

/// Approvals to which time does something by `now`, most overdue first.
Result<std::vector<Uuid>> due_approvals(const ReadTx& tx, Instant now, int limit);

/// Does to an approval what time does: notices, the date of a rule change, the end of the validity.
Status settle_approval(Tx& tx, const Context& context, const Uuid& approval, Instant now);

struct RecertifyStep {
  int asked = 0;                ///< in all steps so far
  std::optional<Uuid> reached;  ///< the latest approval asked
  bool done = false;            ///< all have been asked
};

/// The rules have changed: asks the holders of approvals of older versions of `exam` (other than the one offered) to
/// pass it again before `by`, and remembers it for those who are sitting an older version now. At most `limit` a call;
/// the next goes on after `reached`.
/// Errors: `exam_unknown` when it is not offered; `parameter_invalid` when `by` is not in the future.
Result<RecertifyStep> recertify(Tx& tx, const Context& context, const std::string& exam, Instant by,
                                const RecertifyStep& before, int limit, Instant now);

}  // namespace kiosk
