#pragma once

#include <optional>
#include <string_view>

#include "yaml/report.hpp"

/// The words for what can be wrong with one line.
namespace kiosk::yaml::findings {

Finding no_schema(bool empty_file);
Finding document_marker();
Finding directive();
Finding lone_dash();
Finding no_field(std::string_view text);
Finding colon_in_text();
Finding text_after_value();
Finding open_quote();
Finding open_bracket();
Finding wrong_bracket(char expected);
Finding too_deep();
Finding question_mark();

/// Why no plain (unquoted) text can begin like `rest`, or nothing when it can.
std::optional<Finding> no_plain_start(std::string_view rest, bool in_flow);

}  // namespace kiosk::yaml::findings
