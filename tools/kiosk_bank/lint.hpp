#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "yaml/load_content.hpp"

namespace kiosk::bank_tool {

/// Loads what the paths name. A folder stands for all content in it; when only files are named, what they refer to may
/// lie elsewhere.
Result<yaml::LoadedContent> lint(const std::vector<std::string>& paths);

}  // namespace kiosk::bank_tool
