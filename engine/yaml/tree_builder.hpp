#pragma once

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// Parses with yaml-cpp's event interface and refuses what content must not use: second documents, aliases, anchors,
/// tags, missing values, duplicate names, names that are no plain words, too many or too deep nodes, texts over
/// several lines. What it returns is whole only when it reported no error.
Node build_tree(const Source& source, Report& report);

}  // namespace kiosk::yaml
