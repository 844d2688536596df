#pragma once

#include <optional>

#include "app/command_socket.hpp"
#include "app/system_clock.hpp"
#include "crypto/key_store.hpp"
#include "service/context.hpp"

namespace kiosk::app {

/// Whether a server runs in this process: only then does anybody see what is published.
enum class Serving { no, yes };

/// Notes in the store which keys are published, from now on as far as it did not know. Error: that of the store.
Status note_keys(Store& store, const crypto::KeyStore& keys, Instant now);

/// The operator's commands about signing keys (operator.hpp): add and publish, wait, sign.
class KeyCommands {
 public:
  KeyCommands(Store& store, const Context& context, SystemClock& clock, crypto::KeyStore& keys, Serving serving)
      : store_(store), context_(context), clock_(clock), keys_(keys), serving_(serving) {}

  /// Nothing when the request is none of them.
  std::optional<CommandOutcome> run(const CommandRequest& request);

 private:
  CommandOutcome list();
  CommandOutcome add();
  CommandOutcome use(const std::string& name);
  CommandOutcome compromise(const std::string& name);
  /// Draws a key that signs at once: waiting would be worse.
  Status replace_signing_key(Instant now);
  Status check_rested(const std::string& name, Instant now);
  Status audit(const std::string& act, const std::string& name, Instant now);

  Store& store_;
  const Context& context_;
  SystemClock& clock_;
  crypto::KeyStore& keys_;
  Serving serving_;
};

}  // namespace kiosk::app
