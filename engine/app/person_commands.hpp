#pragma once

#include <optional>

#include "app/command_socket.hpp"
#include "app/system_clock.hpp"
#include "service/context.hpp"

namespace kiosk::app {

/// The operator's commands about one person, named by candidate code or applicant's id (operator.hpp).
class PersonCommands {
 public:
  PersonCommands(Store& store, const Context& context, SystemClock& clock)
      : store_(store), context_(context), clock_(clock) {}

  /// Nothing when the request is none of them.
  std::optional<CommandOutcome> run(const CommandRequest& request);

 private:
  CommandOutcome erase(const std::string& person);
  CommandOutcome export_data(const std::string& person);

  Store& store_;
  const Context& context_;
  SystemClock& clock_;
};

}  // namespace kiosk::app
