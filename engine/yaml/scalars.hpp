#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bank/localized_text.hpp"
#include "base/clock.hpp"
#include "base/rational.hpp"
#include "yaml/node.hpp"
#include "yaml/report.hpp"

/// Readers of single values. Each takes the result of `Fields::find` or `require`; for null (a missing field, already
/// reported where it was required) and for values it reports as wrong it returns an empty, zero or null value.
/// Types come from these parsers over the text as written, never from YAML's own rules.
namespace kiosk::yaml {

/// Text for people: exactly as written, at most 8 KiB, not blank, no control characters.
std::string read_text(const Node* node, Report& report);

/// A name for machines: `[A-Za-z0-9._-]{1,64}`.
std::string read_name(const Node* node, Report& report);
std::string read_name(const std::string& text, Place place, Report& report);

/// `0|[1-9][0-9]{0,8}` without quotes, and within the range.
int read_integer(const Node* node, int least, int most, Report& report);

/// Fixed-point decimal (Rational::from_decimal), quoted or not.
std::optional<Rational> read_decimal(const Node* node, Report& report);

/// `true` or `false` without quotes; nothing for all others, also `yes`, `on`, `True`.
std::optional<bool> read_boolean(const Node* node, Report& report);

/// Index in `choices`; nothing for other texts.
std::optional<std::size_t> read_choice(const Node* node, const std::vector<std::string>& choices, Report& report);

/// BCP 47 tag in its conventional letter case.
Language read_language(const Node* node, Report& report);
Language read_language(const std::string& text, Place place, Report& report);

/// RFC 3339, UTC.
std::optional<Instant> read_instant(const Node* node, Report& report);

/// A map from language to text.
LocalizedText read_localized(const Node* node, std::string_view what, Report& report);

}  // namespace kiosk::yaml
