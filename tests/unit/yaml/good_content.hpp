#pragma once

#include <string>
#include <vector>

#include "yaml/load_content.hpp"

namespace kiosk::yaml::test {

/// A small whole content without a fault: `bank.yaml` with one item of each kind, `bank.zh-CN.yaml`, `exam.yaml`,
/// `regions.yaml`.
std::vector<ContentFile> good_content();

/// One of those files.
ContentFile good_file(const std::string& path);

}  // namespace kiosk::yaml::test
