#pragma once

#include <string_view>

#include "attempt/response.hpp"
#include "bank/localized_text.hpp"
#include "base/clock.hpp"
#include "json/object_reader.hpp"
#include "json/writer.hpp"

/// Shapes that several documents share.
namespace kiosk::json {

/// `{"en":"…","zh-CN":"…"}`, by language.
void write_localized(Writer& writer, std::string_view name, const LocalizedText& text);

/// `{"choice":id}`, `{"choices":[id…]}`, `{"number":"12.5"}` or `null`.
void write_answer(Writer& writer, const Answer& answer);
void write_answer(Writer& writer, std::string_view name, const Answer& answer);
/// The same; any other member, or a second one, is a problem. A missing value is read as null.
Answer read_answer(const PlacedValue& place, Problems& problems);

/// RFC 3339 with milliseconds.
void write_instant(Writer& writer, std::string_view name, Instant instant);
void write_instant(Writer& writer, std::string_view name, const std::optional<Instant>& instant);

}  // namespace kiosk::json
