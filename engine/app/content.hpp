#pragma once

#include "app/assembly.hpp"

namespace kiosk::app {

/// Reads the content directory, publishes it and makes it the catalogue: whole or not at all. Problems are printed with
/// their places on standard error; the old catalogue then stays. Answers what is offered now, in one line.
Result<std::string> load_catalogue(Assembly& assembly, const std::filesystem::path& banks);

}  // namespace kiosk::app
