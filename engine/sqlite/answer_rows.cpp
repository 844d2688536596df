#include "sqlite/answer_rows.hpp"

namespace kiosk::sqlite {

std::optional<KeptAnswer> SqliteAnswerRows::find(const Digest& key) const {
  Statement row = database_.query(
      "SELECT key_hash, request_hash, status, body, tag, expires_ms FROM kept_answers WHERE key_hash = ?1", key);
  if (!row.next()) return std::nullopt;
  return KeptAnswer{digest_at(row, 0), digest_at(row, 1), int_at(row, 2), row.text(3), row.text(4), instant_at(row, 5)};
}

void SqliteAnswerRows::keep(const KeptAnswer& answer) {
  database_.run(
      "INSERT OR REPLACE INTO kept_answers (key_hash, request_hash, status, body, tag, expires_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      answer.key, answer.request, answer.status, answer.body, answer.tag, answer.expires_at);
}

void SqliteAnswerRows::remove_expired(Instant now, int limit) {
  database_.run(
      "DELETE FROM kept_answers WHERE key_hash IN"
      " (SELECT key_hash FROM kept_answers WHERE expires_ms < ?1 ORDER BY expires_ms LIMIT ?2)",
      now, limit);
}

}  // namespace kiosk::sqlite
