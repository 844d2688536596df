#pragma once

#include "yaml/report.hpp"
#include "yaml/source.hpp"

namespace kiosk::yaml {

/// The bytes of a file before anyone parses them: size, UTF-8, characters that have no place in content, line ends,
/// tabs, long lines, a final newline. False when the bytes are no text at all (too many, or not UTF-8).
bool check_source(const Source& source, Report& report);

}  // namespace kiosk::yaml
