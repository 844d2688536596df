#include "sqlite/values.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace kiosk::sqlite {

void unreadable(const char* what) { throw std::runtime_error(std::string{"stored "} + what + " cannot be read"); }

void expect_one_row(int changed, const char* what) {
  if (changed != 1) throw std::runtime_error(std::string{"not exactly one "} + what);
}

void bind_value(Statement& statement, int parameter, const Digest& value) {
  statement.bind_blob(parameter, {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()});
}

Instant instant_at(const Statement& row, int column) { return from_unix_ms(row.integer(column)); }

std::optional<Instant> optional_instant_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return instant_at(row, column);
}

seconds seconds_at(const Statement& row, int column) { return seconds{row.integer(column)}; }

int int_at(const Statement& row, int column) {
  const std::int64_t value = row.integer(column);
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) unreadable("number");
  return static_cast<int>(value);
}

Uuid uuid_at(const Statement& row, int column) { return stored(Uuid::parse(row.text(column)), "id"); }

Digest digest_at(const Statement& row, int column) {
  const std::string bytes = row.blob(column);
  Digest digest;
  if (bytes.size() != digest.bytes.size()) unreadable("digest");
  std::transform(bytes.begin(), bytes.end(), digest.bytes.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  return digest;
}

}  // namespace kiosk::sqlite
