// Goal: the words of the programme are read as strictly as content, and what is wrong is told with its line.

#include <catch2/catch.hpp>

#include "yaml/load_programme.hpp"

namespace kiosk::yaml::test {
namespace {

LoadedProgramme load(const std::string& lines) {
  return load_programme({"programme.yaml", "schema: kiosk-programme/1\n" + lines});
}

/// `line rule` of the only problem, after the line of the schema.
std::string problem_of(const std::string& lines) {
  const LoadedProgramme loaded = load(lines);
  REQUIRE(loaded.problems.size() == 1);
  CHECK_FALSE(loaded.words);
  return std::to_string(loaded.problems.front().line) + " " + loaded.problems.front().rule;
}

TEST_CASE("The words of a programme are read, and what is left out is empty") {
  const LoadedProgramme loaded = load(
      "number_prefix: \"SHOP2\"\n"
      "rules_framework: \"Shop rules\"\n"
      "role: {en: \"Shop keeper\", zh-CN: \"店主\"}\n"
      "criteria_section: {en: \"; {minimum} of {count} in {section}\"}\n");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.words.has_value());
  CHECK(loaded.words->number_prefix == "SHOP2");
  CHECK(loaded.words->rules_framework == "Shop rules");
  CHECK(loaded.words->role == LocalizedText{{"en", "Shop keeper"}, {"zh-CN", "店主"}});
  CHECK(loaded.words->criteria_section.at("en") == "; {minimum} of {count} in {section}");
  CHECK(loaded.words->credential_name.empty());
}

TEST_CASE("What is wrong in a programme file is told with its line") {
  CHECK(problem_of("rool: {en: \"Shop keeper\"}\n") == "2 unknown-field");
  CHECK(problem_of("role: \"Shop keeper\"\n") == "2 wrong-type");
  CHECK(problem_of("role: {en: \"\"}\n") == "2 empty-text");
  for (const char* prefix : {"kp", "KP-1", "K.P", "ABCDEFGHIJKLM"}) {
    CHECK(problem_of("role: {en: \"Shop keeper\"}\nnumber_prefix: \"" + std::string{prefix} + "\"\n") ==
          "3 bad-number-prefix");
  }
  CHECK(problem_of("criteria_total: {en: \"At least {percentage} percent\"}\n") == "2 unknown-placeholder");
  CHECK(problem_of("criteria_total: {en: \"At least {percent\"}\n") == "2 unknown-placeholder");
  CHECK(problem_of("criteria_end: {en: \"of {count}\"}\n") == "2 unknown-placeholder");
}

TEST_CASE("A file of another schema, without one or of no YAML holds no words of a programme") {
  for (const char* text :
       {"schema: kiosk-regions/1\nrole: {en: \"x\"}\n", "role: {en: \"x\"}\n", "", "[\n", "\xff\n"}) {
    const LoadedProgramme loaded = load_programme({"programme.yaml", text});
    CHECK_FALSE(loaded.problems.empty());
    CHECK_FALSE(loaded.words);
  }
}

}  // namespace
}  // namespace kiosk::yaml::test
