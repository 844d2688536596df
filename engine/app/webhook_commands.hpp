#pragma once

#include <functional>
#include <optional>

#include "app/command_socket.hpp"
#include "app/system_clock.hpp"
#include "service/context.hpp"
#include "service/webhook_endpoints.hpp"

namespace kiosk::app {

/// The operator's commands about receivers of webhooks (operator.hpp).
class WebhookCommands {
 public:
  WebhookCommands(Store& store, const Context& context, SystemClock& clock, std::function<void()> on_change)
      : store_(store), context_(context), clock_(clock), on_change_(std::move(on_change)) {}

  /// Nothing when the request is none of them.
  std::optional<CommandOutcome> run(const CommandRequest& request);

 private:
  CommandOutcome list();
  CommandOutcome list_deliveries_to(const Uuid& endpoint, const std::string& state);
  /// `work` answers what is printed.
  CommandOutcome change(const std::function<Result<std::string>(Tx&, Instant now)>& work);
  CommandOutcome add(const EndpointForm& form);
  CommandOutcome act_on(const Uuid& endpoint, const CommandRequest& request);

  Store& store_;
  const Context& context_;
  SystemClock& clock_;
  std::function<void()> on_change_;
};

}  // namespace kiosk::app
