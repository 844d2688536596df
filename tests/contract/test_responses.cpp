#include "contract/samples.hpp"

namespace kiosk::test {

namespace {

void store(Bench& bench, AttemptId attempt, const Response& response) {
  bench.act([&](Tx& tx) { tx.attempts().store_response(attempt, response); });
}

}  // namespace

TEST_CASE("The latest response to an item is current, the history keeps all in order", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const std::vector<Response> sent{a_response("q2", 1, 1, "a"), a_response("q1", 1, 2, "b"),
                                   a_response("q2", 1, 3, "c"), a_response("q2", 2, 1, "d")};
  for (const Response& response : sent) store(bench, attempt.row, response);

  const auto current = bench.get([&](const ReadTx& tx) { return tx.attempts().responses(attempt.row); });
  CHECK(same(current, {sent[1], sent[3]}));
  const auto one = bench.get([&](const ReadTx& tx) { return tx.attempts().response(attempt.row, "q2"); });
  REQUIRE(one.has_value());
  CHECK(same(*one, sent[3]));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.attempts().response(attempt.row, "q3").has_value(); }));
  CHECK(same(bench.get([&](const ReadTx& tx) { return tx.attempts().response_history(attempt.row); }), sent));
}

TEST_CASE("Answers of every kind come back as they were", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const auto answer =
      GENERATE(as<Answer>{}, ClearedAnswer{}, ChoiceAnswer{"true"}, ChoicesAnswer{{"a", "c"}}, NumberAnswer{"-12.50"});
  Response response = a_response("q1", 1, 1, "a");
  response.answer = answer;
  store(bench, attempt.row, response);
  const auto found = bench.get([&](const ReadTx& tx) { return tx.attempts().response(attempt.row, "q1"); });
  REQUIRE(found.has_value());
  CHECK(same(*found, response));
}

TEST_CASE("Responses of one attempt do not mix with those of another", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt one = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const Attempt two = add_attempt(bench, an_attempt(2, add_applicant(bench, 2)));
  store(bench, one.row, a_response("q1", 1, 1, "a"));
  store(bench, two.row, a_response("q1", 1, 1, "b"));
  const auto found = bench.get([&](const ReadTx& tx) { return tx.attempts().responses(two.row); });
  CHECK(same(found, {a_response("q1", 1, 1, "b")}));
}

TEST_CASE("Late responses are kept apart, and each only once", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Attempt attempt = add_attempt(bench, an_attempt(1, add_applicant(bench, 1)));
  const Response late = a_response("q1", 1, 5, "a");
  Response repeated = late;
  repeated.received_at += seconds{9};
  bench.act([&](Tx& tx) {
    tx.attempts().add_late_response(attempt.row, a_response("q1", 1, 6, "b"));
    tx.attempts().add_late_response(attempt.row, late);
    tx.attempts().add_late_response(attempt.row, repeated);
  });
  const auto found = bench.get([&](const ReadTx& tx) { return tx.attempts().late_responses(attempt.row); });
  CHECK(same(found, {late, a_response("q1", 1, 6, "b")}));
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().responses(attempt.row).empty(); }));
}

}  // namespace kiosk::test
