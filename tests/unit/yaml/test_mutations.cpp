#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "good_content.hpp"
#include "loading.hpp"
#include "support/base_seed.hpp"

namespace kiosk::yaml::test {
namespace {

constexpr int mutations_per_file = 500;

/// Characters that mean something in YAML, so that mutations are more than other letters.
constexpr std::string_view telling = "\n\"'#:,-[]{}&*!|>?%@` \t\\~0aZ";

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  /// Changes, removes or adds one byte.
  std::string mutate(std::string bytes) {
    const std::size_t at = below(bytes.size());
    switch (below(4)) {
      case 0: bytes[at] = static_cast<char>(below(256)); break;
      case 1: bytes[at] = telling[below(telling.size())]; break;
      case 2: bytes.erase(at, 1); break;
      default: bytes.insert(at, 1, telling[below(telling.size())]); break;
    }
    return bytes;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::mt19937_64 random_;
};

std::vector<ContentFile> good_files() {
  auto files = read_content_directory("question_banks");
  REQUIRE(files);
  for (ContentFile& file : good_content()) files->push_back(std::move(file));
  return std::move(*files);
}

void check_problems(const LoadedContent& loaded, const ContentFile& file) {
  const auto lines = std::count(file.bytes.begin(), file.bytes.end(), '\n') + 1;
  CHECK_FALSE(loaded.problems.empty());
  for (const Problem& problem : loaded.problems) {
    const bool in_file = (problem.line >= 1 && problem.line <= lines) || problem.rule == "more-problems";
    if (!in_file || to_text(problem).empty()) FAIL(to_text(problem));
  }
}

/// One byte belongs to one item, so at most one may have changed; or to the bank's language, which every text carries.
void check_difference(const Content& before, const Content& after) {
  REQUIRE(before.banks.size() == after.banks.size());
  for (std::size_t b = 0; b < before.banks.size(); ++b) {
    const std::vector<Item>& old_items = before.banks[b].items;
    const std::vector<Item>& new_items = after.banks[b].items;
    REQUIRE(old_items.size() == new_items.size());
    if (before.banks[b].language != after.banks[b].language) continue;
    int changed = 0;
    for (std::size_t i = 0; i < old_items.size(); ++i) changed += describe(old_items[i]) != describe(new_items[i]);
    CHECK(changed <= 1);
  }
}

TEST_CASE("a good file with one wrong byte is refused, or at most one item differs") {
  Mutator mutator(kiosk::test::base_seed("yaml mutations"));
  int refused = 0;
  int loaded_anyway = 0;
  for (const ContentFile& good : good_files()) {
    const LoadedContent original = load_content({good}, Scope::parts);
    REQUIRE(original.content);
    for (int i = 0; i < mutations_per_file; ++i) {
      const ContentFile mutant{good.path, mutator.mutate(good.bytes)};
      INFO(good.path << ", mutation " << i);
      const LoadedContent loaded = load_content({mutant}, Scope::parts);
      if (loaded.content) {
        ++loaded_anyway;
        check_difference(*original.content, *loaded.content);
      } else {
        ++refused;
        check_problems(loaded, mutant);
      }
    }
  }
  CHECK(refused > 0);
  CHECK(loaded_anyway > 0);
}

TEST_CASE("a good file cut off anywhere is refused") {
  for (const ContentFile& good : good_content()) {
    for (std::size_t size = 0; size < good.bytes.size(); ++size) {
      const LoadedContent loaded = load_content({{good.path, good.bytes.substr(0, size)}}, Scope::parts);
      INFO(good.path << " cut to " << size << " bytes");
      const bool at_line_end = size > 0 && good.bytes[size - 1] == '\n';
      // Exams and regions have no count: after a whole entry at the end the rest is not missed.
      const bool may_pass = at_line_end && (good.path == "exam.yaml" || good.path == "regions.yaml");
      if (!may_pass) CHECK_FALSE(loaded.content);
    }
  }
}

}  // namespace
}  // namespace kiosk::yaml::test
