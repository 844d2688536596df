// Goal: every sequence of five commands, with every choice of the time that passes before each, keeps the promises of
// an approval's life.
//
// `decide` is pure: two sequences that lead to the same life at the same time have the same future, and the search
// keeps one of them. That covers all sequences without walking each.

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "approval/lifecycle.hpp"

namespace kiosk {
namespace {

constexpr int depth = 5;
constexpr std::int64_t day_ms = 86'400'000;
const Instant start = from_unix_ms(1'795'176'000'000);
const Instant end = start + milliseconds{100 * day_ms};

const std::vector<LifeCommand> commands{
    SuspendCommand{ReasonCode::r1},
    ReinstateCommand{ReasonCode::administrative},
    RevokeCommand{ReasonCode::r3, StaffId{1}},
    RevokeCommand{ReasonCode::r3, StaffId{2}},
    RevokeCommand{ReasonCode::integrity, StaffId{2}},
    RecertifyCommand{start + milliseconds{50 * day_ms}},
    SupersedeCommand{},
    ReissueCommand{},
    PassTimeCommand{},
};

/// Sums of these meet the notices, the date of the rule change and the end at -1 ms, +0 and +1 ms.
const std::vector<std::int64_t> waits_ms{0, 1, 40 * day_ms - 1, 10 * day_ms, 30 * day_ms, 60 * day_ms};

struct Reached {
  ApprovalLife life;
  Instant now;
};

auto key_of(const Reached& reached) {
  const ApprovalLife& life = reached.life;
  const auto request = life.revocation
                           ? std::tuple{life.revocation->by.value, static_cast<int>(life.revocation->reason),
                                        to_unix_ms(life.revocation->at)}
                           : std::tuple{std::int64_t{0}, 0, std::int64_t{0}};
  return std::tuple{static_cast<int>(life.state),
                    life.revision,
                    life.reason ? static_cast<int>(*life.reason) : -1,
                    request,
                    life.recertify_by,
                    life.noticed_days,
                    reached.now};
}

/// Catch2's own assertions are too slow for so many steps.
void promise(bool holds, const char* what) {
  if (!holds) FAIL(what);
}

bool allowed(ApprovalState from, LifeChange change, ApprovalState to) {
  using S = ApprovalState;
  switch (change) {
    case LifeChange::suspended: return (from == S::active || from == S::suspended) && to == S::suspended;
    case LifeChange::reinstated: return from == S::suspended && to == S::active;
    case LifeChange::revocation_requested: return !is_final(from) && (to == from || from == S::expired);
    case LifeChange::revocation_withdrawn: return !is_final(from) && (to == from || from == S::expired);
    case LifeChange::revoked: return !is_final(from) && to == S::revoked;
    case LifeChange::recertification_asked: return (from == S::active || from == S::suspended) && to == from;
    case LifeChange::expiring: return from == S::active && to == S::active;
    case LifeChange::expired: return from == S::expired && to == S::expired;
    case LifeChange::reissued: return (from == S::active || from == S::suspended) && to == from;
    case LifeChange::superseded: return (from == S::active || from == S::suspended) && to == S::superseded;
  }
  return false;
}

void check_accepted(const ApprovalLife& before, const LifeCommand& command, Instant now, const LifeDecision& decision) {
  const ApprovalLife& after = decision.life;
  promise(after.revision == before.revision + 1, "every change has a revision of its own");
  promise(after.valid_until == before.valid_until, "the end of the validity never moves");
  promise(!is_final(before.state), "nothing changes once revoked or superseded");
  promise(allowed(state_at(before, now), decision.change, after.state), "a change that the diagram has");
  promise(!is_final(after.state) || (!after.revocation && !next_due(after)), "an end leaves nothing open");
  const bool given = after.noticed_days != before.noticed_days;
  promise(given == (decision.change == LifeChange::expiring), "a notice is a change of its own");
  promise(!given || before.noticed_days == 0 || after.noticed_days < before.noticed_days, "each notice once");
  if (decision.change == LifeChange::revoked) {
    const auto* revoke = std::get_if<RevokeCommand>(&command);
    promise(revoke != nullptr && before.revocation && before.revocation->by != revoke->by, "two persons revoke");
    promise(before.revocation->reason == revoke->reason && after.reason == revoke->reason, "for one reason");
  }
}

Reached step(Reached from, const LifeCommand& command, std::int64_t wait_ms, std::set<LifeChange>& seen) {
  from.now += milliseconds{wait_ms};
  const LifeDecision decision = decide(from.life, command, from.now);
  if (decision.verdict == LifeVerdict::accepted) {
    check_accepted(from.life, command, from.now, decision);
    seen.insert(decision.change);
  } else {
    promise(decision.life == from.life, "a refusal changes nothing");
  }
  if (std::holds_alternative<PassTimeCommand>(command)) {
    const auto due = next_due(from.life);
    promise((decision.verdict == LifeVerdict::accepted) == (due && *due <= from.now), "due is what time changes");
  }
  from.life = decision.life;
  return from;
}

TEST_CASE("all command sequences to depth 5 keep the promises of an approval") {
  std::vector<Reached> level{{new_life(start, end), start}};
  std::set<LifeChange> seen;
  std::size_t steps = 0;
  for (int length = 1; length <= depth; ++length) {
    std::map<decltype(key_of(level.front())), Reached> next;
    for (const Reached& from : level) {
      for (const LifeCommand& command : commands) {
        for (const std::int64_t wait_ms : waits_ms) {
          const Reached reached = step(from, command, wait_ms, seen);
          next.try_emplace(key_of(reached), reached);
          ++steps;
        }
      }
    }
    level.clear();
    for (auto& [key, reached] : next) level.push_back(std::move(reached));
  }
  WARN("different steps: " << steps << ", lives at depth " << depth << ": " << level.size());
  CHECK(seen.size() == static_cast<std::size_t>(LifeChange::reissued) + 1);  // the search has been everywhere
}

}  // namespace
}  // namespace kiosk
