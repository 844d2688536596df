#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "loading.hpp"

namespace kiosk::yaml::test {
namespace {

const std::string folder = "tests/fixtures/bad_content";

/// File name → `line severity rule` of each problem, from expected.txt.
std::map<std::string, std::vector<std::string>> expected_problems() {
  std::map<std::string, std::vector<std::string>> expected;
  std::ifstream table(folder + "/expected.txt");
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string name;
    std::string problem;
    words >> name;
    std::getline(words >> std::ws, problem);
    std::vector<std::string>& list = expected[name];
    if (problem != "0 none none") list.push_back(problem);
  }
  return expected;
}

TEST_CASE("each bad file is refused with exactly these problems, at their lines") {
  const auto expected = expected_problems();
  CHECK(expected.size() >= 60);
  for (const auto& [name, problems] : expected) {
    const std::string path = folder + "/" + name + ".yaml";
    INFO(path);
    auto file = read_content_file(path);
    REQUIRE(file);
    const LoadedContent loaded = load_content({*file}, Scope::parts);
    std::vector<std::string> wanted;
    for (const std::string& problem : problems) wanted.push_back(path + ":" + problem);
    std::sort(wanted.begin(), wanted.end());
    CHECK(short_problems(loaded) == wanted);
    CHECK(loaded.content.has_value() == (loaded.errors == 0));
  }
}

TEST_CASE("every file of the folder is in the table") {
  const auto expected = expected_problems();
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") CHECK(expected.contains(entry.path().stem().string()));
  }
}

TEST_CASE("every problem says what, why and how, and shows its line") {
  const auto files = read_content_directory(folder);
  REQUIRE(files);
  for (const ContentFile& file : *files) {
    for (const Problem& problem : load_content({file}, Scope::parts).problems) {
      INFO(to_text(problem));
      CHECK_FALSE(problem.what.empty());
      CHECK_FALSE(problem.why.empty());
      CHECK_FALSE(problem.how.empty());
      CHECK(problem.line >= 1);
      CHECK(problem.column >= 1);
    }
  }
}

}  // namespace
}  // namespace kiosk::yaml::test
