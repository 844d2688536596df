#pragma once

#include "ports/answer_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteAnswerRows final : public AnswerRows {
 public:
  explicit SqliteAnswerRows(Database& database) : database_(database) {}

  std::optional<KeptAnswer> find(const Digest& key) const override;
  void keep(const KeptAnswer& answer) override;
  void remove_expired(Instant now, int limit) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
