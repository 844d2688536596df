// Goal: each step of an approval's life, by name, with its edges.

#include <catch2/catch.hpp>
#include <iostream>

#include "approval/lifecycle.hpp"

namespace kiosk {
namespace {

const Instant noon = from_unix_ms(1'795'176'000'000);  // 2026-11-20T12:00:00Z
const Instant end = add_months(noon, 12);
constexpr StaffId chen{1};
constexpr StaffId li{2};
constexpr std::chrono::days day{1};

ApprovalLife fresh() { return new_life(noon, end); }

ApprovalLife after(const ApprovalLife& life, const LifeCommand& command, Instant now = noon) {
  const LifeDecision decision = decide(life, command, now);
  REQUIRE(decision.verdict == LifeVerdict::accepted);
  return decision.life;
}

LifeVerdict verdict(const ApprovalLife& life, const LifeCommand& command, Instant now = noon) {
  return decide(life, command, now).verdict;
}

TEST_CASE("suspended, reinstated, revoked, and then nothing more") {
  const ApprovalLife suspended = after(fresh(), SuspendCommand{ReasonCode::r2});
  CHECK(suspended.state == ApprovalState::suspended);
  CHECK(suspended.reason == ReasonCode::r2);
  CHECK(suspended.revision == 2);
  CHECK(verdict(suspended, SuspendCommand{ReasonCode::r2}) == LifeVerdict::state_refuses);

  const ApprovalLife reinstated = after(suspended, ReinstateCommand{ReasonCode::administrative});
  CHECK(reinstated.state == ApprovalState::active);
  CHECK_FALSE(reinstated.reason);
  CHECK(verdict(reinstated, ReinstateCommand{ReasonCode::administrative}) == LifeVerdict::state_refuses);

  const ApprovalLife requested = after(reinstated, RevokeCommand{ReasonCode::r3, chen});
  CHECK(requested.state == ApprovalState::active);
  CHECK(requested.revocation == RevocationRequest{chen, ReasonCode::r3, noon});
  CHECK(verdict(requested, RevokeCommand{ReasonCode::r3, chen}) == LifeVerdict::same_person);
  CHECK(verdict(requested, RevokeCommand{ReasonCode::r1, li}) == LifeVerdict::other_reason);

  const ApprovalLife revoked = after(requested, RevokeCommand{ReasonCode::r3, li});
  CHECK(revoked.state == ApprovalState::revoked);
  CHECK(revoked.reason == ReasonCode::r3);
  CHECK(revoked.revision == 5);
  for (const LifeCommand& command :
       {LifeCommand{SuspendCommand{ReasonCode::r1}}, LifeCommand{ReinstateCommand{ReasonCode::r1}},
        LifeCommand{RevokeCommand{ReasonCode::r3, li}}, LifeCommand{RecertifyCommand{noon + day}},
        LifeCommand{SupersedeCommand{}}}) {
    CHECK(verdict(revoked, command) == LifeVerdict::state_refuses);
  }
  CHECK(verdict(revoked, PassTimeCommand{}, end) == LifeVerdict::nothing_due);
}

TEST_CASE("a request for revocation is taken back by reinstating, and outlives a suspension") {
  const ApprovalLife requested = after(fresh(), RevokeCommand{ReasonCode::r3, chen});
  const LifeDecision withdrawn = decide(requested, ReinstateCommand{ReasonCode::administrative}, noon);
  CHECK(withdrawn.change == LifeChange::revocation_withdrawn);
  CHECK_FALSE(withdrawn.life.revocation);
  const ApprovalLife suspended = after(requested, SuspendCommand{ReasonCode::r3});
  CHECK(suspended.revocation);
  CHECK(after(suspended, RevokeCommand{ReasonCode::r3, li}).state == ApprovalState::revoked);
}

TEST_CASE("with both a suspension and a request, reinstating takes back first the one, then the other") {
  const ApprovalLife both = after(after(fresh(), RevokeCommand{ReasonCode::r3, chen}), SuspendCommand{ReasonCode::r3});
  const LifeDecision withdrawn = decide(both, ReinstateCommand{ReasonCode::administrative}, noon);
  CHECK(withdrawn.change == LifeChange::revocation_withdrawn);
  CHECK(withdrawn.life.state == ApprovalState::suspended);
  CHECK_FALSE(withdrawn.life.revocation);
  const LifeDecision reinstated = decide(withdrawn.life, ReinstateCommand{ReasonCode::administrative}, noon);
  CHECK(reinstated.change == LifeChange::reinstated);
  CHECK(reinstated.life.state == ApprovalState::active);
}

TEST_CASE("what staff hold against an approval outlives its end; a rule change does not") {
  CHECK_FALSE(held_against(fresh()));
  CHECK(held_against(after(fresh(), SuspendCommand{ReasonCode::r1})) == ReasonCode::r1);
  const ApprovalLife over = after(after(fresh(), SuspendCommand{ReasonCode::r1}), PassTimeCommand{}, end);
  CHECK(over.state == ApprovalState::expired);
  CHECK(held_against(over) == ReasonCode::r1);
  const ApprovalLife revoked =
      after(after(fresh(), RevokeCommand{ReasonCode::r3, chen}), RevokeCommand{ReasonCode::r3, li});
  CHECK(held_against(revoked) == ReasonCode::r3);
  const Instant by = noon + 90 * day;
  const ApprovalLife changed = after(after(fresh(), RecertifyCommand{by}), PassTimeCommand{}, by);
  CHECK_FALSE(held_against(changed));
  CHECK_FALSE(after(changed, PassTimeCommand{}, end).reason);
}

TEST_CASE("notices at 60, 30 and 7 days, once each, and the latest alone when some were missed") {
  const ApprovalLife life = fresh();
  CHECK(verdict(life, PassTimeCommand{}, end - 60 * day - milliseconds{1}) == LifeVerdict::nothing_due);
  ApprovalLife told = life;
  for (const int days : notice_days) {
    const LifeDecision notice = decide(told, PassTimeCommand{}, end - days * day);
    CHECK(notice.change == LifeChange::expiring);
    CHECK(notice.life.noticed_days == days);
    told = notice.life;
    CHECK(verdict(told, PassTimeCommand{}, end - days * day) == LifeVerdict::nothing_due);
  }
  CHECK(next_due(told) == end);
  const ApprovalLife late = after(life, PassTimeCommand{}, end - 10 * day);
  CHECK(late.noticed_days == 30);
  CHECK(next_due(late) == end - 7 * day);
  CHECK(after(late, PassTimeCommand{}, end).state == ApprovalState::expired);
  CHECK(after(life, PassTimeCommand{}, end + 100 * day).state == ApprovalState::expired);
}

TEST_CASE("an approval that is shorter than a notice does not begin with it") {
  const ApprovalLife month = new_life(noon, noon + 30 * day);
  CHECK(month.noticed_days == 30);
  CHECK(next_due(month) == noon + 23 * day);
  CHECK(next_due(new_life(noon, noon + 61 * day)) == noon + day);
}

TEST_CASE("a rule change asks for the exam again, and suspends at its date") {
  const Instant by = noon + 90 * day;
  const LifeDecision asked = decide(fresh(), RecertifyCommand{by}, noon);
  CHECK(asked.change == LifeChange::recertification_asked);
  CHECK(asked.reason == ReasonCode::rules_changed);
  CHECK(verdict(asked.life, RecertifyCommand{by}) == LifeVerdict::nothing_due);
  CHECK(verdict(fresh(), RecertifyCommand{end}) == LifeVerdict::nothing_due);
  CHECK(may_sit_again(asked.life, noon));
  CHECK(verdict(asked.life, PassTimeCommand{}, by - milliseconds{1}) == LifeVerdict::nothing_due);
  const ApprovalLife suspended = after(asked.life, PassTimeCommand{}, by);
  CHECK(suspended.state == ApprovalState::suspended);
  CHECK(suspended.reason == ReasonCode::rules_changed);
  CHECK(may_sit_again(suspended, by));
  CHECK(is_renewable(suspended, by));
  const ApprovalLife worse = after(suspended, SuspendCommand{ReasonCode::r1}, by);
  CHECK(worse.reason == ReasonCode::r1);
  CHECK_FALSE(may_sit_again(worse, by));
  CHECK(verdict(worse, SuspendCommand{ReasonCode::r2}, by) == LifeVerdict::state_refuses);
  const ApprovalLife freed = after(suspended, ReinstateCommand{ReasonCode::administrative}, by);
  CHECK_FALSE(freed.recertify_by);
  CHECK(verdict(freed, PassTimeCommand{}, by) == LifeVerdict::nothing_due);
  const ApprovalLife by_staff = after(asked.life, SuspendCommand{ReasonCode::r1});
  CHECK_FALSE(may_sit_again(by_staff, by));
  const ApprovalLife back = after(by_staff, ReinstateCommand{ReasonCode::administrative}, by);
  CHECK(after(back, PassTimeCommand{}, by).reason == ReasonCode::rules_changed);
}

TEST_CASE("who may sit again, and what a pass then is") {
  CHECK_FALSE(may_sit_again(fresh(), end - 60 * day - milliseconds{1}));
  CHECK(may_sit_again(fresh(), end - 60 * day));
  CHECK(is_renewable(fresh(), end - milliseconds{1}));
  CHECK_FALSE(is_renewable(fresh(), end));
  CHECK(may_sit_again(fresh(), end));
  CHECK_FALSE(may_sit_again(after(fresh(), SuspendCommand{ReasonCode::r1}), end - day));
  CHECK(renewed_until(end, 12) == add_months(noon, 24));
  CHECK(after(fresh(), SupersedeCommand{}).state == ApprovalState::superseded);
  CHECK(verdict(fresh(), SupersedeCommand{}, end) == LifeVerdict::state_refuses);
}

TEST_CASE("what has expired can still be revoked, and the request for it taken back; nothing else") {
  const ApprovalLife expired = after(fresh(), PassTimeCommand{}, end);
  CHECK(verdict(expired, SuspendCommand{ReasonCode::r1}, end) == LifeVerdict::state_refuses);
  CHECK(verdict(fresh(), SuspendCommand{ReasonCode::r1}, end) == LifeVerdict::state_refuses);
  const ApprovalLife requested = after(expired, RevokeCommand{ReasonCode::integrity, chen}, end);
  CHECK(after(requested, RevokeCommand{ReasonCode::integrity, li}, end).state == ApprovalState::revoked);
  const LifeDecision withdrawn = decide(requested, ReinstateCommand{ReasonCode::administrative}, end);
  CHECK(withdrawn.change == LifeChange::revocation_withdrawn);
  CHECK(withdrawn.life.state == ApprovalState::expired);
  CHECK(verdict(withdrawn.life, ReinstateCommand{ReasonCode::administrative}, end) == LifeVerdict::state_refuses);
}

TEST_CASE("a new credential changes nothing but the revision, and only while the approval is in force") {
  ApprovalLife suspended = after(fresh(), SuspendCommand{ReasonCode::r2});
  const ApprovalLife anew = after(suspended, ReissueCommand{});
  ++suspended.revision;
  CHECK(anew == suspended);
  CHECK(verdict(fresh(), ReissueCommand{}, end) == LifeVerdict::state_refuses);
  CHECK(verdict(after(fresh(), SupersedeCommand{}), ReissueCommand{}) == LifeVerdict::state_refuses);
}

TEST_CASE("reasons and changes go to their names and back") {
  for (const ReasonCode reason : all_reasons) CHECK(parse_reason(reason_name(reason)) == reason);
  CHECK_FALSE(parse_reason("r1"));
  CHECK_FALSE(parse_reason(""));
  CHECK_FALSE(staff_may_give(ReasonCode::rules_changed));
  for (int change = 0; change <= static_cast<int>(LifeChange::reissued); ++change) {
    CHECK(parse_change(change_name(static_cast<LifeChange>(change))) == static_cast<LifeChange>(change));
  }
}

}  // namespace
}  // namespace kiosk
