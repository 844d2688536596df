#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/ids.hpp"
#include "sqlite/statement.hpp"

/// How our own types are stored: instants as Unix milliseconds, durations as whole seconds, public ids as text (so that
/// a person with the sqlite3 shell can find them), digests as 32 bytes, nothing as NULL.
namespace kiosk::sqlite {

/// Octets rather than text; lives as long as what it views.
struct Blob {
  std::string_view bytes;
};

template <std::integral T>
void bind_value(Statement& statement, int parameter, T value) {
  statement.bind_integer(parameter, static_cast<std::int64_t>(value));
}
inline void bind_value(Statement& statement, int parameter, std::string_view value) {
  statement.bind_text(parameter, value);
}
inline void bind_value(Statement& statement, int parameter, Blob value) { statement.bind_blob(parameter, value.bytes); }
inline void bind_value(Statement& statement, int parameter, Instant value) {
  statement.bind_integer(parameter, to_unix_ms(value));
}
inline void bind_value(Statement& statement, int parameter, seconds value) {
  statement.bind_integer(parameter, value.count());
}
inline void bind_value(Statement& statement, int parameter, const Uuid& value) {
  statement.bind_text(parameter, value.text());
}
void bind_value(Statement& statement, int parameter, const Digest& value);
template <class Tag>
void bind_value(Statement& statement, int parameter, RowId<Tag> value) {
  statement.bind_integer(parameter, value.value);
}
template <class T>
void bind_value(Statement& statement, int parameter, const std::optional<T>& value) {
  if (value) {
    bind_value(statement, parameter, *value);
  } else {
    statement.bind_null(parameter);
  }
}

/// The way back. A stored value that cannot be one throws std::runtime_error: the row was not written by us.
Instant instant_at(const Statement& row, int column);
std::optional<Instant> optional_instant_at(const Statement& row, int column);
seconds seconds_at(const Statement& row, int column);
int int_at(const Statement& row, int column);
Uuid uuid_at(const Statement& row, int column);
Digest digest_at(const Statement& row, int column);
template <class Id>
Id row_id_at(const Statement& row, int column) {
  return Id{row.integer(column)};
}

/// Throws std::runtime_error.
[[noreturn]] void unreadable(const char* what);

/// Throws std::runtime_error when a change did not meet exactly one row; `what` names the row.
void expect_one_row(int changed, const char* what);

/// What a parser made of a stored text (an optional or a Result); unreadable when it made nothing.
template <class Parsed>
auto stored(Parsed&& parsed, const char* what) {
  if (!parsed) unreadable(what);
  return *std::forward<Parsed>(parsed);
}

}  // namespace kiosk::sqlite
