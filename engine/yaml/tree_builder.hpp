#pragma once

#include <optional>

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// Parses with yaml-cpp's event interface and refuses what content must not use: second documents, aliases, anchors,
/// tags, missing values, duplicate names, names that are no plain words, too many or too deep nodes, texts over
/// several lines. Missing values and duplicate names are reported and leave a tree; for all others there is none.
std::optional<Node> build_tree(const Source& source, Report& report);

}  // namespace kiosk::yaml
