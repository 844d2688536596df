#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::yaml {

/// The name most like `word` (edit distance with swaps of neighbours, ASCII case ignored), when it is near enough to be
/// a slip: at most one edit for each three characters. For suggestions in problems.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names);

/// `a, b, c`; with more than `most` names, the rest is counted: `a, b and 7 more`.
std::string name_list(const std::vector<std::string>& names, std::size_t most = 12);

/// Text taken from a file, in backticks and shortened to what a message can hold.
std::string shown(std::string_view text);

}  // namespace kiosk::yaml
