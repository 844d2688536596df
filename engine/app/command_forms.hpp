#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/options.hpp"

namespace kiosk::app {

/// A command as the operator types it. Words in capitals stand for what the operator chooses.
struct CommandForm {
  std::vector<std::string> words;
  std::string meaning;
  std::string option = {};                       ///< `--role ROLE`; those in brackets may be left out; empty: none
  std::string Options::*option_value = nullptr;  ///< of an option that the command cannot do without
};

/// All commands of `kiosk-exam`: the one table, from which `--help` is printed too.
const std::vector<CommandForm>& command_forms();

/// `staff add NAME --role ROLE`.
std::string form_text(const CommandForm& form);

/// What is wrong with the words of the command line, naming the word; nothing when they are a command.
std::optional<std::string> wrong_words(const Options& options);

}  // namespace kiosk::app
