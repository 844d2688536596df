#pragma once

#include "yaml/report.hpp"
#include "yaml/source.hpp"

namespace kiosk::yaml {

/// C0 control or DEL.
bool is_control(char c);

/// Size and UTF-8. False when the bytes are no text that anyone could go on with.
bool check_bytes(const Source& source, Report& report);

/// Characters that no screen shows or that show others in a wrong order, and a missing final newline. A parser does
/// not care.
void check_characters(const Source& source, Report& report);

/// Control characters, among them tabs and carriage returns without a newline, and lines that are too long: what would
/// lead a parser astray.
void check_layout(const Source& source, Report& report);

}  // namespace kiosk::yaml
