#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/digest.hpp"

namespace kiosk {

/// One link of the audit chain: state changes, staff acts and decisions. Ids only, no persons.
struct AuditEntry {
  std::int64_t number = 0;  ///< 1.. without gaps
  Instant time;
  std::string actor;    ///< `applicant:<id>`, `staff:<id>`, `machine:<token id>`, `server`
  std::string act;      ///< `attempt-started`, …
  std::string subject;  ///< `attempt:<id>`, …
  std::string details;  ///< `name=value` pairs separated by a blank, may be empty
  Digest previous;      ///< hash of the entry before; zeros for the first
  Digest hash;          ///< SHA-256 over the fields above, see service/audit.hpp
};

class AuditRows {
 public:
  virtual ~AuditRows() = default;

  virtual std::optional<AuditEntry> last() const = 0;
  /// Entries with a number above `after`, in order; stops when `visit` answers false.
  virtual void each(std::int64_t after, const std::function<bool(const AuditEntry&)>& visit) const = 0;

  virtual void add(const AuditEntry& entry) = 0;
};

}  // namespace kiosk
