#pragma once

#include <vector>

#include "service/context.hpp"

namespace kiosk {

/// A whole set of loaded files: it is published whole or not at all.
struct ContentSet {
  std::vector<Bank> banks;
  std::vector<Exam> exams;
  RegionTree regions;
};

/// Stores versions that are new and answers the catalogue that offers them. A version that was published before must
/// have the same content.
/// Errors: `content_changed` (names the bank or exam whose version must be raised), `content_invalid` (an exam that may
/// only be published by review; the loader has checked everything else).
Result<CataloguePointer> publish_content(Tx& tx, const Context& context, const ContentSet& content, Instant now);

}  // namespace kiosk
