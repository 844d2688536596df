#include "service/sit_attempt.hpp"

#include "base/ensure.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"

namespace kiosk {

namespace {

constexpr seconds extension_limit{8 * 3600};
constexpr std::size_t reason_limit = 200;

/// Decides and stores what changed. A refusal changes nothing here: what time has ended, `close_overdue` ends.
Result<Attempt> carry_out(Tx& tx, const Context& context, const Attempt& attempt, const AttemptCommand& command,
                          const std::string& who, Instant now, const std::string& reason = {}) {
  const AttemptDecision decision = decide(attempt, command, now);
  if (decision.verdict != Verdict::accepted) return refusal(decision);
  store_change(tx, context, attempt, decision.attempt, who, now, reason);
  return decision.attempt;
}

Result<AttemptView> step_of_applicant(Tx& tx, const Context& context, const std::string& token, const Uuid& id,
                                      const AttemptCommand& command, Instant now) {
  const Result<Applicant> applicant = require_applicant(tx, context, token, now);
  if (applicant.has_error()) return applicant.error();
  const std::optional<Attempt> attempt = tx.attempts().find(id, applicant->row);
  if (!attempt) return failure(ErrorCode::attempt_unknown);
  const Result<Attempt> changed = carry_out(tx, context, *attempt, command, actor(*applicant), now);
  if (changed.has_error()) return changed.error();
  return progress_view(*changed, now);
}

std::vector<FieldProblem> extension_problems(const ExtendAttemptCommand& command) {
  std::vector<FieldProblem> problems;
  if (command.extra < seconds{1} || command.extra > extension_limit) {
    problems.push_back({"/seconds", "out-of-range", "1 to 28800"});
  }
  if (command.reason.empty() || command.reason.size() > reason_limit) {
    problems.push_back({"/reason", "length", "1 to 200 bytes"});
  }
  return problems;
}

}  // namespace

Error refusal(const AttemptDecision& decision) {
  const Attempt& attempt = decision.attempt;
  switch (decision.verdict) {
    case Verdict::accepted: break;
    case Verdict::not_started: return failure(ErrorCode::attempt_not_started);
    case Verdict::lapsed: return failure(ErrorCode::attempt_lapsed);
    case Verdict::closed:
      return failure(ErrorCode::attempt_closed, {}, {{"state", std::string{state_name(attempt.state)}}});
    case Verdict::stale_epoch:
      return failure(
          ErrorCode::stale_epoch, {},
          {{"epoch", std::int64_t{attempt.epoch}}, {"next_revision", std::int64_t{attempt.last_revision} + 1}});
  }
  ENSURE(false, "a refusal asked for of an accepted command");
}

Result<AttemptView> start_attempt(Tx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                                  Instant now) {
  return step_of_applicant(tx, context, token, attempt, StartCommand{}, now);
}

Result<AttemptView> take_over_attempt(Tx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                                      Instant now) {
  return step_of_applicant(tx, context, token, attempt, TakeOverCommand{}, now);
}

Result<AttemptView> extend_attempt(Tx& tx, const Context& context, const ExtendAttemptCommand& command, Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, command.token, Act::extend_attempt, now);
  if (staff.has_error()) return staff.error();
  if (std::vector<FieldProblem> problems = extension_problems(command); !problems.empty()) {
    return Error{ErrorCode::fields_invalid, {}, {}, std::move(problems)};
  }
  const std::optional<Attempt> attempt = tx.attempts().find(command.attempt);
  if (!attempt) return failure(ErrorCode::attempt_unknown);
  const Result<Attempt> changed =
      carry_out(tx, context, *attempt, ExtendCommand{command.extra}, actor(*staff), now, command.reason);
  if (changed.has_error()) return changed.error();
  tx.attempts().add_extension(attempt->row, {command.extra, command.reason, staff->row, now});
  return progress_view(*changed, now);
}

}  // namespace kiosk
