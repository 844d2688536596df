#pragma once

#include <map>
#include <string>

namespace kiosk {

/// BCP 47 language tag such as `en` or `zh-CN`.
using Language = std::string;

/// One text in several languages.
using LocalizedText = std::map<Language, std::string>;

/// The text in `language`; ENSUREs that it is there (loaders see to that for every language an exam offers).
const std::string& in_language(const LocalizedText& text, const Language& language);

}  // namespace kiosk
