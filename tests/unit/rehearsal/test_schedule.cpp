#include <catch2/catch.hpp>
#include <set>

#include "rehearsal/schedule.hpp"

namespace kiosk::rehearsal {

namespace {

constexpr int items = 40;
const Scale scale{1000, milliseconds{60'000}, milliseconds{90'000}, 42};

std::vector<milliseconds> times(const Schedule& schedule) {
  std::vector<milliseconds> all{schedule.look, schedule.registration, schedule.prepare, schedule.start,
                                schedule.submit};
  for (const PlannedAnswer& answer : schedule.answers) all.push_back(answer.at);
  return all;
}

}  // namespace

TEST_CASE("The same seed and number draw the same schedule, others another", "[rehearsal]") {
  CHECK(times(draw_schedule(scale, 5, items)) == times(draw_schedule(scale, 5, items)));
  CHECK(times(draw_schedule(scale, 5, items)) != times(draw_schedule(scale, 6, items)));
  Scale other = scale;
  other.seed = 43;
  CHECK(times(draw_schedule(scale, 5, items)) != times(draw_schedule(other, 5, items)));
}

TEST_CASE("Steps follow one another and every item is answered", "[rehearsal]") {
  for (int number = 0; number < 200; ++number) {
    const Schedule schedule = draw_schedule(scale, number, items);
    CHECK(schedule.look >= milliseconds{0});
    CHECK(schedule.look <= scale.opening);
    CHECK(schedule.registration > schedule.look);
    CHECK(schedule.prepare > schedule.registration);
    CHECK(schedule.start > schedule.prepare);
    milliseconds before{0};
    std::set<int> answered;
    for (const PlannedAnswer& answer : schedule.answers) {
      CHECK(answer.at > before);
      before = answer.at;
      answered.insert(answer.item);
    }
    CHECK(answered.size() == items);
    CHECK(*answered.rbegin() == items - 1);
    CHECK(schedule.review > before);
    CHECK(schedule.submit > schedule.review);
    CHECK(schedule.submit < scale.sitting * 2);
  }
}

TEST_CASE("Arrivals follow their curve: most come early", "[rehearsal]") {
  CHECK(arrived_share(0) == 0);
  CHECK(arrived_share(0.5) == Approx(0.75));
  CHECK(arrived_share(2) == 1);
  int early = 0;
  for (int number = 0; number < scale.applicants; ++number) {
    if (draw_schedule(scale, number, items).look < scale.opening / 2) ++early;
  }
  CHECK(early > 700);
  CHECK(early < 800);
}

TEST_CASE("A flaky network meets some saves, and some answers are changed", "[rehearsal]") {
  int reconnects = 0;
  int lost_replies = 0;
  std::size_t answers = 0;
  for (int number = 0; number < scale.applicants; ++number) {
    const Schedule schedule = draw_schedule(scale, number, items);
    answers += schedule.answers.size();
    for (const PlannedAnswer& answer : schedule.answers) {
      if (answer.trouble == Trouble::reconnect) ++reconnects;
      if (answer.trouble == Trouble::lost_reply) ++lost_replies;
    }
  }
  CHECK(answers > 1000 * items + 3500);
  CHECK(answers < 1000 * items + 4500);
  CHECK(reconnects > 350);
  CHECK(lost_replies > 750);
}

TEST_CASE("A short opening has short thoughts", "[rehearsal]") {
  const Scale short_scale{20, milliseconds{1000}, milliseconds{2000}, 1};
  for (int number = 0; number < 20; ++number) {
    CHECK(draw_schedule(short_scale, number, items).start <= milliseconds{1000 + 3 * 100});
  }
}

}  // namespace kiosk::rehearsal
