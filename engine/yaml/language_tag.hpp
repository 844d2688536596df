#pragma once

#include <string>
#include <string_view>

namespace kiosk::yaml {

/// Well-formed language tag of BCP 47 (RFC 5646 section 2.1) without extended languages, extensions and private use:
/// language, then optionally script, region and variants. Letter case does not matter here.
bool is_language_tag(std::string_view text);

/// The tag in the letter case of RFC 5646 section 2.1.1: `zh-hant-tw` is `zh-Hant-TW`.
std::string conventional_case(std::string_view tag);

}  // namespace kiosk::yaml
