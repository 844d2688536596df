#include "contract/samples.hpp"
#include "json/stored.hpp"

namespace kiosk::test {

namespace {

/// An applicant's attempt with a pass.
Attempt passed_attempt(Bench& bench, std::uint64_t number) {
  const Attempt attempt = add_attempt(bench, an_attempt(number, add_applicant(bench, number)));
  bench.act([&](Tx& tx) { tx.attempts().add_result(attempt.row, a_result(Decision::pass)); });
  return attempt;
}

Status add(Bench& bench, const NewApproval& approval) {
  return bench.write([&](Tx& tx) -> Status {
    tx.approvals().add(approval);
    return {};
  });
}

}  // namespace

TEST_CASE("An approval is found by id, attempt and applicant, with its credential", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = passed_attempt(bench, 1);
  const NewApproval approval = an_approval(1, attempt.applicant, attempt.row);
  REQUIRE(add(bench, approval).has_value());
  const std::string expected = json::encode_approval(approval.record);

  const auto by_id = bench.get([&](const ReadTx& tx) { return tx.approvals().find(approval.record.id); });
  REQUIRE(by_id.has_value());
  CHECK(json::encode_approval(*by_id) == expected);
  const auto by_attempt = bench.get([&](const ReadTx& tx) { return tx.approvals().of_attempt(attempt.row); });
  REQUIRE(by_attempt.has_value());
  CHECK(json::encode_approval(*by_attempt) == expected);
  const auto all = bench.get([&](const ReadTx& tx) { return tx.approvals().of_applicant(attempt.applicant); });
  REQUIRE(all.size() == 1);
  CHECK(json::encode_approval(all.front()) == expected);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().credential(approval.record.id); }) ==
        approval.credential);
  CHECK(bench.get([](const ReadTx& tx) { return tx.approvals().status_index_taken({1, 1}); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.approvals().status_index_taken({2, 1}); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.approvals().find(an_id(1)).has_value(); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.approvals().credential(an_id(1)).has_value(); }));
}

TEST_CASE("An approval has a public page, whose name its holder switches", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = passed_attempt(bench, 1);
  const NewApproval approval = an_approval(1, attempt.applicant, attempt.row);
  REQUIRE(add(bench, approval).has_value());
  const Uuid id = approval.record.id;
  const auto page = [&] { return bench.get([&](const ReadTx& tx) { return tx.approvals().verify_page(id); }); };
  REQUIRE(page().has_value());
  CHECK(page()->token == approval.page_token);
  CHECK(page()->holder == attempt.applicant);
  CHECK_FALSE(page()->name_shown);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().of_page(approval.page_token); }) == id);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.approvals().of_page(approval.page_token + "x"); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.approvals().verify_page(an_id(1)); }));

  bench.act([&](Tx& tx) { tx.approvals().set_name_shown(id, true); });
  CHECK(page()->name_shown);
  bench.act([&](Tx& tx) { tx.approvals().set_name_shown(id, false); });
  CHECK_FALSE(page()->name_shown);

  const Attempt second = passed_attempt(bench, 2);
  NewApproval same_page = an_approval(2, second.applicant, second.row);
  same_page.page_token = approval.page_token;
  CHECK(add(bench, same_page).has_error());
  CHECK(bench
            .write([](Tx& tx) -> Status {
              tx.approvals().set_name_shown(an_id(1), true);
              return {};
            })
            .has_error());
}

TEST_CASE("An onboarding mark is set once and changed later; approvals without one are counted", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = passed_attempt(bench, 1);
  const NewApproval approval = an_approval(1, attempt.applicant, attempt.row);
  REQUIRE(add(bench, approval).has_value());
  const Uuid id = approval.record.id;
  const auto unmarked = [&](Instant before) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().count_unmarked(before); });
  };
  const Instant issued = approval.record.awarded_at;
  CHECK(bench.get([](const ReadTx& tx) { return tx.approvals().last_status_list(); }) ==
        approval.record.status_entry.list);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.approvals().onboarding_mark(id).has_value(); }));
  CHECK(unmarked(issued) == 0);
  CHECK(unmarked(issued + milliseconds{1}) == 1);

  bench.act([&](Tx& tx) { tx.approvals().set_onboarding_mark(id, {"P-1", "abcd1234", noon, noon}); });
  bench.act([&](Tx& tx) {
    tx.approvals().set_onboarding_mark(id, {"P-2", "efgh5678", noon + seconds{9}, noon + seconds{9}});
  });
  const auto mark = bench.get([&](const ReadTx& tx) { return tx.approvals().onboarding_mark(id); });
  REQUIRE(mark.has_value());
  CHECK(mark->external_id == "P-2");
  CHECK(mark->token_id == "efgh5678");
  CHECK(mark->first_at == noon);
  CHECK(mark->changed_at == noon + seconds{9});
  CHECK(unmarked(issued + milliseconds{1}) == 0);
  CHECK(bench
            .write([&](Tx& tx) -> Status {
              tx.approvals().set_onboarding_mark(an_id(77), {"P-1", "abcd1234", noon, noon});
              return {};
            })
            .error()
            .code == ErrorCode::internal);
}

TEST_CASE("An attempt, a number and a status index have at most one approval", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt first = passed_attempt(bench, 1);
  const Attempt second = passed_attempt(bench, 2);
  REQUIRE(add(bench, an_approval(1, first.applicant, first.row)).has_value());
  NewApproval approval = an_approval(2, second.applicant, second.row);
  SECTION("attempt") { approval.attempt = first.row; }
  SECTION("number") { approval.record.number = an_approval(1, first.applicant, first.row).record.number; }
  SECTION("status index") { approval.record.status_entry = {1, 1}; }
  SECTION("a result that is not there") { approval.result_version = 2; }
  CHECK(add(bench, approval).error().code == ErrorCode::internal);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.approvals().of_attempt(second.row).has_value(); }));
}

TEST_CASE("Approval numbers and event sequences have no gaps when a job is undone", "[contract]") {
  Bench bench{EVERY_STORE()};
  std::int64_t number = 0;
  std::int64_t sequence = 0;
  for (int round = 0; round < 20; ++round) {
    const bool fails = round % 3 == 1;
    const Status status = bench.write([&](Tx& tx) -> Status {
      const std::int64_t next = tx.outbox().next_sequence();
      tx.outbox().add(an_event(next));
      const std::int64_t next_number = tx.approvals().next_number();
      if (fails) return failure(ErrorCode::attempt_closed);
      CHECK(next == sequence + 1);
      CHECK(next_number == number + 1);
      sequence = next;
      number = next_number;
      return {};
    });
    CHECK(status.has_error() == fails);
  }
  CHECK(sequence == 13);
  CHECK(bench.get([](const ReadTx& tx) { return tx.outbox().head(); }) == 13);
}

TEST_CASE("The outbox is read in order, from any event on", "[contract]") {
  Bench bench{EVERY_STORE()};
  CHECK(bench.get([](const ReadTx& tx) { return tx.outbox().head(); }) == 0);
  bench.act([](Tx& tx) {
    for (std::int64_t sequence = 1; sequence <= 5; ++sequence) tx.outbox().add(an_event(sequence));
  });
  const auto after = [&](std::int64_t sequence, int limit) {
    std::vector<std::int64_t> sequences;
    for (const OutboxEvent& event : bench.get([&](const ReadTx& tx) { return tx.outbox().after(sequence, limit); })) {
      CHECK(event.body == an_event(event.sequence).body);
      CHECK(event.id == an_event(event.sequence).id);
      CHECK(event.type == an_event(event.sequence).type);
      CHECK(event.subject == an_event(event.sequence).subject);
      CHECK(event.created_at == noon);
      sequences.push_back(event.sequence);
    }
    return sequences;
  };
  CHECK(after(0, 100) == std::vector<std::int64_t>{1, 2, 3, 4, 5});
  CHECK(after(2, 2) == std::vector<std::int64_t>{3, 4});
  CHECK(after(5, 100).empty());
  const auto ids = [&](std::int64_t from, std::int64_t to) {
    return bench.get([&](const ReadTx& tx) { return tx.outbox().ids(from, to); });
  };
  CHECK(ids(2, 4) == std::vector<std::string>{"evt_2", "evt_3", "evt_4"});
  CHECK(ids(4, 9) == std::vector<std::string>{"evt_4", "evt_5"});
  CHECK(ids(4, 3).empty());
  CHECK(bench.get([](const ReadTx& tx) { return tx.outbox().sequence_of("evt_3"); }) == 3);
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.outbox().sequence_of("evt_6").has_value(); }));
  const auto add_again = [&](OutboxEvent event) {
    return bench.write([&](Tx& tx) -> Status {
      tx.outbox().add(event);
      return {};
    });
  };
  CHECK(add_again(an_event(5)).has_error());
  OutboxEvent same_id = an_event(6);
  same_id.id = "evt_5";
  CHECK(add_again(same_id).has_error());
}

}  // namespace kiosk::test
