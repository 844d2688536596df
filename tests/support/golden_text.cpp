#include "support/golden_text.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace kiosk::test {

namespace {

bool writing() {
  const char* wish = std::getenv("KIOSK_GOLDEN_WRITE");
  return wish != nullptr && std::string{wish} == "1";
}

void write(const std::string& path, const std::string& text) {
  std::ofstream file{path, std::ios::binary};
  file << text;
  file.close();
  INFO(path);
  REQUIRE(file.good());
}

std::string read(const std::string& path) {
  const std::ifstream file{path, std::ios::binary};
  INFO(path << ": missing? Write it with KIOSK_GOLDEN_WRITE=1");
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string next_line(std::istream& text) {
  std::string line;
  return std::getline(text, line) ? line : "(end)";
}

/// The first line that differs, as both have it.
std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream expected_lines{expected};
  std::istringstream actual_lines{actual};
  for (int number = 1;; ++number) {
    const std::string was = next_line(expected_lines);
    const std::string is = next_line(actual_lines);
    if (was != is || was == "(end)") {
      return "line " + std::to_string(number) + " was: " + was + "\nand is now: " + is;
    }
  }
}

}  // namespace

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = "tests/golden/expected/" + name;
  if (writing()) {
    write(path, text);
    return;
  }
  const std::string expected = read(path);
  if (text == expected) {
    SUCCEED(path);
  } else {
    FAIL_CHECK(path << ", " << first_difference(expected, text));
  }
}

}  // namespace kiosk::test
