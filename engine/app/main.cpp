#include <sys/stat.h>

#include <iostream>

#include "app/command_forms.hpp"
#include "app/commands.hpp"
#include "app/operator.hpp"
#include "app/rehearse.hpp"
#include "app/serve.hpp"

extern char** environ;

namespace {

constexpr int wrong_use = 2;

kiosk::app::Environment read_environment() {
  kiosk::app::Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

}  // namespace

int main(int count, char** words) {
  ::umask(S_IRWXG | S_IRWXO);  // what the server writes is nobody else's
  const std::vector<std::string> arguments(words + 1, words + count);
  const kiosk::Result<kiosk::app::Options> options = kiosk::app::parse_options(arguments, read_environment());
  if (options.has_error()) {
    std::cerr << kiosk::app::failure_line(options.error()) << "kiosk-exam --help shows all options\n";
    return wrong_use;
  }
  if (options->help || options->words.empty()) {
    kiosk::app::print_usage(options->help ? std::cout : std::cerr);
    return options->help ? 0 : wrong_use;
  }
  if (const std::optional<std::string> wrong = kiosk::app::wrong_words(*options)) {
    std::cerr << *wrong << "\n\n";
    kiosk::app::print_usage(std::cerr);
    return wrong_use;
  }
  if (options->words[0] == "serve") return kiosk::app::serve(*options);
  if (options->words[0] == "rehearse") return kiosk::app::rehearse(*options);
  return kiosk::app::run_command(*options);
}
