#pragma once

#include "perf/child_process.hpp"

namespace kiosk::perf {

/// The floor below every HTTP answer: Beast and Boost.JSON alone, in a process of its own with one thread. It parses
/// the body of a save and answers with a body of the same shape as the engine's; it checks and keeps nothing.
class EchoServer {
 public:
  EchoServer();
  std::uint16_t port() const { return port_; }
  ChildProcess& process() { return process_; }

 private:
  ChildProcess process_;
  std::uint16_t port_ = 0;
};

}  // namespace kiosk::perf
