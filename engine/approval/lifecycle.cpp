#include "approval/lifecycle.hpp"

#include <algorithm>

namespace kiosk {

namespace {

constexpr std::array all_changes{LifeChange::suspended,
                                 LifeChange::reinstated,
                                 LifeChange::revocation_requested,
                                 LifeChange::revocation_withdrawn,
                                 LifeChange::revoked,
                                 LifeChange::recertification_asked,
                                 LifeChange::expiring,
                                 LifeChange::expired,
                                 LifeChange::superseded,
                                 LifeChange::reissued};

constexpr std::chrono::days first_notice{notice_days.front()};

bool in_force(ApprovalState state) { return state == ApprovalState::active || state == ApprovalState::suspended; }

/// The notice that has come due; 0: none that was not given. The latest alone when several were missed.
int due_notice(const ApprovalLife& life, Instant now) {
  int due = 0;
  for (const int days : notice_days) {
    if (now >= life.valid_until - std::chrono::days{days}) due = days;
  }
  return life.noticed_days == 0 || due < life.noticed_days ? due : 0;
}

LifeDecision refused(const ApprovalLife& life, LifeVerdict verdict) { return {verdict, life, {}, {}}; }

/// `after` needs no revision of its own yet.
LifeDecision changed(ApprovalLife after, LifeChange change, std::optional<ReasonCode> reason = {}) {
  ++after.revision;
  return {LifeVerdict::accepted, std::move(after), change, reason};
}

LifeDecision ended(ApprovalLife life, ApprovalState state, LifeChange change, std::optional<ReasonCode> reason = {}) {
  life.state = state;
  life.reason = reason;
  life.revocation.reset();
  return changed(std::move(life), change, reason);
}

class Decide {
 public:
  Decide(const ApprovalLife& life, Instant now) : life_(life), state_(state_at(life, now)), now_(now) {}

  LifeDecision operator()(const SuspendCommand& command) const {
    // A rule change suspends until the exam is passed again; what staff hold against the holder stays.
    const bool by_rules = state_ == ApprovalState::suspended && life_.reason == ReasonCode::rules_changed;
    if (state_ != ApprovalState::active && !by_rules) return refused(life_, LifeVerdict::state_refuses);
    return suspended(command.reason);
  }

  LifeDecision operator()(const ReinstateCommand& command) const {
    ApprovalLife after = life_;
    if (life_.revocation) {
      after.revocation.reset();
      return changed(std::move(after), LifeChange::revocation_withdrawn, command.reason);
    }
    if (state_ != ApprovalState::suspended) return refused(life_, LifeVerdict::state_refuses);
    after.state = ApprovalState::active;
    after.reason.reset();
    // Who is reinstated after the date of a rule change need not sit the exam again; else time would suspend him at
    // once.
    if (life_.reason == ReasonCode::rules_changed) after.recertify_by.reset();
    return changed(std::move(after), LifeChange::reinstated, command.reason);
  }

  LifeDecision operator()(const RevokeCommand& command) const {
    if (is_final(state_)) return refused(life_, LifeVerdict::state_refuses);
    if (!life_.revocation) {
      ApprovalLife after = life_;
      after.revocation = RevocationRequest{command.by, command.reason, now_};
      return changed(std::move(after), LifeChange::revocation_requested, command.reason);
    }
    if (life_.revocation->by == command.by) return refused(life_, LifeVerdict::same_person);
    if (life_.revocation->reason != command.reason) return refused(life_, LifeVerdict::other_reason);
    return ended(life_, ApprovalState::revoked, LifeChange::revoked, command.reason);
  }

  LifeDecision operator()(const RecertifyCommand& command) const {
    if (!in_force(state_)) return refused(life_, LifeVerdict::state_refuses);
    const bool too_late = command.by >= life_.valid_until;  // it ends before
    if (too_late || life_.recertify_by == command.by) return refused(life_, LifeVerdict::nothing_due);
    ApprovalLife after = life_;
    after.recertify_by = command.by;
    return changed(std::move(after), LifeChange::recertification_asked, ReasonCode::rules_changed);
  }

  LifeDecision operator()(const SupersedeCommand&) const {
    if (!is_renewable(life_, now_)) return refused(life_, LifeVerdict::state_refuses);
    return ended(life_, ApprovalState::superseded, LifeChange::superseded);
  }

  LifeDecision operator()(const ReissueCommand&) const {
    if (!in_force(state_)) return refused(life_, LifeVerdict::state_refuses);
    return changed(life_, LifeChange::reissued);
  }

  LifeDecision operator()(const PassTimeCommand&) const {
    if (state_ != life_.state) {  // a request for revocation stays: it is about what was, too
      ApprovalLife after = life_;
      after.state = ApprovalState::expired;
      if (after.reason == ReasonCode::rules_changed) after.reason.reset();
      return changed(std::move(after), LifeChange::expired);
    }
    if (state_ != ApprovalState::active) return refused(life_, LifeVerdict::nothing_due);
    if (life_.recertify_by && now_ >= *life_.recertify_by) return suspended(ReasonCode::rules_changed);
    if (const int days = due_notice(life_, now_); days != 0) {
      ApprovalLife after = life_;
      after.noticed_days = days;
      return changed(std::move(after), LifeChange::expiring);
    }
    return refused(life_, LifeVerdict::nothing_due);
  }

 private:
  LifeDecision suspended(ReasonCode reason) const {
    ApprovalLife after = life_;
    after.state = ApprovalState::suspended;
    after.reason = reason;
    return changed(std::move(after), LifeChange::suspended, reason);
  }

  const ApprovalLife& life_;
  ApprovalState state_;
  Instant now_;
};

}  // namespace

std::string_view reason_name(ReasonCode reason) {
  switch (reason) {
    case ReasonCode::r1: return "R1";
    case ReasonCode::r2: return "R2";
    case ReasonCode::r3: return "R3";
    case ReasonCode::integrity: return "integrity";
    case ReasonCode::administrative: return "administrative";
    case ReasonCode::rules_changed: return "rules-changed";
  }
  return {};
}

std::optional<ReasonCode> parse_reason(std::string_view name) {
  for (const ReasonCode reason : all_reasons) {
    if (reason_name(reason) == name) return reason;
  }
  return std::nullopt;
}

bool staff_may_give(ReasonCode reason) { return reason != ReasonCode::rules_changed; }

std::string_view change_name(LifeChange change) {
  switch (change) {
    case LifeChange::suspended: return "suspended";
    case LifeChange::reinstated: return "reinstated";
    case LifeChange::revocation_requested: return "revocation-requested";
    case LifeChange::revocation_withdrawn: return "revocation-withdrawn";
    case LifeChange::revoked: return "revoked";
    case LifeChange::recertification_asked: return "recertification-asked";
    case LifeChange::expiring: return "expiring";
    case LifeChange::expired: return "expired";
    case LifeChange::superseded: return "superseded";
    case LifeChange::reissued: return "reissued";
  }
  return {};
}

std::optional<LifeChange> parse_change(std::string_view name) {
  for (const LifeChange change : all_changes) {
    if (change_name(change) == name) return change;
  }
  return std::nullopt;
}

ApprovalLife new_life(Instant valid_from, Instant valid_until) {
  ApprovalLife life;
  life.valid_until = valid_until;
  life.noticed_days = due_notice(life, valid_from);
  return life;
}

LifeDecision decide(const ApprovalLife& life, const LifeCommand& command, Instant now) {
  return std::visit(Decide{life, now}, command);
}

bool is_final(ApprovalState state) { return state == ApprovalState::revoked || state == ApprovalState::superseded; }

ApprovalState state_at(const ApprovalLife& life, Instant now) {
  return in_force(life.state) && now >= life.valid_until ? ApprovalState::expired : life.state;
}

std::optional<Instant> next_due(const ApprovalLife& life) {
  if (!in_force(life.state)) return std::nullopt;
  Instant due = life.valid_until;
  if (life.state == ApprovalState::suspended) return due;
  if (life.recertify_by) due = std::min(due, *life.recertify_by);
  for (const int days : notice_days) {
    const bool given = life.noticed_days != 0 && life.noticed_days <= days;
    if (!given) due = std::min(due, life.valid_until - std::chrono::days{days});
  }
  return due;
}

bool may_sit_again(const ApprovalLife& life, Instant now) {
  const ApprovalState state = state_at(life, now);
  if (!in_force(state)) return true;
  if (life.recertify_by) return state == ApprovalState::active || life.reason == ReasonCode::rules_changed;
  return state == ApprovalState::active && now >= life.valid_until - first_notice;
}

bool is_renewable(const ApprovalLife& life, Instant now) { return in_force(state_at(life, now)); }

std::optional<ReasonCode> held_against(const ApprovalLife& life) {
  return life.reason == ReasonCode::rules_changed ? std::nullopt : life.reason;
}

Instant renewed_until(Instant old_valid_until, int validity_months) {
  return add_months(old_valid_until, validity_months);
}

}  // namespace kiosk
