#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ports/store.hpp"

namespace kiosk {

/// What audit and feed hold on one person. They are long and have no index by person, so they are read from their
/// beginning in steps, each a short transaction.
struct PersonalTrail {
  std::string actor;                     ///< the person, as the audit names it
  std::set<std::string> audit_subjects;  ///< the person, its attempts and approvals
  std::set<std::string> event_subjects;  ///< its approvals
  std::int64_t audit_read = 0;           ///< number of the last line that was looked at
  std::int64_t events_read = 0;          ///< sequence of the last event that was looked at
  std::vector<AuditEntry> audit;         ///< what the person did, and what was done to it, oldest first
  std::vector<OutboxEvent> events;       ///< oldest first
};

/// Looks at `limit` further lines and as many events at most. False: nothing was left.
bool read_on(const ReadTx& tx, PersonalTrail& trail, int limit);

}  // namespace kiosk
