#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace kiosk::rehearsal {

/// The server of the rehearsal: this same program as a child process, which ends with its parent in any case.
class ServerProcess {
 public:
  /// Starts `<this program> arguments…` without the KIOSK_EXAM_… variables, and waits until it serves. What it says
  /// goes to `log`. Error `unavailable` with its last words.
  static Result<std::unique_ptr<ServerProcess>> start(const std::vector<std::string>& arguments,
                                                      const std::filesystem::path& log);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  /// Stops.
  ~ServerProcess();

  pid_t pid() const { return pid_; }
  std::uint16_t port() const { return port_; }
  std::uint16_t operations_port() const { return operations_port_; }

  /// SIGTERM, and SIGKILL when it does not end within its own deadline and a bit. False when it did not end with exit
  /// code 0. Once.
  bool stop();

 private:
  ServerProcess(pid_t pid, std::filesystem::path log) : pid_(pid), log_(std::move(log)) {}
  Status wait_until_it_serves();
  bool find_ports();
  bool has_ended();
  std::string last_words() const;

  pid_t pid_;
  std::filesystem::path log_;
  std::uint16_t port_ = 0;
  std::uint16_t operations_port_ = 0;
  bool ended_ = false;
  int exit_status_ = 0;
};

}  // namespace kiosk::rehearsal
