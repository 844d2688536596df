#include <catch2/catch.hpp>

#include "good_content.hpp"
#include "loading.hpp"

namespace kiosk::yaml::test {
namespace {

LoadedContent load_changed(const std::string& path, const std::string& from, const std::string& to) {
  ContentFile file = good_file(path);
  file.bytes = replaced(file.bytes, from, to);
  return load_content({file}, Scope::parts);
}

TEST_CASE("a problem is printed with its place, the line and a caret") {
  const LoadedContent loaded = load_changed("bank.yaml", "kind: true_false", "kind: true-false");
  REQUIRE(loaded.problems.size() == 1);
  CHECK(to_text(loaded.problems.front()) ==
        "bank.yaml:32:11: error: `true-false` is not possible here; possible are single, multiple, true_false, "
        "numeric; write true_false [unknown-choice]\n"
        "      kind: true-false\n"
        "            ^\n");
}

TEST_CASE("columns count characters, and the caret stands below wide ones") {
  const LoadedContent loaded = load_changed("exam.yaml", "zh-CN: \"考试\"}", "zh-CN: \"考试\" x}");
  REQUIRE(loaded.problems.size() == 1);
  const Problem& problem = loaded.problems.front();
  CHECK(problem.line == 4);
  CHECK(problem.column == 33);
  CHECK(
      to_text(problem).ends_with("\n  title: {en: \"Exam\", zh-CN: \"考试\" x}\n"
                                 "                              　　  ^\n"));
}

TEST_CASE("a byte order mark does not shift columns") {
  ContentFile file = good_file("bank.yaml");
  file.bytes = "\xEF\xBB\xBF" + replaced(file.bytes, "schema: kiosk-bank/1", "schema: kiosk-bank/9");
  const LoadedContent loaded = load_content({file}, Scope::parts);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems.front().line == 1);
  CHECK(loaded.problems.front().column == 9);
}

TEST_CASE("lines are counted alike with CR LF") {
  ContentFile file = good_file("bank.yaml");
  std::string bytes;
  for (const char c : replaced(file.bytes, "unit: \"kg\"", "unti: \"kg\"")) {
    bytes += c == '\n' ? std::string{"\r\n"} : std::string{c};
  }
  const LoadedContent loaded = load_content({{"f", bytes}}, Scope::parts);
  CHECK(short_problems(loaded) == std::vector<std::string>{"f:44 error unknown-field"});
  CHECK(loaded.problems.front().source_line == "    unti: \"kg\"");
}

TEST_CASE("of a long line the part around the place is shown") {
  const std::string text = "\"" + std::string(900, 'x') + "\" y";
  const LoadedContent loaded = load_changed("bank.yaml", "\"Snow is white.\"", text);
  REQUIRE(loaded.problems.size() == 1);
  const Problem& problem = loaded.problems.front();
  CHECK(problem.column == 914);
  CHECK(problem.source_line.size() <= 300);
  CHECK(problem.source_line.at(static_cast<std::size_t>(problem.caret)) == 'y');
}

TEST_CASE("what could steer a terminal is not printed") {
  const LoadedContent loaded = load_changed("bank.yaml", "Snow is white", "Snow \x1b[31mis\x9b white");
  for (const Problem& problem : loaded.problems) {
    const std::string text = to_text(problem);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x9b') == std::string::npos);
  }
}

}  // namespace
}  // namespace kiosk::yaml::test
