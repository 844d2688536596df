#pragma once

#include <stdexcept>
#include <string>

#include "base/error.hpp"

namespace kiosk::sqlite {

/// What a failed call means for us; every result code of SQLite falls into one of these.
enum class FailureKind {
  full,         ///< no room on the disk; nothing was changed, later may be better
  busy,         ///< somebody else holds a lock: cannot be with one writer, so an alarm
  interrupted,  ///< a read took longer than its limit
  refused,      ///< a constraint or wrong SQL: a fault of our own code, the transaction is intact
  broken,       ///< I/O error, damaged file, no memory, lost permission: nothing further can be trusted
};

/// Thrown by Database and Statement, caught where a batch, a read or an opening ends; never leaves engine/sqlite.
class Failure : public std::runtime_error {
 public:
  /// `code` is an extended result code of SQLite.
  Failure(int code, const std::string& message);

  FailureKind kind() const { return kind_; }
  int code() const { return code_; }

 private:
  int code_;
  FailureKind kind_;
};

/// full → store_full, busy and interrupted → store_busy, refused → internal, broken → store_failed.
Error to_error(const Failure& failure);

}  // namespace kiosk::sqlite
