#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// Changes that hold only for what somebody has seen (RFC 9110 §13.1.1), so that nobody overwrites what he did not
/// know.
namespace kiosk {

/// What If-Match names: tags without quotes, or `*`. Nothing: it is absent.
using ExpectedTags = std::optional<std::vector<std::string>>;

/// For those who act on whatever there is.
ExpectedTags any_tag();

/// `tag`: of what there is now; `what` names it in sentences, for example `approval`. Errors: `precondition_required`,
/// `precondition_failed`.
Status require_tag(const ExpectedTags& expected, const std::string& tag, const std::string& what);

}  // namespace kiosk
