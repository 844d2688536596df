#include "app/command_forms.hpp"

#include <algorithm>

namespace kiosk::app {

namespace {

bool is_chosen(const std::string& form_word) { return form_word.front() >= 'A' && form_word.front() <= 'Z'; }

std::size_t words_that_fit(const CommandForm& form, const std::vector<std::string>& words) {
  const std::size_t most = std::min(form.words.size(), words.size());
  std::size_t fit = 0;
  while (fit < most && (is_chosen(form.words[fit]) || form.words[fit] == words[fit])) ++fit;
  return fit;
}

std::string joined(const std::vector<std::string>& words, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words[i];
  return text;
}

}  // namespace

const std::vector<CommandForm>& command_forms() {
  static const std::vector<CommandForm> forms{
      {{"serve"}, "serve exams"},
      {{"staff", "add", "NAME"}, "add a staff account; asks for the password", "--role ROLE", &Options::role},
      {{"token", "add", "NAME"}, "add a machine token, printed once", "--scope SCOPES", &Options::scope},
      {{"token", "list"}, "machine tokens with their scopes and their last use"},
      {{"token", "remove", "TOKEN"}, "a machine token stops working; TOKEN is its id, the 8 characters after kk_"},
      {{"webhook", "add", "URL"},
       "add a receiver of webhooks; its secret is printed once",
       "[--description TEXT] [--events TYPES]"},
      {{"webhook", "list"}, "show all receivers of webhooks, and what is on its way to each"},
      {{"webhook", "enable", "ENDPOINT"}, "send to a receiver again, from where it stopped"},
      {{"webhook", "disable", "ENDPOINT"}, "send nothing more to a receiver for now"},
      {{"webhook", "remove", "ENDPOINT"}, "forget a receiver for ever"},
      {{"webhook", "rotate-secret", "ENDPOINT"}, "make a new secret, printed once; the old one signs too for a day"},
      {{"webhook", "test", "ENDPOINT"}, "send a test event"},
      {{"webhook", "deliveries", "ENDPOINT"}, "what became of the newest events", "[--state STATE]"},
      {{"webhook", "redeliver", "ENDPOINT", "EVENT"}, "send one event once more, whatever became of it"},
      {{"webhook", "replay", "ENDPOINT"}, "send events once more", "--since INSTANT", &Options::since},
      {{"key", "list"}, "signing keys: which signs, and since when each is published"},
      {{"key", "add"}, "draw one more signing key and publish it; it does not sign yet"},
      {{"key", "use", "NAME"}, "sign with a key that has been published for 15 minutes"},
      {{"key", "compromise", "NAME"}, "a key has become known: publish it no more, sign anew what it has signed"},
      {{"person", "export", "PERSON"},
       "print all that is held on a person; PERSON is a candidate code or applicant's id"},
      {{"person", "erase", "PERSON"}, "forget who a person is, for good; results and approvals stay without a person"},
      {{"backup", "FILE"}, "copy the database, also of a running server"},
      {{"verify-audit"}, "check the whole audit chain"},
      {{"rebuild-form", "ATTEMPT"}, "draw a form again and compare it with the stored one"},
      {{"recertify", "EXAM", "DATE"}, "the rules have changed: older approvals end unless EXAM is passed again"},
      {{"clock", "accept"}, "follow the wall clock again after it was set"},
      {{"base-url", "URL"}, "change the pinned base URL (no server may run)"},
      {{"rehearse"}, "let applicants who are not there sit the exam on a server of its own, and report"},
      {{"migrate"}, "bring the database to the newest schema"},
  };
  return forms;
}

std::string form_text(const CommandForm& form) {
  return joined(form.words, form.words.size()) + (form.option.empty() ? "" : " " + form.option);
}

std::optional<std::string> wrong_words(const Options& options) {
  const std::vector<std::string>& words = options.words;
  const CommandForm* form = nullptr;
  for (const CommandForm& other : command_forms()) {
    if (form == nullptr || words_that_fit(other, words) > words_that_fit(*form, words)) form = &other;
  }
  const std::size_t fit = words_that_fit(*form, words);
  if (fit == 0) return "there is no command '" + words[0] + "'";
  if (fit < words.size()) return "'" + words[fit] + "' is not understood after '" + joined(words, fit) + "'";
  if (fit < form->words.size()) return "'" + joined(words, fit) + "' goes on with " + form->words[fit];
  if (form->option_value != nullptr && (options.*(form->option_value)).empty())
    return "'" + joined(form->words, fit - 1) + "' needs " + form->option;
  return std::nullopt;
}

}  // namespace kiosk::app
