#include "rehearsal/server_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;

namespace kiosk::rehearsal {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds start_limit{60};
constexpr std::chrono::seconds stop_limit{30};  ///< more than the server's own deadline for running requests
constexpr milliseconds look_again{20};
constexpr std::size_t last_words_bytes = 1500;
constexpr const char* this_program = "/proc/self/exe";

/// Pointers into `texts`, ended by a null pointer, as exec wants them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// All values come by the arguments: a variable must not say anything else.
std::vector<std::string> environment_of_the_server() {
  std::vector<std::string> kept;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!text.starts_with("KIOSK_EXAM_")) kept.push_back(text);
  }
  return kept;
}

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The number behind `before`; 0 when it is not there.
std::uint16_t port_behind(const std::string& text, const std::string& before) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return 0;
  return static_cast<std::uint16_t>(std::strtoul(text.c_str() + at + before.size(), nullptr, 10));
}

}  // namespace

Result<std::unique_ptr<ServerProcess>> ServerProcess::start(const std::vector<std::string>& arguments,
                                                            const std::filesystem::path& log) {
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (output < 0) return failure(ErrorCode::unavailable, "cannot write " + log.string());
  std::vector<std::string> words{"kiosk-exam"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_of_the_server();
  const std::vector<char*> word_pointers = pointers(words);
  const std::vector<char*> environment_pointers = pointers(environment);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    // Between fork and exec only what is safe there. The check closes the gap in which the parent may have gone.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(1);
    ::setpgid(0, 0);  // Ctrl-C is for the rehearsal, which ends its server itself
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execve(this_program, word_pointers.data(), environment_pointers.data());
    ::_exit(127);
  }
  ::close(output);
  if (pid < 0) return failure(ErrorCode::unavailable, "cannot start another process");
  std::unique_ptr<ServerProcess> process{new ServerProcess(pid, log)};
  if (const Status serves = process->wait_until_it_serves(); serves.has_error()) return serves.error();
  return process;
}

ServerProcess::~ServerProcess() { stop(); }

Status ServerProcess::wait_until_it_serves() {
  const auto until = steady_clock::now() + start_limit;
  while (steady_clock::now() < until) {
    if (find_ports()) return {};
    if (has_ended()) break;
    std::this_thread::sleep_for(look_again);
  }
  return failure(ErrorCode::unavailable, "the server of the rehearsal did not start: " + last_words());
}

bool ServerProcess::find_ports() {
  const std::string said = read_file(log_);
  const std::size_t line = said.find("kiosk-exam serves on ");
  if (line == std::string::npos || said.find('\n', line) == std::string::npos) return false;
  port_ = port_behind(said, "serves on http://127.0.0.1:");
  operations_port_ = port_behind(said, "(metrics on http://127.0.0.1:");
  return port_ != 0 && operations_port_ != 0;
}

bool ServerProcess::has_ended() {
  if (!ended_) ended_ = ::waitpid(pid_, &exit_status_, WNOHANG) == pid_;
  return ended_;
}

std::string ServerProcess::last_words() const {
  const std::string said = read_file(log_);
  return said.substr(said.size() - std::min(said.size(), last_words_bytes));
}

bool ServerProcess::stop() {
  if (!has_ended()) ::kill(pid_, SIGTERM);
  const auto until = steady_clock::now() + stop_limit;
  while (!has_ended() && steady_clock::now() < until) std::this_thread::sleep_for(look_again);
  if (!ended_) {
    ::kill(pid_, SIGKILL);
    ended_ = ::waitpid(pid_, &exit_status_, 0) == pid_;
  }
  return WIFEXITED(exit_status_) && WEXITSTATUS(exit_status_) == 0;
}

}  // namespace kiosk::rehearsal
