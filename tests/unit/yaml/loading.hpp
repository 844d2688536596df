#pragma once

#include <string>
#include <vector>

#include "yaml/load_content.hpp"

namespace kiosk::yaml::test {

/// `file:line severity rule` of each problem, sorted.
std::vector<std::string> short_problems(const LoadedContent& loaded);

/// The text with the one place of `from` replaced; fails the test when it is not there exactly once.
std::string replaced(const std::string& text, const std::string& from, const std::string& to);

/// Everything an item holds, on one line.
std::string describe(const Item& item);

}  // namespace kiosk::yaml::test
