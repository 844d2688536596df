#include <algorithm>

#include "contract/samples.hpp"

namespace kiosk::test {

namespace {

std::optional<Attempt> found(Bench& bench, const Attempt& attempt) {
  return bench.get([&](const ReadTx& tx) { return tx.attempts().find(attempt.id); });
}

Status update(Bench& bench, const Attempt& before, const Attempt& after) {
  return bench.write([&](Tx& tx) -> Status {
    tx.attempts().update(before, after);
    return {};
  });
}

}  // namespace

TEST_CASE("An attempt comes back with its form and its rules", "[contract]") {
  Bench bench{EVERY_STORE()};
  const NewAttempt fresh = an_attempt(1, add_applicant(bench, 1));
  const Attempt attempt = add_attempt(bench, fresh);
  CHECK(found(bench, attempt) == attempt);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().form(attempt.row); }) == fresh.form);
  const auto rules = bench.get([&](const ReadTx& tx) { return tx.attempts().accepted_rules(attempt.row); });
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].rule == "price-alignment");
  CHECK(rules[1].rule == "no-cheating");
  CHECK(rules[1].version == 3);
}

TEST_CASE("Another applicant's attempt is not found", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId owner = add_applicant(bench, 1);
  const ApplicantId other = add_applicant(bench, 2);
  const Attempt attempt = add_attempt(bench, an_attempt(1, owner));
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().find(attempt.id, owner); }) == attempt);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.attempts().find(attempt.id, other).has_value(); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.attempts().find(an_id(1), owner).has_value(); }));
}

TEST_CASE("At most one attempt of an applicant at an exam is prepared or open", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId applicant = add_applicant(bench, 1);
  const Attempt prepared = add_attempt(bench, an_attempt(1, applicant));
  const auto live = [&] {
    return bench.get([&](const ReadTx& tx) { return tx.attempts().live(applicant, "kiosk-partner"); });
  };
  const auto add_second = [&] {
    NewAttempt second = an_attempt(2, applicant);
    second.attempt.number = 2;
    return bench.write([&](Tx& tx) -> Status {
      tx.attempts().add(second);
      return {};
    });
  };
  CHECK(live() == prepared);
  CHECK(add_second().error().code == ErrorCode::internal);

  const Attempt open = started(prepared, noon + seconds{60});
  REQUIRE(update(bench, prepared, open).has_value());
  CHECK(live() == open);
  CHECK(add_second().error().code == ErrorCode::internal);

  REQUIRE(update(bench, open, handed_in(open, noon + seconds{90})).has_value());
  CHECK_FALSE(live().has_value());
  CHECK(add_second().has_value());
  CHECK(live()->id == an_attempt(2, applicant).attempt.id);

  NewAttempt elsewhere = an_attempt(3, applicant);
  elsewhere.attempt.exam = "another-exam";
  add_attempt(bench, elsewhere);
  CHECK(live()->exam == "kiosk-partner");
}

TEST_CASE("Two started attempts of an applicant never have the same number", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId applicant = add_applicant(bench, 1);
  const Attempt first = add_attempt(bench, an_attempt(1, applicant));
  const Attempt open = started(first, noon);
  REQUIRE(update(bench, first, open).has_value());
  REQUIRE(update(bench, open, handed_in(open, noon + seconds{1})).has_value());
  const Attempt second = add_attempt(bench, an_attempt(2, applicant));
  CHECK(update(bench, second, started(second, noon + seconds{2})).error().code == ErrorCode::internal);
}

TEST_CASE("An update is refused when the row is not as it was", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt prepared = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const Attempt open = started(prepared, noon + seconds{60});
  REQUIRE(update(bench, prepared, open).has_value());

  CHECK(update(bench, prepared, open).error().code == ErrorCode::internal);
  Attempt saved = open;
  saved.last_revision = 3;
  REQUIRE(update(bench, open, saved).has_value());
  Attempt late = open;
  late.last_revision = 1;
  CHECK(update(bench, open, late).error().code == ErrorCode::internal);
  CHECK(found(bench, open) == saved);

  Attempt extended = saved;
  extended.extension = seconds{300};
  REQUIRE(update(bench, saved, extended).has_value());
  CHECK(update(bench, saved, handed_in(saved, noon + seconds{70})).error().code == ErrorCode::internal);
  Attempt unknown = extended;
  unknown.row = AttemptId{99};
  CHECK(update(bench, unknown, handed_in(unknown, noon)).error().code == ErrorCode::internal);
  CHECK(found(bench, open) == extended);
}

TEST_CASE("All attempts of an applicant, oldest first", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId applicant = add_applicant(bench, 1);
  add_attempt(bench, an_attempt(9, add_applicant(bench, 2)));
  std::vector<Attempt> expected;
  for (const std::uint64_t number : {3U, 1U, 2U}) {
    NewAttempt fresh = an_attempt(number, applicant);
    fresh.attempt.exam = "exam-" + std::to_string(number);
    expected.push_back(add_attempt(bench, fresh));
  }
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().all_of(applicant); }) == expected);
}

TEST_CASE("Overdue attempts: most overdue first, to the millisecond", "[contract]") {
  Bench bench{EVERY_STORE()};
  // Lapses at noon + 1 h.
  const Attempt prepared = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  // Accepts answers until 12:10 + 40 min + 15 s, with an extension 5 min more.
  const Attempt fresh = add_attempt(bench, an_attempt(2, add_applicant(bench, 2)));
  const Attempt open = started(fresh, noon + seconds{600});
  REQUIRE(update(bench, fresh, open).has_value());
  const auto overdue = [&](Instant now, int limit) {
    return bench.get([&](const ReadTx& tx) { return tx.attempts().overdue(now, limit); });
  };
  const Instant end = noon + seconds{600 + 2400 + 15};

  CHECK(overdue(end - milliseconds{1}, 10).empty());
  CHECK(overdue(end, 10) == std::vector{open});
  CHECK(overdue(noon + seconds{3600}, 10) == std::vector{open, prepared});
  CHECK(overdue(noon + seconds{3600}, 1) == std::vector{open});

  Attempt extended = open;
  extended.extension = seconds{700};
  REQUIRE(update(bench, open, extended).has_value());
  CHECK(overdue(end + seconds{700}, 10) == std::vector{prepared, extended});
  REQUIRE(update(bench, extended, handed_in(extended, end)).has_value());
  CHECK(overdue(end + seconds{7000}, 10) == std::vector{prepared});
}

TEST_CASE("Live attempts are counted by state", "[contract]") {
  Bench bench{EVERY_STORE()};
  const auto counts = [&] { return bench.get([](const ReadTx& tx) { return tx.attempts().live_counts(); }); };
  CHECK(counts() == LiveAttempts{});
  const Attempt first = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  add_attempt(bench, an_attempt(2, add_applicant(bench, 2)));
  CHECK(counts() == LiveAttempts{2, 0});
  const Attempt open = started(first, noon);
  REQUIRE(update(bench, first, open).has_value());
  CHECK(counts() == LiveAttempts{1, 1});
  REQUIRE(update(bench, open, handed_in(open, noon + seconds{1})).has_value());
  CHECK(counts() == LiveAttempts{1, 0});
}

TEST_CASE("Extension rows name who granted them", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const StaffId staff = bench.set([](Tx& tx) { return tx.people().add_staff(a_staff_account(1), noon); });
  const auto extend = [&](StaffId by) {
    return bench.write([&](Tx& tx) -> Status {
      tx.attempts().add_extension(attempt.row, {seconds{300}, "power failure", by, noon});
      return {};
    });
  };
  CHECK(extend(staff).has_value());
  CHECK(extend(StaffId{99}).error().code == ErrorCode::internal);
}

TEST_CASE("Results are versions without gaps; the highest is current", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const auto add = [&](const StoredResult& result) {
    return bench.write([&](Tx& tx) -> Status {
      tx.attempts().add_result(attempt.row, result);
      return {};
    });
  };
  const auto current = [&] { return bench.get([&](const ReadTx& tx) { return tx.attempts().result(attempt.row); }); };
  CHECK_FALSE(current().has_value());

  const StoredResult first = a_result(Decision::fail);
  StoredResult second = a_result(Decision::review);
  second.version = 2;
  second.reason = "late-evidence";
  REQUIRE(add(first).has_value());
  CHECK(current()->result == first.result);
  CHECK(current()->reason == "submitted");
  CHECK(current()->created_at == first.created_at);
  CHECK(add(first).error().code == ErrorCode::internal);
  REQUIRE(add(second).has_value());
  CHECK(current()->version == 2);
  CHECK(current()->result == second.result);
  StoredResult gap = second;
  gap.version = 4;
  CHECK(add(gap).error().code == ErrorCode::internal);
  CHECK(current()->version == 2);
}

}  // namespace kiosk::test
