#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "yaml/report.hpp"
#include "yaml/source.hpp"

namespace kiosk::yaml {

/// Index of the quote that closes the one at `open` on the same line, or nothing.
std::optional<std::size_t> closing_quote(std::string_view line, std::size_t open);

/// Judges every line on its own, before yaml-cpp sees the text. Content uses a small part of YAML in which a value
/// ends on the line it begins on:
///
///     line  = blanks ("- ")* ( name ":" [value] | value ) [" #" comment]      a value alone only after "- "
///     value = "double quoted" | 'single quoted' | plain text | [flow, list] | {flow: map}
///
/// Two reasons. A quote or bracket that is not closed is reported where it was opened, whereas a YAML parser goes on
/// and loads or reports something far below. And the inputs on which yaml-cpp 0.7 never returns or piles up
/// tokens (`,` at the top level, megabytes of `[`) are no lines in this sense: they never reach it.
///
/// The first line that is not blank or comment must be `schema: …`; a single `---` may stand before it.
void check_lines(const Source& source, Report& report);

}  // namespace kiosk::yaml
