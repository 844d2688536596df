#pragma once

#include "app/assembly.hpp"
#include "app/command_socket.hpp"
#include "app/key_commands.hpp"
#include "app/person_commands.hpp"
#include "app/webhook_commands.hpp"

namespace kiosk::app {

/// Carries out the operator's commands on an open store: in the running server (through its socket) or in a process
/// that holds the data directory's lock.
///
///     staff-add NAME ROLE   (secret: password)      token-add NAME SCOPES      backup-copy FILE
///     verify-audit          rebuild-form ATTEMPT    accept-clock      recertify EXAM DATE
///     webhook-add URL       webhook-list            webhook-enable, -disable, -rotate-secret, -test ENDPOINT
///     webhook-replay ENDPOINT INSTANT               key-list               key-add               key-use NAME
///     key-compromise NAME     person-erase, -export PERSON
class Operator {
 public:
  /// `on_webhooks`: called when something may be to be sent. The assembly outlives this.
  Operator(Assembly& assembly, Serving serving, std::function<void()> on_webhooks = {})
      : store_(assembly.store()),
        context_(assembly.context()),
        clock_(assembly.clock()),
        passwords_(assembly.passwords()),
        webhooks_(store_, context_, clock_, std::move(on_webhooks)),
        keys_(store_, context_, clock_, assembly.keys(), serving),
        persons_(store_, context_, clock_) {}

  CommandOutcome run(const CommandRequest& request);

 private:
  CommandOutcome add_staff(const CommandRequest& request);
  CommandOutcome add_token(const CommandRequest& request);
  CommandOutcome list_tokens();
  CommandOutcome remove_token(const CommandRequest& request);
  CommandOutcome copy_for_backup(const CommandRequest& request);
  CommandOutcome verify_audit();
  CommandOutcome rebuild_form(const CommandRequest& request);
  CommandOutcome accept_clock();
  CommandOutcome recertify(const CommandRequest& request);

  sqlite::SqliteStore& store_;
  const Context& context_;
  SystemClock& clock_;
  PasswordHasher& passwords_;
  WebhookCommands webhooks_;
  KeyCommands keys_;
  PersonCommands persons_;
};

/// One line for people: what failed.
std::string failure_line(const Error& error);

}  // namespace kiosk::app
