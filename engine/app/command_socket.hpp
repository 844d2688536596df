#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"

namespace kiosk::app {

/// How a command ends: its exit code (0 fine, 1 the work failed) and what it prints.
struct CommandOutcome {
  int exit_code = 0;
  std::string output;
};

/// The words of the command line that matter, for example {"staff", "add", "anna", "hq"}, and a secret that must not
/// stand in a process list.
struct CommandRequest {
  std::vector<std::string> words;
  std::string secret;
};

using CommandHandler = std::function<CommandOutcome(const CommandRequest&)>;

/// The 0600 Unix socket in the data directory by which commands reach the running server. One command at a time.
/// Messages are netstrings (`<length>:<bytes>,`): the number of words, the words, the secret; back come the exit code
/// and the output.
class CommandSocket {
 public:
  /// Error `store_failed` when the socket cannot be made.
  static Result<std::unique_ptr<CommandSocket>> open(const std::filesystem::path& path, CommandHandler handler);
  ~CommandSocket();
  CommandSocket(const CommandSocket&) = delete;
  CommandSocket& operator=(const CommandSocket&) = delete;

 private:
  CommandSocket(int descriptor, std::filesystem::path path, CommandHandler handler);
  void serve();
  void answer(int connection);

  int descriptor_;
  std::filesystem::path path_;
  CommandHandler handler_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

/// Sends a command to the running server. Nothing when no server answers at `path`.
std::optional<CommandOutcome> send_command(const std::filesystem::path& path, const CommandRequest& request);

}  // namespace kiosk::app
