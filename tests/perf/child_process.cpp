#include "perf/child_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "perf/wire_client.hpp"

namespace kiosk::perf {

namespace {

std::string read_line(int from) {
  std::string line;
  char c = 0;
  while (::read(from, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

std::string programs() {
  const char* bin = std::getenv("KIOSK_TEST_BIN");
  if (bin != nullptr) return bin;
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
}

std::vector<std::string> serve_command(const std::filesystem::path& data, const std::filesystem::path& banks) {
  return {programs() + "/kiosk-exam",
          "serve",
          "--listen",
          "127.0.0.1:0",
          "--data",
          data.string(),
          "--banks",
          banks.string(),
          "--web",
          "",
          "--log-level",
          "warning",
          "--connections",
          "8000",
          "--connections-per-address",
          "8000",
          "--connections-unauthenticated",
          "8000"};
}

}  // namespace

ChildProcess::ChildProcess(pid_t id, int line_from) : id_(id), first_line_(read_line(line_from)) {
  ::close(line_from);
  if (first_line_.empty()) throw std::runtime_error("a process of the bench ended before it said where it listens");
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, 0)), first_line_(std::move(other.first_line_)) {}

ChildProcess ChildProcess::fork_to(const std::function<void(int)>& work) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t id = ::fork();
  if (id < 0) throw std::runtime_error("no process");
  if (id == 0) {
    ::close(ends[0]);
    work(ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  return {id, ends[0]};
}

ChildProcess ChildProcess::execute(const std::vector<std::string>& command) {
  return fork_to([&command](int line_to) {
    ::dup2(line_to, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  });
}

ChildProcess::~ChildProcess() { end(); }

int ChildProcess::end() {
  const pid_t id = std::exchange(id_, 0);
  if (id == 0) return 0;
  ::kill(id, SIGTERM);
  int status = 0;
  ::waitpid(id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

double ChildProcess::cpu_seconds() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) {
    throw std::runtime_error("no CPU time of the process");
  }
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double ChildProcess::resident_mb() const {
  std::ifstream status("/proc/" + std::to_string(id_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  throw std::runtime_error("no memory figure of the process");
}

ExamServer::ExamServer(const std::filesystem::path& data, const std::filesystem::path& banks)
    : process_(ChildProcess::execute(serve_command(data, banks))) {
  const std::regex ports(R"(:(\d+)/ .*:(\d+)/metrics)");
  std::smatch found;
  if (!std::regex_search(process_.first_line(), found, ports)) {
    throw std::runtime_error("the server did not name its ports: " + process_.first_line());
  }
  port_ = static_cast<std::uint16_t>(std::stoi(found[1]));
  operations_port_ = static_cast<std::uint16_t>(std::stoi(found[2]));
}

double ExamServer::metric(const std::string& name) const {
  const std::string request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  std::string text;
  WireClient client(operations_port_, 1);
  bool asked = false;
  client.run(
      std::chrono::seconds{10},
      [&](std::size_t) { return std::exchange(asked, true) ? std::string_view{} : std::string_view{request}; },
      [&](std::size_t, const WireReply& reply) { text = reply.body; });
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + " ")) return std::stod(line.substr(name.size() + 1));
  }
  throw std::runtime_error("no metric " + name);
}

}  // namespace kiosk::perf
