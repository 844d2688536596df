#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kiosk::perf {

/// A process of our own that listens on a loopback port; ended by SIGTERM when this object goes. Its figures come from
/// /proc. Throws std::runtime_error when it cannot be started.
class ChildProcess {
 public:
  /// Runs `work` in a forked process; it writes its first line to the descriptor it is given.
  static ChildProcess fork_to(const std::function<void(int line_to)>& work);
  static ChildProcess execute(const std::vector<std::string>& command);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// The first line that it printed.
  const std::string& first_line() const { return first_line_; }
  /// CPU time used so far, of all threads.
  double cpu_seconds() const;
  /// Resident memory now.
  double resident_mb() const;
  /// Ends it and waits; its exit code.
  int end();

 private:
  ChildProcess(pid_t id, int line_from);

  pid_t id_ = 0;
  std::string first_line_;
};

/// `kiosk-exam serve` with raised limits per address, since all applicants of a bench come from one.
class ExamServer {
 public:
  ExamServer(const std::filesystem::path& data, const std::filesystem::path& banks);

  std::uint16_t port() const { return port_; }
  ChildProcess& process() { return process_; }
  /// A figure of `/metrics` without labels, by its name.
  double metric(const std::string& name) const;

 private:
  ChildProcess process_;
  std::uint16_t port_ = 0;
  std::uint16_t operations_port_ = 0;
};

}  // namespace kiosk::perf
