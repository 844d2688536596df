#include "sqlite/failure.hpp"

#include <sqlite3.h>

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

FailureKind kind_of(int code) {
  switch (code & 0xFF) {  // the low byte of an extended code is the primary one
    case SQLITE_FULL: return FailureKind::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FailureKind::busy;
    case SQLITE_INTERRUPT: return FailureKind::interrupted;
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG: return FailureKind::refused;
    default: return FailureKind::broken;
  }
}

ErrorCode error_code_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::full: return ErrorCode::store_full;
    case FailureKind::busy:
    case FailureKind::interrupted: return ErrorCode::store_busy;
    case FailureKind::refused: return ErrorCode::internal;
    case FailureKind::broken: return ErrorCode::store_failed;
  }
  ENSURE(false, "a failure of no kind");
}

/// What a person can do about it stands first.
std::string advice_for(int code) {
  const int primary = code & 0xFF;
  const bool damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
  return damaged ? "the database file is damaged, restore a backup: " : "";
}

}  // namespace

Failure::Failure(int code, const std::string& message)
    : std::runtime_error(advice_for(code) + message + " (SQLite code " + std::to_string(code) + ")"),
      code_(code),
      kind_(kind_of(code)) {}

Error to_error(const Failure& failure) { return Error{error_code_of(failure.kind()), failure.what(), {}, {}}; }

}  // namespace kiosk::sqlite
