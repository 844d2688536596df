#include "sim/mutants/trial.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "sim/approvals/world.hpp"
#include "sim/exam/heard.hpp"
#include "sim/exam/world.hpp"

namespace kiosk::sim {

namespace {

constexpr unsigned time_limit_s = 60;

/// Anything may answer `internal`, and anything may throw: that is a finding about the bug when it is the one named.
bool is_finding(const NamedFault& bug, const std::string& rule) {
  if (!bug.own_defence.empty() && rule.find(bug.own_defence) != std::string::npos) return true;
  return !rule.starts_with(no_rule) && rule.find("the error internal") == std::string::npos;
}

/// The rule that a world breaks; empty: none.
std::string rule_broken_in(Worlds worlds, std::uint64_t seed) {
  try {
    if (worlds == Worlds::exams) run_world(draw_options(seed));
    if (worlds == Worlds::approvals) run_approval_world(draw_approval_options(seed));
  } catch (const WorldFailure& failure) {
    return failure.rule();
  } catch (const ApprovalFailure& failure) {
    return failure.rule();
  }
  return {};
}

[[noreturn]] void run_until_caught(const NamedFault& bug, int output) {
  alarm(time_limit_s);
  dup2(output, STDERR_FILENO);  // an invariant says there which it is
  plant(bug.fault);
  for (std::uint64_t seed = 1;; ++seed) {
    const std::string rule = rule_broken_in(bug.worlds, seed);
    if (rule.empty()) continue;
    const std::string text = rule + ", seed " + std::to_string(seed);
    const auto written = write(output, text.data(), text.size());
    _exit(written == static_cast<ssize_t>(text.size()) && is_finding(bug, rule) ? EXIT_SUCCESS : EXIT_FAILURE);
  }
}

std::string read_all(int input) {
  std::string text;
  char part[512];
  for (ssize_t size = 0; (size = read(input, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(size));
  return text;
}

}  // namespace

Trial try_worlds_with(const NamedFault& bug) {
  int ends[2];
  if (pipe(ends) != 0) return {false, "no pipe"};
  const pid_t child = fork();
  if (child == 0) run_until_caught(bug, ends[1]);
  close(ends[1]);
  std::string text = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return {false, "no process"};
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGALRM) return {false, "survived"};
    const bool by_invariant = signal == SIGABRT && !bug.own_defence.empty() &&
                              text.find("broken invariant: " + std::string{bug.own_defence}) != std::string::npos;
    return {by_invariant, "signal " + std::to_string(signal) + ", " + text};
  }
  return {WEXITSTATUS(status) == EXIT_SUCCESS, std::move(text)};
}

}  // namespace kiosk::sim
