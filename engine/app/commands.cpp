#include "app/commands.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "app/assembly.hpp"
#include "app/base_url.hpp"
#include "app/operator.hpp"
#include "app/spdlog_sink.hpp"
#include "app/wait_for.hpp"

namespace kiosk::app {

namespace {

constexpr int wrong_use = 2;

/// Reads a line from the terminal without showing it.
std::string ask_secret(const char* prompt) {
  std::cerr << prompt << std::flush;
  termios shown{};
  const bool terminal = ::tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  std::string secret;
  std::getline(std::cin, secret);
  if (terminal) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  std::cerr << '\n';
  return secret;
}

std::string read_password(const Options& options) {
  if (!options.password_from_stdin) return ask_secret("Password: ");
  std::string password;
  std::getline(std::cin, password);
  return password;
}

/// What the words of the command line mean for the operator; nothing when they mean nothing.
std::optional<CommandRequest> operator_request(const Options& options) {
  const std::vector<std::string>& words = options.words;
  const auto is = [&](std::initializer_list<std::string> start, std::size_t count) {
    return words.size() == count && std::equal(start.begin(), start.end(), words.begin());
  };
  if (is({"staff", "add"}, 3) && !options.role.empty()) {
    return CommandRequest{{"staff-add", words[2], options.role}, read_password(options)};
  }
  if (is({"token", "add"}, 3) && !options.scope.empty())
    return CommandRequest{{"token-add", words[2], options.scope}, {}};
  if (is({"backup"}, 2)) return CommandRequest{{"backup", std::filesystem::absolute(words[1]).string()}, {}};
  if (is({"verify-audit"}, 1)) return CommandRequest{{"verify-audit"}, {}};
  if (is({"rebuild-form"}, 2)) return CommandRequest{{"rebuild-form", words[1]}, {}};
  if (is({"clock", "accept"}, 2)) return CommandRequest{{"accept-clock"}, {}};
  return std::nullopt;
}

int report(const CommandOutcome& outcome) {
  (outcome.exit_code == 0 ? std::cout : std::cerr) << outcome.output;
  return outcome.exit_code;
}

int report(const Error& error) { return report(CommandOutcome{1, failure_line(error)}); }

/// Commands that only look at or use what is there must not make a new data directory.
bool needs_data(const CommandRequest& request) {
  return request.words.front() != "staff-add" && request.words.front() != "token-add";
}

/// No server runs: this process opens the database itself, under the directory's lock.
int run_on_own(const Options& options, const CommandRequest& request) {
  if (needs_data(request) && !std::filesystem::exists(options.data / "kiosk.db")) {
    return report(failure(ErrorCode::store_failed, "no server has run in " + options.data.string() + " yet"));
  }
  SpdlogSink log(options.log_level == "note" ? "warning" : options.log_level);
  Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options, log);
  if (assembly.has_error()) return report(assembly.error());
  Assembly& open = **assembly;
  if (const Status ready = open.use_pinned_base_url(); ready.has_error()) return report(ready.error());
  Operator the_operator(open.store(), open.context(), open.clock(), open.passwords());
  const CommandOutcome outcome = the_operator.run(request);
  open.store().stop();
  return report(outcome);
}

int migrate(const Options& options) {
  SpdlogSink log(options.log_level);
  const Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options, log);
  if (assembly.has_error()) return report(assembly.error());
  (*assembly)->store().stop();
  return report(CommandOutcome{0, "the database in " + options.data.string() + " has the newest schema\n"});
}

/// Credentials made so far keep naming the old URL; somebody must keep serving it.
int change_base_url(const Options& options, const std::string& url) {
  if (const Status status = check_base_url(url, options.allow_plain_http); status.has_error()) {
    std::cerr << failure_line(status.error());
    return wrong_use;
  }
  SpdlogSink log("warning");
  const Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options, log);
  if (assembly.has_error()) return report(assembly.error());
  const Status changed = (*assembly)->change_base_url(url);
  (*assembly)->store().stop();
  if (changed.has_error()) return report(changed.error());
  return report(CommandOutcome{0, "new credentials name " + url + "; those issued so far keep the old URL\n"});
}

}  // namespace

int run_command(const Options& options) {
  const std::vector<std::string>& words = options.words;
  if (words == std::vector<std::string>{"migrate"}) return migrate(options);
  if (words.size() == 2 && words[0] == "base-url") return change_base_url(options, words[1]);
  const std::optional<CommandRequest> request = operator_request(options);
  if (!request) {
    print_usage(std::cerr);
    return wrong_use;
  }
  if (const auto outcome = send_command(options.data / "command.sock", *request)) return report(*outcome);
  return run_on_own(options, *request);
}

void print_usage(std::ostream& out) {
  out << "Usage:\n"
         "  kiosk-exam serve                                  serve exams\n"
         "  kiosk-exam staff add NAME --role ROLE             add a staff account; asks for the password\n"
         "  kiosk-exam token add NAME --scope SCOPES          add a machine token, printed once\n"
         "  kiosk-exam backup FILE                            copy the database, also of a running server\n"
         "  kiosk-exam verify-audit                           check the whole audit chain\n"
         "  kiosk-exam rebuild-form ATTEMPT                   draw a form again and compare it with the stored one\n"
         "  kiosk-exam clock accept                           follow the wall clock again after it was set\n"
         "  kiosk-exam base-url URL                           change the pinned base URL (no server may run)\n"
         "  kiosk-exam migrate                                bring the database to the newest schema\n\n";
  print_options(out);
}

}  // namespace kiosk::app
