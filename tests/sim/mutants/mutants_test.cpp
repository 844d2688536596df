// Goal: the simulation notices the bugs that engines like ours have had. This program has them compiled in, one of them
// on at a time; the product must not.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "sim/exam/shrink.hpp"
#include "sim/mutants/planting.hpp"
#include "sim/mutants/trial.hpp"

namespace kiosk::sim {

namespace {

std::optional<WorldFailure> first_failure(std::uint64_t worlds) {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    try {
      run_world(draw_options(seed));
    } catch (const WorldFailure& failure) {
      return failure;
    }
  }
  return std::nullopt;
}

std::string rule_broken_by(const WorldOptions& options) {
  try {
    run_world(options);
  } catch (const WorldFailure& failure) {
    return failure.rule();
  }
  return {};
}

int faults_on(const WorldOptions& options) {
  int on = 0;
  for (const int odds : options.odds) on += odds > 0 ? 1 : 0;
  return on;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("every planted bug is caught within a minute", "[mutants]") {
  for (const NamedFault& bug : planted_faults()) {
    const Trial trial = try_worlds_with(bug);
    std::cout << bug.name << ": " << trial.finding << std::endl;
    INFO(bug.name << ": " << trial.finding);
    CHECK(trial.caught);
  }
}

TEST_CASE("a bug that makes the program fail in another way than it names counts as not caught", "[mutants]") {
  const NamedFault bug{PlantedFault::submit_scores_again, "submit_scores_again", Worlds::exams};
  const Trial trial = try_worlds_with(bug);
  INFO(trial.finding);
  CHECK_FALSE(trial.caught);
}

TEST_CASE("without a planted bug the same program finds nothing", "[mutants]") {
  plant(PlantedFault::none);
  CHECK_FALSE(first_failure(5).has_value());
}

TEST_CASE("a failing world is made smaller, and its text replays it", "[mutants]") {
  plant(PlantedFault::revision_ignored);
  const std::optional<WorldFailure> failure = first_failure(50);
  REQUIRE(failure.has_value());
  const WorldFailure smaller = shrink(*failure);
  INFO(to_text(failure->options()) << " became " << to_text(smaller.options()));
  CHECK(smaller.rule() == failure->rule());
  CHECK(smaller.options().steps < failure->options().steps);
  CHECK(smaller.options().applicants <= failure->options().applicants);
  CHECK(faults_on(smaller.options()) < faults_on(failure->options()));
  CHECK(std::string{smaller.what()}.find(to_text(smaller.options())) != std::string::npos);

  const std::optional<WorldOptions> replayed = parse_options(to_text(smaller.options()));
  REQUIRE(replayed.has_value());
  CHECK(rule_broken_by(*replayed) == smaller.rule());
  plant(PlantedFault::none);
  CHECK(rule_broken_by(*replayed).empty());
}

TEST_CASE("the product holds no planted bug", "[mutants]") {
  const std::string mark = "PlantedFault";  // in the symbol of planted()
  CHECK(bytes_of("/proc/self/exe").find(mark) != std::string::npos);
  const char* programs = std::getenv("KIOSK_TEST_BIN");  // set by ctest
  REQUIRE(programs != nullptr);
  CHECK(bytes_of(std::string{programs} + "/kiosk-exam").find(mark) == std::string::npos);
}

}  // namespace kiosk::sim
