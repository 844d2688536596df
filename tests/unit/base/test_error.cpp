#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>

namespace kiosk {
namespace {

TEST_CASE("every error code has its own kebab-case name") {
  std::set<std::string> names;
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    const std::string name{wire_name(static_cast<ErrorCode>(code))};
    CAPTURE(code, name);
    CHECK(names.insert(name).second);
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos);
    CHECK(name.front() != '-');
    CHECK(name.back() != '-');
  }
  CHECK(names.contains("attempt-closed"));
  CHECK(names.contains("invalid-fields"));
}

TEST_CASE("an error is printed with its name, detail and fields") {
  std::ostringstream out;
  out << Error{ErrorCode::fields_invalid, "two fields", {}, {{"/name", "missing", "is missing"}}};
  CHECK(out.str() == "invalid-fields: two fields; /name: is missing");
}

}  // namespace
}  // namespace kiosk
