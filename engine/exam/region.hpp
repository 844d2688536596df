#pragma once

#include <string>
#include <vector>

#include "bank/localized_text.hpp"

namespace kiosk {

/// Where a partner may sell: ISO 3166-1 country, below it ISO 3166-2 subdivisions.
struct Region {
  std::string code;
  LocalizedText name;
  std::vector<Region> children;
};

/// The programme's regions as one tree. Immutable.
class RegionTree {
 public:
  RegionTree() = default;
  explicit RegionTree(std::vector<Region> countries) : countries_(std::move(countries)) {}

  const std::vector<Region>& countries() const { return countries_; }
  const Region* find(const std::string& code) const;
  /// `code` and every code below it; empty when unknown.
  std::vector<std::string> subtree(const std::string& code) const;

 private:
  std::vector<Region> countries_;
};

}  // namespace kiosk
