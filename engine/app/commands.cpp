#include "app/commands.hpp"

#include <termios.h>
#include <unistd.h>

#include <iomanip>
#include <iostream>

#include "app/assembly.hpp"
#include "app/base_url.hpp"
#include "app/command_forms.hpp"
#include "app/operator.hpp"
#include "app/spdlog_sink.hpp"
#include "app/wait_for.hpp"
#include "sqlite/backup.hpp"

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

/// What the words of the command line, which are a command, mean for the operator.
CommandRequest operator_request(const Options& options) {
  const std::vector<std::string>& words = options.words;
  if (words[0] == "staff") return {{"staff-add", words[2], options.role}, read_password(options)};
  if (words[0] == "token" && words[1] == "add") return {{"token-add", words[2], options.scope}, {}};
  if (words[0] == "token" && words[1] == "remove") return {{"token-remove", words[2]}, {}};
  if (words[0] == "token") return {{"token-list"}, {}};
  if (words[0] == "webhook") {
    std::vector<std::string> request{"webhook-" + words[1]};
    request.insert(request.end(), words.begin() + 2, words.end());
    if (words[1] == "add") request.insert(request.end(), {options.description, options.events});
    if (words[1] == "deliveries") request.push_back(options.state);
    if (words[1] == "replay") request.push_back(options.since);
    return {request, {}};
  }
  if (words[0] == "key") {
    std::vector<std::string> request{"key-" + words[1]};
    request.insert(request.end(), words.begin() + 2, words.end());
    return {request, {}};
  }
  if (words[0] == "person") return {{"person-" + words[1], words[2]}, {}};
  if (words[0] == "clock") return {{"accept-clock"}, {}};
  return {words, {}};  // verify-audit, rebuild-form: as they stand
}

int report(const CommandOutcome& outcome) {
  (outcome.exit_code == 0 ? std::cout : std::cerr) << outcome.output;
  return outcome.exit_code;
}

CommandOutcome failed(const Error& error) { return {1, failure_line(error)}; }

int report(const Error& error) { return report(failed(error)); }

/// Commands that only look at or use what is there must not make a new data directory.
bool needs_data(const CommandRequest& request) {
  return request.words.front() != "staff-add" && request.words.front() != "token-add";
}

/// No server runs: this process opens the database itself, under the directory's lock.
CommandOutcome run_on_own(const Options& options, const CommandRequest& request) {
  if (needs_data(request) && !std::filesystem::exists(options.data / "kiosk.db")) {
    return failed(failure(ErrorCode::store_failed, "no server has run in " + options.data.string() + " yet"));
  }
  SpdlogSink log(options.log_level == "note" ? "warning" : options.log_level);
  Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options, log);
  if (assembly.has_error()) return failed(assembly.error());
  Assembly& open = **assembly;
  if (const Status ready = open.use_pinned_base_url(); ready.has_error()) return failed(ready.error());
  Operator the_operator(open, Serving::no);
  CommandOutcome outcome = the_operator.run(request);
  open.store().stop();
  return outcome;
}

CommandOutcome run_anywhere(const Options& options, const CommandRequest& request) {
  if (auto outcome = send_command(options.data / "command.sock", request)) return std::move(*outcome);
  return run_on_own(options, request);
}

/// The server (or whoever has the database open) copies and no more. The long rest is this process's, with the priority
/// that its caller gave it: checking, syncing, naming. The number in the name keeps two backups apart.
CommandOutcome back_up(const Options& options) {
  const std::filesystem::path file = std::filesystem::absolute(options.words[1]);
  const std::filesystem::path copy = sqlite::unfinished_backup(file).string() + std::to_string(::getpid());
  if (const Status free = sqlite::check_backup_name(file); free.has_error()) return failed(free.error());
  if (CommandOutcome copied = run_anywhere(options, {{"backup-copy", copy.string()}, {}}); copied.exit_code != 0) {
    return copied;
  }
  Status done = sqlite::check_and_sync(copy);
  if (done.has_value()) done = sqlite::check_backup_name(file);
  if (done.has_value()) done = sqlite::put_backup_into_place(copy, file);
  if (done.has_value()) return {0, "backup written and checked: " + file.string() + "\n"};
  std::error_code ignored;
  std::filesystem::remove(copy, ignored);
  return failed(done.error());
}

int migrate(const Options& options) {
  SpdlogSink log(options.log_level);
  const Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options, log);
  if (assembly.has_error()) return report(assembly.error());
  (*assembly)->store().stop();
  return report(CommandOutcome{0, "the database in " + options.data.string() + " has the newest schema\n"});
}

/// Credentials made so far keep naming the old URL: they verify here as before, and somebody must keep serving it.
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
  if (words[0] == "migrate") return migrate(options);
  if (words[0] == "base-url") return change_base_url(options, words[1]);
  if (words[0] == "backup") return report(back_up(options));
  return report(run_anywhere(options, operator_request(options)));
}

void print_usage(std::ostream& out) {
  out << "Usage:\n";
  for (const CommandForm& form : command_forms()) {
    out << "  " << std::left << std::setw(48) << "kiosk-exam " + form_text(form) << "  " << form.meaning << '\n';
  }
  out << '\n';
  print_options(out);
}

}  // namespace kiosk::app
