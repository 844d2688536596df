#pragma once

#include <string>
#include <vector>

#include "bank/item.hpp"

namespace kiosk {

/// A validated, immutable set of items. A published version never changes; its fingerprint is the SHA-256 of its
/// canonical JSON (see ports/content_codec.hpp).
struct Bank {
  std::string id;
  std::string version;
  Language language;  ///< language the items were written in
  LocalizedText title;
  std::vector<Language> languages;  ///< `language` and every complete translation, sorted
  std::vector<Item> items;
};

}  // namespace kiosk
