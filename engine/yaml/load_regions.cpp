#include "yaml/load_regions.hpp"

#include <algorithm>

#include "yaml/fields.hpp"
#include "yaml/nearest.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_upper_or_digit(char c) { return is_upper(c) || (c >= '0' && c <= '9'); }

bool is_country(std::string_view code) { return code.size() == 2 && std::all_of(code.begin(), code.end(), is_upper); }

/// `<prefix>-` and then one to `most` capital letters or digits.
bool is_below(std::string_view code, std::string_view prefix, std::size_t most) {
  if (!code.starts_with(prefix)) return false;
  code.remove_prefix(prefix.size());
  return code.size() >= 2 && code.size() <= most + 1 && code.front() == '-' &&
         std::all_of(code.begin() + 1, code.end(), is_upper_or_digit);
}

/// What a region lies in.
struct Parent {
  bool is_top = true;
  std::string code;  ///< empty below the top: the parent's code is wrong, so nothing can be said of codes below it
};

bool fits(std::string_view code, const Parent& parent) {
  constexpr std::size_t longest_subdivision = 3;
  constexpr std::size_t longest_district = 6;
  if (parent.is_top) return is_country(code);
  if (parent.code.empty()) return true;
  if (is_below(code, parent.code.substr(0, 2), longest_subdivision)) return true;
  return !is_country(parent.code) && is_below(code, parent.code, longest_district);
}

Finding bad_code(const std::string& code, const Parent& parent) {
  if (parent.is_top) {
    return {"bad-region-code", shown(code) + " is no code of a country",
            "countries have two capital letters (ISO 3166-1)", "write for example CN"};
  }
  return {"bad-region-code", shown(code) + " is no code of a region below " + parent.code,
          "codes below a country begin with its letters and a dash (ISO 3166-2)",
          "write for example " + parent.code.substr(0, 2) + "-GD"};
}

class RegionsLoader {
 public:
  explicit RegionsLoader(Report& report) : report_(report) {}

  RegionsFile load(const Document& document) {
    const ErrorMark mark(report_);
    file_.place = document.root.place;
    Fields fields(&document.root, "a regions file", report_);
    fields.require("schema");
    file_.countries = load_list(fields.require("regions"), {});
    fields.finish();
    file_.complete = document.clean && mark.clean();
    return std::move(file_);
  }

 private:
  std::vector<Region> load_list(const Node* node, const Parent& parent) {
    std::vector<Region> regions;
    for (const Node& entry : read_list(node, "this list of regions", report_)) {
      regions.push_back(load_region(entry, parent));
    }
    return regions;
  }

  Region load_region(const Node& node, const Parent& parent) {
    Region region;
    Fields fields(&node, "a region", report_);
    const Node* code = fields.require("code");
    region.code = read_name(code, report_);
    const bool known = !region.code.empty() && check_code(region.code, parent, code->place);
    region.name = read_localized(fields.require("name"), "the name of region " + shown(region.code), report_);
    if (const Node* calling_code = parent.is_top ? fields.find("calling_code") : nullptr) {
      region.calling_code = std::to_string(read_integer(calling_code, 1, 999, report_));
    }
    const Parent here{false, known ? region.code : std::string{}};
    if (const Node* children = fields.find("children")) region.children = load_list(children, here);
    fields.finish();
    return region;
  }

  /// True when the code can be the parent of others.
  bool check_code(const std::string& code, const Parent& parent, Place place) {
    if (!file_.places.emplace(code, place).second) {
      report_.error(place, {"duplicate-id", "region " + code + " is there twice", "a code names one region",
                            "remove one, or mend its code"});
    }
    if (fits(code, parent)) return true;
    report_.error(place, bad_code(code, parent));
    return false;
  }

  Report& report_;
  RegionsFile file_;
};

}  // namespace

RegionsFile load_regions(const Document& document, Report& report) { return RegionsLoader(report).load(document); }

}  // namespace kiosk::yaml
