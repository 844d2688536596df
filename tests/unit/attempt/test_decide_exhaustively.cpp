// Goal: every sequence of five commands, with every choice of the time that passes before each, keeps the promises of
// the attempt machine and agrees with a second machine written from the contract.
//
// `decide` is pure, so two sequences that lead to the same attempt at the same time have the same future; the search
// keeps one of them. That covers all sequences without walking each.

#include <catch2/catch.hpp>
#include <map>
#include <utility>
#include <vector>

#include "attempt_at_noon.hpp"
#include "naive_attempt.hpp"

namespace kiosk {
namespace {

using test::NaiveAttempt;
using test::noon;

constexpr int depth = 5;

const std::vector<AttemptCommand> commands{
    StartCommand{},   SaveCommand{1},   SaveCommand{2}, TakeOverCommand{},
    SubmitCommand{1}, SubmitCommand{2}, TickCommand{},  ExtendCommand{seconds{40}},
};

/// Sums of these meet each edge (lapse 100 s, deadline 60 s or 100 s, grace 15 s) at -1 ms, +0 and +1 ms.
const std::vector<std::int64_t> waits_ms{0, 1, 14'999, 59'999, 99'999};

/// A state of the world that the search has reached: what the model says, what the engine says, and the time.
struct Reached {
  Attempt attempt;
  NaiveAttempt model;
  std::int64_t now_ms = 0;
};

int rank(AttemptState state) {
  if (state == AttemptState::prepared) return 0;
  return state == AttemptState::open ? 1 : 2;
}

/// Catch2's own assertions are too slow for so many steps.
void promise(bool holds, const char* what) {
  if (!holds) FAIL(what);
}

void check_promises(const Attempt& before, const AttemptCommand& command, Instant now,
                    const AttemptDecision& decision) {
  const Attempt& after = decision.attempt;
  promise(rank(after.state) >= rank(before.state), "the state never goes back");
  promise(after.epoch >= before.epoch && after.extension >= before.extension, "epoch and extension only grow");
  promise(!before.ended() || after == before, "nothing changes after the end");
  promise(!before.started_at || after.started_at == before.started_at, "the start never moves");
  promise(after.row == before.row && after.id == before.id && after.exam == before.exam, "it stays the same attempt");
  promise(after.prepared_at == before.prepared_at && after.timing == before.timing, "its stored times stay");
  promise(after.ended() == after.ended_at.has_value(), "what has ended has an end, and nothing else has");
  if (after.started_at) {
    promise(after.deadline() == *after.started_at + after.timing.time_limit + after.extension, "deadline formula");
    promise(!after.ended_at || (*after.ended_at >= *after.started_at && *after.ended_at <= after.deadline()),
            "an attempt ends between its start and its deadline");
  }
  promise(after.state != AttemptState::open || now < after.accepts_until(), "what is over does not stay open");
  promise(decision.verdict == Verdict::accepted || after == decide(before, TickCommand{}, now).attempt,
          "a refused command changes no more than time does");
  if (std::holds_alternative<SaveCommand>(command) && decision.verdict == Verdict::accepted) {
    promise(after.state == AttemptState::open && after == before, "answers are accepted while open alone");
  }
}

/// Commands of an applicant that a bad network may deliver twice in the same moment.
void check_repeat(const AttemptCommand& command, Instant now, const AttemptDecision& decision) {
  if (std::holds_alternative<TakeOverCommand>(command) || std::holds_alternative<ExtendCommand>(command)) return;
  const auto again = decide(decision.attempt, command, now);
  promise(again.verdict == decision.verdict && again.attempt == decision.attempt,
          "a repeat is answered like the first");
}

Reached step(Reached from, const AttemptCommand& command, std::int64_t wait_ms) {
  from.now_ms += wait_ms;
  const Instant now = noon + milliseconds{from.now_ms};
  const auto decision = decide(from.attempt, command, now);
  const Verdict expected = from.model.apply(command, from.now_ms);
  promise(decision.verdict == expected, "both machines give the same verdict");
  promise(test::naive_view(decision.attempt) == from.model, "both machines change the attempt in the same way");
  check_promises(from.attempt, command, now, decision);
  check_repeat(command, now, decision);
  from.attempt = decision.attempt;
  if (std::holds_alternative<SaveCommand>(command) && expected == Verdict::accepted) {
    // What the store does after an accepted save.
    ++from.attempt.last_revision;
    ++from.model.revision;
  }
  return from;
}

TEST_CASE("all command sequences to depth 5 agree with the naive machine") {
  std::vector<Reached> level{{test::prepared_at_noon(), {}, 0}};
  std::size_t steps = 0;
  std::map<std::string, std::size_t> phases;
  for (int length = 1; length <= depth; ++length) {
    std::map<std::pair<NaiveAttempt, std::int64_t>, Reached> next;
    for (const Reached& from : level) {
      for (const AttemptCommand& command : commands) {
        for (const std::int64_t wait_ms : waits_ms) {
          Reached reached = step(from, command, wait_ms);
          ++steps;
          ++phases[reached.model.phase];
          const auto [known, is_new] = next.try_emplace({reached.model, reached.now_ms}, reached);
          promise(is_new || known->second.attempt == reached.attempt, "equal states are equal in full");
        }
      }
    }
    level.clear();
    for (auto& [key, reached] : next) level.push_back(std::move(reached));
  }
  WARN("different steps: " << steps << ", states at depth " << depth << ": " << level.size());
  // The search is worth something only if it has been everywhere.
  for (const char* phase : {"prepared", "running", "handed in", "timed out", "lapsed"}) CHECK(phases[phase] > 100);
}

}  // namespace
}  // namespace kiosk
