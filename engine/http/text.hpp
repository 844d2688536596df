#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::http {

/// ASCII letters only; header field names and tokens know no others.
std::string lower_case(std::string_view text);

/// Blanks and tabs dropped at both ends.
std::string_view trimmed(std::string_view text);

/// Elements of a comma-separated field value (RFC 9110 §5.6.1), trimmed, empty ones left out. No element of the fields
/// that we read may hold a quoted comma.
std::vector<std::string_view> comma_list(std::string_view value);

/// Whether a comma-separated list names this token, in any letter case.
bool lists_token(std::string_view value, std::string_view token);

}  // namespace kiosk::http
