#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/reply.hpp"

namespace kiosk::http {

/// How a code looks from outside: RFC 9457 `status` and `title`.
struct ProblemForm {
  int status = 500;
  std::string_view title;
};

ProblemForm problem_form(ErrorCode code);

/// Every code, in the order of its declaration.
const std::vector<ErrorCode>& all_error_codes();

/// The problem document of an error (RFC 9457) with `code`, `params` and `errors`; its `instance` names the request by
/// our id. 429 and 503 say when to come back (`retry_after_s` of the parameters, or a few seconds), spread over some
/// seconds so that refused clients do not return together. `status` overrides the code's own.
Reply problem_reply(const Error& error, const std::string& request_id);
Reply problem_reply(const Error& error, const std::string& request_id, int status);

/// What `/problems/{code}` tells; nothing for an unknown code.
std::optional<std::string> problem_description(std::string_view code);

}  // namespace kiosk::http
