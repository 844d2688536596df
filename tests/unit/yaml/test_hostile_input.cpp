#include <catch2/catch.hpp>

#include "good_content.hpp"
#include "loading.hpp"

namespace kiosk::yaml::test {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::vector<std::string> problems_of(std::string bytes) {
  return short_problems(load_content({{"f", std::move(bytes)}}, Scope::parts));
}

using List = std::vector<std::string>;

constexpr std::size_t mebibyte = 1U << 20U;

TEST_CASE("a file of more than 8 MiB is refused, one of 8 MiB is read") {
  const std::string good = good_file("bank.yaml").bytes;
  const std::string comment = "# " + std::string(97, 'x') + "\n";
  CHECK(problems_of(good + repeated(comment, 9 * mebibyte / 100)) == List{"f:1 error file-too-large"});
  CHECK(problems_of(good + repeated(comment, (8 * mebibyte - good.size()) / 100)).empty());
}

TEST_CASE("a line of more than 64 KiB is refused") {
  CHECK(problems_of("schema: kiosk-bank/1\n# " + std::string(70'000, 'x') + "\n") == List{"f:2 error line-too-long"});
}

TEST_CASE("inputs that hang or exhaust yaml-cpp end with an error") {
  const std::string head = "schema: kiosk-bank/1\nid: x\n";
  CHECK(problems_of(",\n") == List{"f:1 error schema-first"});
  CHECK(problems_of("!+(.,.)\n") == List{"f:1 error schema-first"});
  CHECK(problems_of(head + ",\n") == List{"f:3 error reserved-character"});
  CHECK(problems_of(head + "!+(.,.)\n") == List{"f:3 error tag"});
  CHECK(problems_of(head + "items: " + std::string(60'000, '[') + "\n") == List{"f:3 error too-deep"});
  CHECK(problems_of(head + "items: " + repeated("{a: ", 16'000) + "\n") == List{"f:3 error too-deep"});
  CHECK(problems_of(head + "a: &a [1, *a]\n") == List{"f:3 error anchor"});
  CHECK(problems_of(repeated("- ", 30'000) + "\n") == List{"f:1 error schema-first"});
  CHECK(problems_of(head + repeated("- ", 30'000) + "x\n").size() == 1);
  CHECK(problems_of(head + repeated("? ", 30'000) + "\n") == List{"f:3 error complex-name"});
}

TEST_CASE("megabytes of small values end with an error") {
  const std::string head = "schema: kiosk-bank/1\nid: x\nitems:\n";
  CHECK(problems_of(head + repeated("  - [" + repeated("a,", 10'000) + "b]\n", 300)) ==
        List{"f:23 error too-many-nodes"});
  CHECK(problems_of(head + repeated("  - [" + std::string(60'000, ',') + "]\n", 100)).size() <= 51);
  CHECK(problems_of(head + repeated("  - a\n", 250'000)) == List{"f:199997 error too-many-nodes"});
  CHECK(problems_of(repeated("schema: a\n", 700'000)).size() <= 51);
}

TEST_CASE("of a file full of faults 50 problems are shown and the rest is counted") {
  std::string bytes = "schema: kiosk-bank/1\n";
  for (int i = 0; i < 120; ++i) bytes += "id" + std::to_string(i) + ": no\n";
  const LoadedContent loaded = load_content({{"f", bytes}}, Scope::parts);
  REQUIRE(loaded.problems.size() == 51);
  CHECK(loaded.errors == 126);  // 120 unknown fields and 6 missing ones
  CHECK(loaded.problems.back().rule == "more-problems");
  CHECK(loaded.problems.back().what == "and 76 more errors and 0 more warnings in this file");
}

TEST_CASE("errors are shown before warnings are") {
  std::string bytes = "schema: kiosk-bank/1\ncount: 60\nlanguage: en\ntitle: \"T\"\nversion: \"1\"\nid: x\nitems:\n";
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(i);
    bytes += "  - id: i" + id + "\n    kind: true_false\n    topic: t\n    stem: no\n    correct: true\n" +
             "    source: \"s\"\n" + (i == 59 ? "" : "    explanation: \"e\"\n");
  }
  const LoadedContent loaded = load_content({{"f", bytes}}, Scope::parts);
  CHECK(loaded.errors == 1);
  CHECK(loaded.warnings == 60);
  REQUIRE(loaded.problems.size() == 51);
  CHECK(std::count_if(loaded.problems.begin(), loaded.problems.end(),
                      [](const Problem& problem) { return problem.rule == "missing-field"; }) == 1);
}

}  // namespace
}  // namespace kiosk::yaml::test
