#pragma once

#include "app/command_socket.hpp"
#include "app/system_clock.hpp"
#include "ports/password_hasher.hpp"
#include "service/context.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::app {

/// Carries out the operator's commands on an open store: in the running server (through its socket) or in a process
/// that holds the data directory's lock.
///
///     staff-add NAME ROLE   (secret: password)      token-add NAME SCOPES      backup FILE
///     verify-audit          rebuild-form ATTEMPT    accept-clock
class Operator {
 public:
  Operator(sqlite::SqliteStore& store, const Context& context, SystemClock& clock, PasswordHasher& passwords)
      : store_(store), context_(context), clock_(clock), passwords_(passwords) {}

  CommandOutcome run(const CommandRequest& request);

 private:
  CommandOutcome add_staff(const CommandRequest& request);
  CommandOutcome add_token(const CommandRequest& request);
  CommandOutcome list_tokens();
  CommandOutcome remove_token(const CommandRequest& request);
  CommandOutcome backup(const CommandRequest& request);
  CommandOutcome verify_audit();
  CommandOutcome rebuild_form(const CommandRequest& request);
  CommandOutcome accept_clock();

  sqlite::SqliteStore& store_;
  const Context& context_;
  SystemClock& clock_;
  PasswordHasher& passwords_;
};

/// One line for people: what failed.
std::string failure_line(const Error& error);

}  // namespace kiosk::app
