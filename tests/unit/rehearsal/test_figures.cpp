#include <catch2/catch.hpp>

#include "rehearsal/figures.hpp"

namespace kiosk::rehearsal {

TEST_CASE("Answers and refusals are counted by request and by second", "[rehearsal]") {
  Figures figures;
  figures.answered(RequestKind::save, 2000, 1000);
  figures.answered(RequestKind::save, 4000, 1000);
  figures.answered(RequestKind::start, 9000, 8000);
  figures.refused(RequestKind::start, 503);
  figures.refused(RequestKind::registration, 429);
  figures.refused(RequestKind::save, 409);
  figures.not_answered(RequestKind::save);
  figures.end_second({});
  figures.answered(RequestKind::save, 1'000'000, 1000);
  figures.end_second({});

  CHECK(figures.of(RequestKind::save).latency.count() == 3);
  CHECK(figures.of(RequestKind::save).exchange.max_us() == 1000);
  CHECK(figures.of(RequestKind::save).errors == 1);
  CHECK(figures.of(RequestKind::save).no_reply == 1);
  CHECK(figures.of(RequestKind::start).busy == 1);
  CHECK(figures.of(RequestKind::registration).limited == 1);
  CHECK(figures.answered_in_all() == 4);

  REQUIRE(figures.timeline().size() == 2);
  const SecondFigures& first = figures.timeline().front();
  CHECK(first.answered == 3);
  CHECK(first.saved == 2);
  CHECK(first.busy == 1);
  CHECK(first.limited == 1);
  CHECK(first.errors == 2);
  CHECK(first.save_p99_us >= 4000);
  CHECK(first.save_p99_us < 4100);
  CHECK(first.other_p99_us >= 9000);
  CHECK(figures.timeline().back().answered == 1);
  CHECK(figures.timeline().back().other_p99_us == 0);
}

TEST_CASE("Every request has a name of its own", "[rehearsal]") {
  for (const RequestKind one : all_kinds) {
    for (const RequestKind other : all_kinds) CHECK((one == other) == (kind_name(one) == kind_name(other)));
  }
}

}  // namespace kiosk::rehearsal
