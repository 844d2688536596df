#include "service/preconditions.hpp"

#include <algorithm>

namespace kiosk {

ExpectedTags any_tag() { return std::vector<std::string>{"*"}; }

Status require_tag(const ExpectedTags& expected, const std::string& tag, const std::string& what) {
  if (!expected) {
    return failure(ErrorCode::precondition_required, "If-Match with the ETag of the " + what + " is required");
  }
  const bool fits =
      std::any_of(expected->begin(), expected->end(), [&](const std::string& one) { return one == "*" || one == tag; });
  if (!fits) return failure(ErrorCode::precondition_failed, "the " + what + " has changed; look at it again");
  return {};
}

}  // namespace kiosk
