#pragma once

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// A text for people (a node of kind text). Errors: blank, too long, control characters (from escapes), `#` that cuts
/// a plain text. Warnings: what looks like a slip.
void check_text(const Node& node, Report& report);

/// Warns when a plain text looks like a number or boolean: kept as written here, but quotes are wiser.
void warn_unquoted(const Node& node, Report& report);

}  // namespace kiosk::yaml
