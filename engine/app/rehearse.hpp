#pragma once

#include "app/options.hpp"

namespace kiosk::app {

/// `kiosk-exam rehearse`: a server of its own with the options given, applicants who are not there, a report. Answers
/// the exit code: 0 when everybody got a result and no acknowledged answer was missing.
int rehearse(const Options& options);

/// The words that start the server of a rehearsal: what the organiser chose, but on loopback, on free ports, with this
/// data directory, pushing nothing, and without what only makes sense under the real name.
std::vector<std::string> serve_words(const Options& options, const std::filesystem::path& data);

}  // namespace kiosk::app
