#include <algorithm>
#include <catch2/catch.hpp>

#include "unit/rehearsal/sample_outcome.hpp"

namespace kiosk::rehearsal {

namespace {

std::vector<Bound> bounds_of(const Outcome& outcome) {
  return find_bounds(outcome.figures, outcome.scale, outcome.host);
}

const Bound& named(const std::vector<Bound>& bounds, const std::string& name) {
  const auto found = std::find_if(bounds.begin(), bounds.end(), [&](const Bound& bound) { return bound.name == name; });
  INFO(name);
  REQUIRE(found != bounds.end());
  return *found;
}

}  // namespace

TEST_CASE("Each bound says at how many applicants it is reached, in proportion", "[rehearsal]") {
  const std::vector<Bound> bounds = bounds_of(test::sample_outcome());
  CHECK(named(bounds, "processor").applicants == Approx(100 * 1.6 / 0.4));
  CHECK(named(bounds, "io threads").applicants == Approx(100 * 0.8 / 0.1));
  CHECK(named(bounds, "connections").applicants == Approx(2000));
  CHECK(named(bounds, "descriptors").applicants == Approx(100 * 1024 / 110.0));
  CHECK(named(bounds, "jobs waiting for the writer").applicants == Approx(100 * 4096 / 4.0));
  CHECK(named(bounds, "memory").applicants == Approx(100 * 4096 / 20.0));
  CHECK(named(bounds, "disk space").applicants == Approx(100 * 8192 / 2.0));
}

TEST_CASE("The writer's capacity is that of full batches", "[rehearsal]") {
  // 3 ms a commit, 0.1 ms a job: 256 jobs in 28.6 ms.
  const double capacity = 256 / (0.003 + 256 * 0.0001);
  CHECK(named(bounds_of(test::sample_outcome()), "writer and disk").applicants == Approx(100 * 0.8 * capacity / 500));
}

TEST_CASE("What breaks first stands in front", "[rehearsal]") {
  const std::vector<Bound> bounds = bounds_of(test::sample_outcome());
  CHECK(bounds.front().name == "processor");
  CHECK(std::is_sorted(bounds.begin(), bounds.end(),
                       [](const Bound& left, const Bound& right) { return left.applicants < right.applicants; }));
  for (const Bound& bound : bounds) {
    CHECK_FALSE(bound.reached);
    CHECK_FALSE(bound.advice.empty());
  }
}

TEST_CASE("A limit that was met stands before all estimates", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  outcome.figures.refused(RequestKind::registration, 429);
  CHECK(bounds_of(outcome).front().name == "budget of registrations");
  CHECK(bounds_of(outcome).front().reached);

  ServerSecond refusing;
  refusing.connections = 3;
  refusing.connections_refused = 1;
  outcome = test::sample_outcome();
  outcome.figures.end_second(refusing);
  CHECK(bounds_of(outcome).front().name == "connections");
}

TEST_CASE("Requests that were turned away with 503 are a limit that was met", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  outcome.figures.refused(RequestKind::exams, 503);
  CHECK(bounds_of(outcome).front().name == "requests at work");
  CHECK(bounds_of(outcome).front().used == "1 times 503");
}

TEST_CASE("A writer without rest while answers take seconds is a limit that was met", "[rehearsal]") {
  const auto with_slow_second = [](double busy_s) {
    Outcome outcome = test::sample_outcome();
    outcome.figures.answered(RequestKind::save, 2'000'000, 1'000'000);
    ServerSecond second;
    second.writer_busy_s = busy_s;
    outcome.figures.end_second(second);
    return named(bounds_of(outcome), "writer and disk").reached;
  };
  CHECK(with_slow_second(0.99));
  CHECK_FALSE(with_slow_second(0.5));
}

TEST_CASE("The budget of registrations is held against the curve of arrivals", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  outcome.host.registrations_per_s = 0;
  CHECK(named(bounds_of(outcome), "budget of registrations").applicants == Approx(1000));
  // With 1000 at once and 10 a second for 60 s: all the 1600 at the end, but fewer when most have come early.
  outcome.host.registrations_per_s = 10;
  const double possible = named(bounds_of(outcome), "budget of registrations").applicants;
  CHECK(possible > 1400);
  CHECK(possible < 1600);
}

TEST_CASE("Nothing measured has no bounds", "[rehearsal]") {
  CHECK(find_bounds({}, test::sample_outcome().scale, test::sample_outcome().host).empty());
}

}  // namespace kiosk::rehearsal
