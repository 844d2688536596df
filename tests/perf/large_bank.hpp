#pragma once

#include <cstddef>
#include <vector>

#include "yaml/load_content.hpp"

namespace kiosk::perf {

/// A bank of `items` items with its Chinese translation, an exam of 40 that draws from it, and regions: texts of the
/// length of real ones, made by counting.
std::vector<yaml::ContentFile> large_bank(std::size_t items);

}  // namespace kiosk::perf
