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
  /// Of a country: its telephone code (ITU-T E.164), for example `86`; empty when not given, and below countries.
  std::string calling_code = {};
};

/// The programme's regions as one tree. Immutable.
class RegionTree {
 public:
  RegionTree() = default;
  explicit RegionTree(std::vector<Region> countries) : countries_(std::move(countries)) {}

  const std::vector<Region>& countries() const { return countries_; }
  const Region* find(const std::string& code) const;
  /// Calling code of the country that `code` lies in; empty when it has none or is unknown.
  std::string calling_code(const std::string& code) const;
  /// `code` and every code below it; empty when unknown.
  std::vector<std::string> subtree(const std::string& code) const;

 private:
  std::vector<Region> countries_;
};

}  // namespace kiosk
