#include "exam/region.hpp"

namespace kiosk {

namespace {

const Region* find_in(const std::vector<Region>& regions, const std::string& code) {
  for (const Region& region : regions) {
    if (region.code == code) return &region;
    if (const Region* found = find_in(region.children, code)) return found;
  }
  return nullptr;
}

void collect(const Region& region, std::vector<std::string>& codes) {
  codes.push_back(region.code);
  for (const Region& child : region.children) collect(child, codes);
}

}  // namespace

const Region* RegionTree::find(const std::string& code) const { return find_in(countries_, code); }

std::string RegionTree::calling_code(const std::string& code) const {
  const Region* country = find(code.substr(0, 2));
  return country == nullptr ? std::string{} : country->calling_code;
}

std::vector<std::string> RegionTree::subtree(const std::string& code) const {
  std::vector<std::string> codes;
  if (const Region* region = find(code)) collect(*region, codes);
  return codes;
}

}  // namespace kiosk
