#include <catch2/catch.hpp>
#include <vector>

#include "rehearsal/picture.hpp"
#include "unit/rehearsal/sample_outcome.hpp"

namespace kiosk::rehearsal {

namespace {

/// Whether every element that opens closes again in order; enough of XML for what we write.
bool is_balanced(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return false;
    const std::string name = xml.substr(at + 1, xml.find_first_of(" />", at + 2) - at - 1);
    if (xml[at + 1] == '/') {
      const std::string closed = xml.substr(at + 2, end - at - 2);
      if (open.empty() || open.back() != closed) return false;
      open.pop_back();
    } else if (xml[end - 1] != '/') {
      open.push_back(name);
    }
  }
  return open.empty();
}

}  // namespace

TEST_CASE("The picture is well formed and says what was measured", "[rehearsal]") {
  const std::string svg = picture(test::sample_outcome());
  CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  CHECK(is_balanced(svg));
  for (const char* words :
       {"100 applicants rehearse kiosk-partner", "Breaks first: processor", "300 answers acknowledged", ">save<",
        ">12.3<", "save p99: 9.", "prefers-color-scheme: dark"}) {
    INFO(words);
    CHECK(svg.find(words) != std::string::npos);
  }
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("inf") == std::string::npos);
}

TEST_CASE("Of a rehearsal that was ended at once there is a picture too", "[rehearsal]") {
  const std::string svg = picture(Outcome{});
  CHECK(is_balanced(svg));
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("Nothing was measured.") != std::string::npos);
}

}  // namespace kiosk::rehearsal
