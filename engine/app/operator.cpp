#include "app/operator.hpp"

#include "app/options.hpp"
#include "app/wait_for.hpp"
#include "service/approval_life.hpp"
#include "service/audit.hpp"
#include "service/operator_commands.hpp"
#include "service/server_time.hpp"

namespace kiosk::app {

namespace {

constexpr int recertified_at_once = 100;
constexpr int audit_page = 2'000;  // entries; well under a reader's second

CommandOutcome failed(const Error& error) { return {1, failure_line(error)}; }

CommandOutcome failed(const std::string& why) { return {1, "failed: " + why + "\n"}; }

std::optional<std::string> hash_and_wait(PasswordHasher& passwords, const std::string& password) {
  auto promise = std::make_shared<std::promise<std::optional<std::string>>>();
  passwords.hash(password, [promise](std::optional<std::string> hash) { promise->set_value(std::move(hash)); });
  return promise->get_future().get();
}

}  // namespace

std::string failure_line(const Error& error) {
  std::string line = "failed: " + std::string{wire_name(error.code)};
  if (!error.detail.empty()) line += ": " + error.detail;
  return line + "\n";
}

CommandOutcome Operator::run(const CommandRequest& request) {
  const auto is = [&](const char* name, std::size_t words) {
    return request.words.front() == name && request.words.size() == words;
  };
  if (is("staff-add", 3)) return add_staff(request);
  if (is("token-add", 3)) return add_token(request);
  if (is("token-list", 1)) return list_tokens();
  if (is("token-remove", 2)) return remove_token(request);
  if (is("backup-copy", 2)) return copy_for_backup(request);
  if (is("verify-audit", 1)) return verify_audit();
  if (is("rebuild-form", 2)) return rebuild_form(request);
  if (is("accept-clock", 1)) return accept_clock();
  if (is("recertify", 3)) return recertify(request);
  if (const auto outcome = webhooks_.run(request)) return *outcome;
  if (const auto outcome = keys_.run(request)) return *outcome;
  if (const auto outcome = persons_.run(request)) return *outcome;
  return failed("the server does not know this command; is it of another version?");
}

CommandOutcome Operator::add_staff(const CommandRequest& request) {
  const std::optional<Role> role = parse_role(request.words[2]);
  if (!role) return failed("roles are hq, trainer, reviewer, auditor, operator");
  if (const auto problem = password_problem(request.secret)) return failed(*problem);
  const std::optional<std::string> hash = hash_and_wait(passwords_, request.secret);
  if (!hash) return failed("too many passwords are being hashed; try again");
  const AddStaffCommand command{request.words[1], *role, *hash};
  const Result<Uuid> added = write_and_wait<Uuid>(
      store_, [&, now = clock_.now()](Tx& tx) { return kiosk::add_staff(tx, context_, command, now); });
  if (added.has_error()) return failed(added.error());
  return {0, "staff " + command.name + " may now sign in as " + std::string{role_name(*role)} + "\n"};
}

CommandOutcome Operator::add_token(const CommandRequest& request) {
  const Result<std::vector<Scope>> scopes = parse_scopes(request.words[2]);
  if (scopes.has_error()) return failed(scopes.error());
  const Result<std::string> token = write_and_wait<std::string>(store_, [&, now = clock_.now()](Tx& tx) {
    return add_machine_token(tx, context_, request.words[1], *scopes, now);
  });
  if (token.has_error()) return failed(token.error());
  return {0, *token + "\n"};
}

CommandOutcome Operator::list_tokens() {
  const auto tokens = read_and_wait<std::vector<MachineToken>>(
      store_, [](const ReadTx& tx) -> Result<std::vector<MachineToken>> { return tx.people().machine_tokens(); });
  if (tokens.has_error()) return failed(tokens.error());
  std::string text;
  for (const MachineToken& token : *tokens) {
    text += token.token_id + "  " + token.name + "  ";
    for (const Scope scope : token.scopes)
      text += (scope == token.scopes.front() ? "" : ",") + std::string{scope_name(scope)};
    text += "  added " + to_rfc3339(token.created_at) + "  last used " +
            (token.last_used_at ? to_rfc3339(*token.last_used_at) : "never") + "\n";
  }
  return {0, text.empty() ? "there are no machine tokens\n" : text};
}

CommandOutcome Operator::remove_token(const CommandRequest& request) {
  const Result<bool> removed = write_and_wait<bool>(store_, [&, now = clock_.now()](Tx& tx) -> Result<bool> {
    return remove_machine_token(tx, context_, request.words[1], now);
  });
  if (removed.has_error()) return failed(removed.error());
  if (!*removed) return failed("there is no token " + request.words[1] + " (see token list)");
  return {0, "the token " + request.words[1] + " has stopped working\n"};
}

CommandOutcome Operator::copy_for_backup(const CommandRequest& request) {
  const Status copied = store_.copy_to(request.words[1]);
  if (copied.has_error()) return failed(copied.error());
  return {0, "copied\n"};
}

/// Page by page on the readers, so that running exams do not wait for a long chain.
CommandOutcome Operator::verify_audit() {
  AuditCheck whole;
  while (true) {
    const Result<AuditCheck> further = read_and_wait<AuditCheck>(
        store_, [&](const ReadTx& tx) { return kiosk::verify_audit(tx, context_.hasher, whole, audit_page); });
    if (further.has_error()) return failed(further.error());
    const bool ended = further->entries == whole.entries;
    whole = *further;
    if (ended) break;
  }
  return {0, "audit chain whole: " + std::to_string(whole.entries) + " entries, head " + whole.head.hex() + "\n"};
}

CommandOutcome Operator::rebuild_form(const CommandRequest& request) {
  const std::optional<Uuid> attempt = Uuid::parse(request.words[1]);
  if (!attempt) return failed("not the id of an attempt: " + request.words[1]);
  const Result<FormCheck> check =
      read_and_wait<FormCheck>(store_, [&](const ReadTx& tx) { return kiosk::rebuild_form(tx, context_, *attempt); });
  if (check.has_error()) return failed(check.error());
  if (check->equal) {
    return {0, check->stored + "equal: the form drawn again from its seed has the same " +
                   std::to_string(check->items) + " items and option orders\n"};
  }
  return {1, "stored:\n" + check->stored + "drawn again:\n" + check->drawn + "failed: the forms differ\n"};
}

CommandOutcome Operator::accept_clock() {
  const std::string ms = std::to_string(clock_.step().count());
  clock_.accept_step();
  const Status audited = write_and_wait(store_, [&, now = clock_.now()](Tx& tx) -> Status {
    append_audit(tx, context_.hasher, {"operator", "clock-accepted", "server", "ms=" + ms}, now);
    keep_server_time(tx, {now, milliseconds{0}});
    return {};
  });
  if (audited.has_error()) return failed(audited.error());
  return {0, "the server now follows the wall clock again (it was off by " + ms + " ms)\n"};
}

/// Batch by batch, so that running exams do not wait. What a stop in between leaves out, the same command does again.
CommandOutcome Operator::recertify(const CommandRequest& request) {
  std::optional<Instant> by = parse_rfc3339(request.words[2]);
  if (!by) by = parse_rfc3339(request.words[2] + "T00:00:00Z");
  if (!by) return failed("not a day such as 2026-11-22: " + request.words[2]);
  RecertifyStep step;
  while (!step.done) {
    const Result<RecertifyStep> next = write_and_wait<RecertifyStep>(store_, [&, now = clock_.now()](Tx& tx) {
      return kiosk::recertify(tx, context_, request.words[1], *by, step, recertified_at_once, now);
    });
    if (next.has_error()) return failed(next.error());
    step = *next;
  }
  return {0, "asked " + std::to_string(step.asked) + " holders of older approvals to pass " + request.words[1] +
                 " again before " + to_rfc3339(*by) + "\n"};
}

}  // namespace kiosk::app
