#include "base/rng.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace kiosk {
namespace {

TEST_CASE("numbers below a bound stay below it and reach every value") {
  Rng rng{Seed{1}};
  for (const std::uint64_t bound : {1U, 2U, 3U, 7U, 20U}) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1000; ++i) {
      const std::uint64_t value = rng.below(bound);
      REQUIRE(value < bound);
      seen.insert(value);
    }
    CHECK(seen.size() == bound);
  }
}

TEST_CASE("a bound just above half of all words draws again for about half of them and stays below the bound") {
  constexpr std::uint64_t bound = (std::uint64_t{1} << 63U) + 1;
  Rng rng{Seed{2}};
  Rng words{Seed{2}};
  for (int i = 0; i < 1000; ++i) {
    std::uint64_t word = words.next();
    while (word >= bound) word = words.next();
    REQUIRE(rng.below(bound) == word);
  }
}

TEST_CASE("a shuffle keeps the values and makes every order about equally often") {
  Rng rng{Seed{3}};
  std::map<std::vector<int>, int> orders;
  constexpr int rounds = 24000;
  for (int i = 0; i < rounds; ++i) {
    std::vector<int> values{1, 2, 3, 4};
    rng.shuffle(values);
    ++orders[values];
  }
  CHECK(orders.size() == 24);
  for (const auto& [order, count] : orders) {
    std::vector<int> sorted = order;
    std::sort(sorted.begin(), sorted.end());
    CHECK(sorted == std::vector<int>{1, 2, 3, 4});
    CHECK(count > 850);
    CHECK(count < 1150);
  }
}

TEST_CASE("nothing and one value are shuffled without drawing a word") {
  Rng rng{Seed{4}};
  std::vector<int> none;
  std::vector<int> one{1};
  rng.shuffle(none);
  rng.shuffle(one);
  Rng fresh{Seed{4}};
  CHECK(rng.next() == fresh.next());
}

TEST_CASE("other seeds give other words") {
  std::set<std::uint64_t> first_words;
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Seed seed{};
    seed[bit / 8] = static_cast<std::uint8_t>(1U << (bit % 8));
    first_words.insert(Rng{seed}.next());
  }
  CHECK(first_words.size() == 256);
}

}  // namespace
}  // namespace kiosk
