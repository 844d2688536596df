#include "bank/localized_text.hpp"

#include "base/ensure.hpp"

namespace kiosk {

const std::string& in_language(const LocalizedText& text, const Language& language) {
  const auto found = text.find(language);
  ENSURE(found != text.end(), "text asked for in a language that the loader did not require");
  return found->second;
}

}  // namespace kiosk
