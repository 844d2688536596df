#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "attempt/response.hpp"

namespace kiosk {
namespace {

Response response(int epoch, int revision, const std::string& option, bool marked) {
  return {"item0001", epoch, revision, ChoiceAnswer{option}, marked, 1000 * revision, from_unix_ms(5000 * revision)};
}

/// All responses over small epochs and revisions, two answers, marked and not.
std::vector<Response> all_responses() {
  std::vector<Response> responses;
  for (int epoch = 1; epoch <= 3; ++epoch) {
    for (int revision = 1; revision <= 4; ++revision) {
      for (const char* option : {"a", "b"}) {
        for (const bool marked : {false, true}) responses.push_back(response(epoch, revision, option, marked));
      }
    }
  }
  return responses;
}

TEST_CASE("the first response is stored") {
  for (const Response& incoming : all_responses()) CHECK(merge(std::nullopt, incoming) == MergeOutcome::stored);
}

TEST_CASE("of any two responses the higher epoch, then the higher revision wins") {
  for (const Response& current : all_responses()) {
    for (const Response& incoming : all_responses()) {
      CAPTURE(current.epoch, current.revision, incoming.epoch, incoming.revision);
      const int current_place = 100 * current.epoch + current.revision;
      const int incoming_place = 100 * incoming.epoch + incoming.revision;
      MergeOutcome expected = MergeOutcome::repeated;
      if (incoming_place > current_place) expected = MergeOutcome::stored;
      if (incoming_place == current_place && (incoming.answer != current.answer || incoming.marked != current.marked)) {
        expected = MergeOutcome::conflict;
      }
      REQUIRE(merge(current, incoming) == expected);
    }
  }
}

TEST_CASE("the same change again is a repeat, whatever the browser's clock said and whenever it came") {
  const Response first = response(1, 1, "a", false);
  Response again = first;
  again.since_start_ms += 5;
  again.received_at += seconds{30};
  CHECK(merge(first, again) == MergeOutcome::repeated);
}

TEST_CASE("clearing an answer and another spelling of a number are other answers") {
  Response current = response(1, 1, "a", false);
  Response incoming = current;
  incoming.answer = ClearedAnswer{};
  CHECK(merge(current, incoming) == MergeOutcome::conflict);
  current.answer = NumberAnswer{"1.0"};
  incoming.answer = NumberAnswer{"1"};
  CHECK(merge(current, incoming) == MergeOutcome::conflict);
  incoming.answer = NumberAnswer{"1.0"};
  CHECK(merge(current, incoming) == MergeOutcome::repeated);
}

TEST_CASE("in whatever order and however often changes arrive, the last change stays") {
  const std::vector<Response> changes{response(1, 1, "a", false), response(1, 2, "b", false), response(1, 3, "a", true),
                                      response(2, 1, "b", true), response(2, 2, "a", false)};
  std::vector<std::size_t> order(changes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    std::optional<Response> current;
    for (int round = 0; round < 2; ++round) {
      for (const std::size_t i : order) {
        const MergeOutcome outcome = merge(current, changes[i]);
        REQUIRE(outcome != MergeOutcome::conflict);
        if (outcome == MergeOutcome::stored) current = changes[i];
      }
    }
    REQUIRE(current->epoch == 2);
    REQUIRE(current->revision == 2);
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace kiosk
