#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exam/region.hpp"
#include "yaml/document.hpp"

namespace kiosk::yaml {

inline constexpr std::string_view regions_schema = "kiosk-regions/1";

struct RegionsFile {
  std::vector<Region> countries;
  std::map<std::string, Place> places;  ///< of each code
  Place place;                          ///< of the whole
  bool complete = false;                ///< no error in the file
};

/// Reads a document of the schema `kiosk-regions/1`; the format is in question_banks/README.md. Codes: a country is two
/// capital letters (ISO 3166-1); below it `CC-` and one to three letters or digits (ISO 3166-2); below a subdivision
/// also its own code, a dash and one to six letters or digits (such as GB/T 2260).
RegionsFile load_regions(const Document& document, Report& report);

}  // namespace kiosk::yaml
