// Goal: what is past due goes, over both kinds of store, with a clock that is moved by years; nothing else does.

#include "contract/samples.hpp"
#include "crypto/keyed_hasher.hpp"
#include "service/audit.hpp"
#include "service/retention.hpp"

namespace kiosk::test {

namespace {

using std::chrono::days;

const RetentionPeriods periods{days{180}, days{30}, days{1000}};
const crypto::KeyedHasher hasher{std::string(32, 's')};
const Instant end = noon + seconds{2000};

/// Started at noon, with a changed answer and a late one, ended, with a result.
Attempt add_sitting(Bench& bench, std::uint64_t number, ApplicantId applicant, Decision decision = Decision::pass) {
  const Attempt prepared = add_attempt(bench, an_attempt(number, applicant));
  const Attempt ended = handed_in(started(prepared, noon), end);
  bench.act([&](Tx& tx) {
    tx.attempts().store_response(prepared.row, a_response("q1", 1, 1, "a"));
    tx.attempts().store_response(prepared.row, a_response("q1", 1, 2, "b"));
    tx.attempts().add_late_response(prepared.row, a_response("q1", 1, 3, "a"));
    tx.attempts().update(prepared, ended);
    tx.attempts().add_result(prepared.row, a_result(decision));
  });
  return ended;
}

RetentionStep step(Bench& bench, Instant now, const RetentionPeriods& kept = periods) {
  return bench.set([&](Tx& tx) { return retention_step(tx, hasher, kept, now); });
}

/// A whole run; answers what it removed.
KeptCounts run(Bench& bench, Instant now, const RetentionPeriods& kept = periods) {
  for (int steps = 0; steps < 1000; ++steps) {
    if (const RetentionStep done = step(bench, now, kept); done.run_ended) return done.removed;
  }
  FAIL("the run does not end");
  return {};
}

std::size_t answer_rows(Bench& bench, AttemptId attempt) {
  return bench.get([&](const ReadTx& tx) {
    const AttemptRows& rows = tx.attempts();
    return rows.responses(attempt).size() + rows.response_history(attempt).size() + rows.late_responses(attempt).size();
  });
}

bool is_known(Bench& bench, ApplicantId person) {
  return bench.get([&](const ReadTx& tx) { return tx.people().identity(person).has_value(); });
}

KeptCounts overdue(Bench& bench, Instant now) {
  return bench.get([&](const ReadTx& tx) { return overdue_counts(tx, periods, now); });
}

std::vector<std::string> audited(Bench& bench) {
  return bench.get([](const ReadTx& tx) {
    std::vector<std::string> acts;
    tx.audit().each(0, [&](const AuditEntry& entry) {
      acts.push_back(entry.act + (entry.details.empty() ? "" : " " + entry.details));
      return true;
    });
    return acts;
  });
}

}  // namespace

TEST_CASE("A run is due once a night", "[contract]") {
  const Instant evening = parse_rfc3339("2026-11-22T18:59:59Z").value();
  CHECK(is_run_due(std::nullopt, evening));
  CHECK_FALSE(is_run_due(evening - std::chrono::hours{20}, evening));
  CHECK(is_run_due(evening, evening + seconds{1}));
  CHECK(is_run_due(evening - days{1}, evening));
  CHECK_FALSE(is_run_due(evening + seconds{1}, evening + days{1}));
  CHECK(is_run_due(evening + days{1}, evening));  // before the clock was set back
}

TEST_CASE("Answers go when their period is over, the attempt and its result stay", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_sitting(bench, 1, add_applicant(bench, 1));
  CHECK(run(bench, end + days{180}) == KeptCounts{});
  CHECK(answer_rows(bench, attempt.row) == 4);
  CHECK(audited(bench).empty());

  const Instant later = end + days{181};
  CHECK(run(bench, later) == KeptCounts{1, 0, 0});
  CHECK(answer_rows(bench, attempt.row) == 0);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.retention().answers_removed_at(attempt.row); }) == later);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().find(attempt.id); }) == attempt);
  const auto results = bench.get([&](const ReadTx& tx) { return tx.attempts().results(attempt.row); });
  REQUIRE(results.size() == 1);
  CHECK(results[0].result == a_result(Decision::pass).result);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().form(attempt.row); }) ==
        an_attempt(1, attempt.applicant).form);
  CHECK(audited(bench) == std::vector<std::string>{"retention-run answers=1 delivery-attempts=0 identities=0"});

  CHECK(run(bench, later + seconds{1}) == KeptCounts{});  // the same night
  CHECK(run(bench, later + days{1}) == KeptCounts{});
  CHECK(audited(bench).size() == 1);
}

TEST_CASE("Answers stay: of attempts that run, wait for a review or still take evidence; and for ever", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt open = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  bench.act([&](Tx& tx) {
    tx.attempts().update(open, started(open, noon));
    tx.attempts().store_response(open.row, a_response("q1", 1, 1, "a"));
  });
  const Attempt reviewed = add_sitting(bench, 2, add_applicant(bench, 2), Decision::review);
  const Attempt late = add_sitting(bench, 3, add_applicant(bench, 3), Decision::fail);

  CHECK(run(bench, end + days{400}, {}) == KeptCounts{});
  CHECK(run(bench, end + days{401}, {days{180}, days{0}, days{0}}) == KeptCounts{1, 0, 0});
  CHECK(answer_rows(bench, open.row) == 2);
  CHECK(answer_rows(bench, reviewed.row) == 4);
  CHECK(answer_rows(bench, late.row) == 0);
  const auto past_due = [&](Instant now) {
    return bench.get([&](const ReadTx& tx) { return tx.retention().answers_past_due(now, now, 10).size(); });
  };
  const Attempt fresh = add_sitting(bench, 4, add_applicant(bench, 4), Decision::fail);
  const Instant evidence_until = *fresh.ended_at + fresh.timing.grace + fresh.timing.late_evidence;
  CHECK(past_due(evidence_until - milliseconds{1}) == 0);
  CHECK(past_due(evidence_until) == 1);
}

TEST_CASE("The store itself refuses to remove answers before their time, or twice", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_sitting(bench, 1, add_applicant(bench, 1));
  const auto remove = [&] {
    return bench.write([&](Tx& tx) -> Status {
      tx.retention().remove_answers(attempt.row, end + days{1});
      return {};
    });
  };
  const auto keep_from = [&](Instant from) {
    bench.act([&](Tx& tx) { tx.settings().set(answers_kept_from_setting, std::to_string(to_unix_ms(from))); });
  };
  CHECK(remove().has_error());
  keep_from(end);
  CHECK(remove().has_error());
  CHECK(answer_rows(bench, attempt.row) == 4);
  keep_from(end + milliseconds{1});
  CHECK(remove().has_value());
  CHECK(answer_rows(bench, attempt.row) == 0);
  CHECK(remove().has_error());
}

TEST_CASE("A person is forgotten when the last attempt and approval are long over", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId came_only = add_applicant(bench, 1);
  const ApplicantId sat = add_applicant(bench, 2);
  const ApplicantId approved = add_applicant(bench, 3);
  const ApplicantId sitting = add_applicant(bench, 4);
  add_sitting(bench, 2, sat, Decision::fail);
  const Attempt passed = add_sitting(bench, 3, approved);
  const NewApproval approval = an_approval(3, approved, passed.row);
  bench.act([&](Tx& tx) { tx.approvals().add(approval); });
  const Attempt open = add_attempt(bench, an_attempt(4, sitting));
  bench.act([&](Tx& tx) { tx.attempts().update(open, started(open, noon)); });
  const RetentionPeriods identities_only{days{0}, days{0}, days{1000}};
  const auto known = [&] {
    return std::vector{is_known(bench, came_only), is_known(bench, sat), is_known(bench, approved),
                       is_known(bench, sitting)};
  };

  CHECK(run(bench, noon + days{1000}, identities_only) == KeptCounts{});
  CHECK(known() == std::vector{true, true, true, true});
  CHECK(run(bench, noon + days{1000} + std::chrono::hours{10}, identities_only) == KeptCounts{0, 0, 2});
  CHECK(known() == std::vector{false, false, true, true});
  CHECK(run(bench, approval.record.valid_until + days{1000}, identities_only) == KeptCounts{});
  CHECK(run(bench, approval.record.valid_until + days{1001}, identities_only) == KeptCounts{0, 0, 1});
  CHECK(known() == std::vector{false, false, false, true});

  const std::vector<std::string> expected{"person-erased", "person-erased",
                                          "retention-run answers=0 delivery-attempts=0 identities=2", "person-erased",
                                          "retention-run answers=0 delivery-attempts=0 identities=1"};
  CHECK(audited(bench) == expected);
  CHECK(bench.get([](const ReadTx& tx) { return verify_audit(tx, hasher, {}, 1000).value().entries; }) == 5);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().credential(approval.record.id); }) ==
        approval.credential);
}

TEST_CASE("The log of deliveries goes by its age", "[contract]") {
  Bench bench{EVERY_STORE()};
  WebhookEndpoint endpoint;
  endpoint.id = an_id(1);
  endpoint.secret.text = std::string(32, 'a');
  Delivery delivery;
  delivery.event_id = "test-1";
  delivery.state = DeliveryState::delivered;
  delivery.created_at = noon;
  const DeliveryId row = bench.set([&](Tx& tx) {
    delivery.endpoint = tx.webhooks().add_endpoint(endpoint);
    return tx.webhooks().add_delivery(delivery, "{}");
  });
  bench.act([&](Tx& tx) {
    for (int i = 0; i < 700; ++i) {
      tx.webhooks().add_attempt(row, {noon + seconds{i}, AttemptOutcome::unreachable, 0, milliseconds{1}, ""});
    }
  });
  const auto left = [&] { return bench.get([&](const ReadTx& tx) { return tx.webhooks().attempts(row).size(); }); };

  CHECK(overdue(bench, noon + days{31} + seconds{600})[1] == 600);
  const RetentionStep first = step(bench, noon + days{30} + seconds{600});
  CHECK_FALSE(first.run_ended);
  CHECK(left() == 200);
  // Interrupted here: the next one goes on, counts included.
  CHECK(run(bench, noon + days{30} + seconds{600}) == KeptCounts{0, 600, 0});
  CHECK(left() == 100);
  CHECK(overdue(bench, noon + days{31} + seconds{600})[1] == 0);
}

TEST_CASE("A step removes a little, the run all; what is overdue for a day is counted", "[contract]") {
  Bench bench{EVERY_STORE()};
  constexpr std::uint64_t sittings = 25;
  for (std::uint64_t number = 1; number <= sittings; ++number) {
    add_sitting(bench, number, add_applicant(bench, number), Decision::fail);
  }
  const Instant later = end + days{182};
  CHECK(overdue(bench, end + days{181}) == KeptCounts{});
  CHECK(overdue(bench, later) == KeptCounts{25, 0, 0});
  CHECK(step(bench, later).removed == KeptCounts{10, 0, 0});
  CHECK(overdue(bench, later) == KeptCounts{15, 0, 0});
  CHECK(run(bench, later) == KeptCounts{25, 0, 0});
  CHECK(overdue(bench, later) == KeptCounts{});
}

}  // namespace kiosk::test
