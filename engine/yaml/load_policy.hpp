#pragma once

#include "exam/policy.hpp"
#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// The map `policy` of an exam; ranges are those of exam/policy.hpp.
Policy load_policy(const Node* node, Report& report);

}  // namespace kiosk::yaml
