#pragma once

#include "ports/audit_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteAuditRows final : public AuditRows {
 public:
  explicit SqliteAuditRows(Database& database) : database_(database) {}

  std::optional<AuditEntry> last() const override;
  void each(std::int64_t after, const std::function<bool(const AuditEntry&)>& visit) const override;

  void add(const AuditEntry& entry) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
