#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "people/applicant.hpp"
#include "people/staff.hpp"
#include "ports/hasher.hpp"
#include "ports/store.hpp"

namespace kiosk {

std::string actor(const Applicant& applicant);
std::string actor(const StaffMember& staff);
inline constexpr const char* server_actor = "server";

struct AuditAct {
  std::string actor;
  std::string act;
  std::string subject;
  std::string details;
};

/// Appends one link to the chain, in the caller's transaction. Hash = SHA-256 over number, time in ms, actor, act,
/// subject, details and the previous hash, each written as `<length>:<text>`.
void append_audit(Tx& tx, const Hasher& hasher, const AuditAct& act, Instant now);

struct AuditCheck {
  std::int64_t entries = 0;
  Digest head;  ///< hash of the last entry; zeros when there is none
};

/// Walks at most `limit` further entries from where `so_far` ended, so that a long chain needs no long transaction.
/// The end is reached when nothing was added. `store_failed` with the number of the first entry that does not fit.
Result<AuditCheck> verify_audit(const ReadTx& tx, const Hasher& hasher, const AuditCheck& so_far, int limit);

}  // namespace kiosk
