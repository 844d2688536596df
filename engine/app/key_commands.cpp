#include "app/key_commands.hpp"

#include <algorithm>

#include "app/operator.hpp"
#include "app/wait_for.hpp"
#include "service/audit.hpp"
#include "service/reissue_credentials.hpp"
#include "service/signing_keys.hpp"

namespace kiosk::app {

namespace {

constexpr int reissued_at_once = 20;  // signatures take time, and running exams wait behind them

CommandOutcome failed(const Error& error) { return {1, failure_line(error)}; }

std::string minutes_text(seconds time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(time).count()) + " minutes";
}

Result<std::optional<Instant>> published_at(Store& store, const std::string& name) {
  return read_and_wait<std::optional<Instant>>(
      store, [&](const ReadTx& tx) -> Result<std::optional<Instant>> { return key_published_at(tx, name); });
}

}  // namespace

Status note_keys(Store& store, const crypto::KeyStore& keys, Instant now) {
  std::vector<std::string> names;
  for (const PublicKey& key : keys.published()) names.push_back(key.name);
  return write_and_wait(store, [&](Tx& tx) -> Status {
    note_published_keys(tx, names, now);
    return {};
  });
}

std::optional<CommandOutcome> KeyCommands::run(const CommandRequest& request) {
  const std::vector<std::string>& words = request.words;
  if (words.front() == "key-list" && words.size() == 1) return list();
  if (words.front() == "key-add" && words.size() == 1) return add();
  if (words.front() == "key-use" && words.size() == 2) return use(words[1]);
  if (words.front() == "key-compromise" && words.size() == 2) return compromise(words[1]);
  return std::nullopt;
}

CommandOutcome KeyCommands::list() {
  const std::string signing = keys_.signing_key()->public_key().name;
  std::string text;
  for (const PublicKey& key : keys_.published()) {
    const auto since = published_at(store_, key.name);
    if (since.has_error()) return failed(since.error());
    text += key.name + (key.name == signing ? "  signs" : "  does not sign") +
            (*since ? "  published since " + to_rfc3339(**since) : "  not yet published: no server has run") + "\n";
  }
  return {0, text};
}

CommandOutcome KeyCommands::add() {
  const Instant now = clock_.now();
  const Result<std::string> name = keys_.add(now);
  if (name.has_error()) return failed(name.error());
  if (serving_ == Serving::yes) {
    if (const Status noted = note_keys(store_, keys_, now); noted.has_error()) return failed(noted.error());
  }
  if (const Status audited = audit("key-added", *name, now); audited.has_error()) return failed(audited.error());
  const std::string when = serving_ == Serving::yes ? "is published" : "is published when the server starts";
  return {0,
          "key " + *name + " " + when + "; after " + minutes_text(key_wait) + ": kiosk-exam key use " + *name + "\n"};
}

CommandOutcome KeyCommands::use(const std::string& name) {
  const Instant now = clock_.now();
  if (keys_.signing_key()->public_key().name == name) return {0, "key " + name + " signs already\n"};
  if (const Status rested = check_rested(name, now); rested.has_error()) return failed(rested.error());
  if (const Status used = keys_.sign_with(name); used.has_error()) return failed(used.error());
  if (const Status audited = audit("key-used", name, now); audited.has_error()) return failed(audited.error());
  return {0, "key " + name + " signs from now on; the others stay published, for what they have signed\n"};
}

/// In an order that may end anywhere and be begun again: a key that signs, the old one gone, then the credentials.
CommandOutcome KeyCommands::compromise(const std::string& name) {
  if (keys_.signing_key()->public_key().name == name) {
    if (const Status replaced = replace_signing_key(clock_.now()); replaced.has_error()) {
      return failed(replaced.error());
    }
  }
  if (const Status gone = keys_.withdraw(name); gone.has_error()) return failed(gone.error());
  if (const Status audited = audit("key-compromised", name, clock_.now()); audited.has_error()) {
    return failed(audited.error());
  }
  ReissueStep step;
  while (!step.done) {
    const Result<ReissueStep> next = write_and_wait<ReissueStep>(store_, [&, now = clock_.now()](Tx& tx) {
      return reissue_credentials(tx, context_, name, step, reissued_at_once, now);
    });
    if (next.has_error()) return failed(next.error());
    step = *next;
  }
  return {0, "key " + name + " is published no more; " + std::to_string(step.reissued) +
                 " credentials in force were signed anew with " + keys_.signing_key()->public_key().name + "\n"};
}

Status KeyCommands::replace_signing_key(Instant now) {
  const Result<std::string> fresh = keys_.add(now);
  if (fresh.has_error()) return fresh.error();
  if (Status used = keys_.sign_with(*fresh); used.has_error()) return used;
  if (serving_ == Serving::yes) {
    if (Status noted = note_keys(store_, keys_, now); noted.has_error()) return noted;
  }
  return audit("key-used", *fresh, now);
}

/// Whoever verifies must have had the time to learn of the key before he meets it.
Status KeyCommands::check_rested(const std::string& name, Instant now) {
  const auto since = published_at(store_, name);
  if (since.has_error()) return since.error();
  const std::vector<PublicKey> keys = keys_.published();
  if (std::none_of(keys.begin(), keys.end(), [&](const PublicKey& key) { return key.name == name; })) {
    return failure(ErrorCode::key_unknown, "there is no key " + name + " (see key list)");
  }
  if (!*since) return failure(ErrorCode::parameter_invalid, "no server has published this key yet");
  if (now < **since + key_wait) {
    return failure(ErrorCode::parameter_invalid, "the key is published since " + to_rfc3339(**since) +
                                                     "; it may sign from " + to_rfc3339(**since + key_wait) + " on");
  }
  return {};
}

Status KeyCommands::audit(const std::string& act, const std::string& name, Instant now) {
  return write_and_wait(store_, [&](Tx& tx) -> Status {
    append_audit(tx, context_.hasher, {"operator", act, "key:" + name, {}}, now);
    return {};
  });
}

}  // namespace kiosk::app
