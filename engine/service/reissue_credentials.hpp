#pragma once

#include "service/context.hpp"

namespace kiosk {

struct ReissueStep {
  int reissued = 0;             ///< in all steps so far
  std::optional<Uuid> reached;  ///< the latest approval looked at
  bool done = false;            ///< all have been looked at
};

/// After a compromise: each approval in force whose credential the key `key_name` signed gets a new one from its stored
/// facts, signed with the key of now, at another place in the status lists; the old place's bit is set. The approval
/// itself, its number and its validity stay. Event `approval.reissued`. Looks at `limit` approvals at most; the next
/// call goes on after `before.reached`, and a call from the beginning passes over what has been done.
Result<ReissueStep> reissue_credentials(Tx& tx, const Context& context, const std::string& key_name,
                                        const ReissueStep& before, int limit, Instant now);

}  // namespace kiosk
