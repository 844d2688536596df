#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/request.hpp"

namespace kiosk::http {

/// The best of the offered media types by the request's Accept (RFC 9110 §12.5.1); the earlier offer wins a tie, and
/// the first without Accept. Nothing when none is accepted.
std::optional<std::string> negotiated(const Request& request, const std::vector<std::string>& offers);

/// The best of the offered languages by the request's Accept-Language (RFC 9110 §12.5.4). First subtags alone are
/// compared: who asks for zh-TW or en-GB is better served with zh-CN or en than with the other. Nothing when none is
/// named.
std::optional<std::string> negotiated_language(const Request& request, const std::vector<std::string>& offers);

}  // namespace kiosk::http
