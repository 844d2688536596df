#include "sim/approvals/staff.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t staff_stream = 704;
constexpr std::uint64_t repeat_stream = 707;
constexpr seconds answer_patience{30};
constexpr int most_tries = 60;
/// A little longer than answers are kept.
constexpr int repeated_within_s = 26 * 3600;

std::string revision_and_state(const ApprovalDetail& detail) {
  return std::to_string(detail.record.revision) + " " + std::string{state_name(detail.record.state)};
}

bool is_worth_another_try(ErrorCode code) {
  return code == ErrorCode::store_full || code == ErrorCode::store_busy || code == ErrorCode::internal;
}

}  // namespace

Staff::Staff(EventQueue& time, Machine& machine, Checker& checker, Tally& tally, std::uint64_t seed)
    : time_(time),
      machine_(machine),
      checker_(checker),
      tally_(tally),
      chance_(seed, staff_stream),
      repeats_(seed, repeat_stream) {}

void Staff::begin() {
  time_.after(seconds{chance_.between(600, 30 * 3600)}, [this] {
    if (resting_) return;
    act();
    begin();
  });
}

void Staff::act() {
  std::vector<ApprovalRecord> approvals;
  machine_.read([&](const ReadTx& tx, const Context&) { approvals = tx.approvals().search({}); });
  if (approvals.empty()) return;
  const Uuid approval = approvals[static_cast<std::size_t>(chance_.below(approvals.size()))].id;
  const auto dice = chance_.below(100);
  if (dice < 45) return wish(ApprovalAct::suspend, approval, first_staff);
  if (dice < 80) return wish(ApprovalAct::reinstate, approval, second_staff);
  wish(ApprovalAct::revoke, approval, first_staff);
  if (chance_.percent(30)) return;
  time_.after(seconds{chance_.between(1, 7200)},
              [this, approval] { wish(ApprovalAct::revoke, approval, second_staff); });
}

void Staff::wish(ApprovalAct act, const Uuid& approval, const char* who) {
  const auto wish = std::make_shared<Wish>();
  wish->who = who;
  wish->command.approval = approval;
  wish->command.act = act;
  wish->command.idempotency_key = "wish " + std::to_string(++wishes_);
  wish->command.if_match = std::vector<std::string>{"*"};
  ask(wish);
}

/// Signing in comes first, in the same transaction: a person signs in again after twelve hours.
void Staff::ask(const WishPointer& wish) {
  if (wish->answered || ++wish->tries > most_tries) return;
  time_.after(answer_patience, [this, wish] { ask(wish); });
  const auto reply = std::make_shared<Reply>();
  machine_.submit(
      [this, wish, reply](Tx& tx, const Context& context, Instant now) -> Status {
        const auto staff = sign_in_staff(tx, context, wish->who, now);
        if (staff.has_error()) return staff.error();
        wish->command.token = staff->sign_in.token;
        const auto standing = checker_.standing_act(tx, wish->command, now);
        const auto answer = act_on_approval(tx, context, wish->command, revision_and_state, now);
        checker_.answered_act(wish->command, standing, answer);
        if (answer.has_error()) return answer.error();
        *reply = {answer->body, standing.has_value()};
        return {};
      },
      [this, wish, reply](const Status& status) { hear(wish, *reply, status); });
}

void Staff::hear(const WishPointer& wish, const Reply& reply, const Status& status) {
  checker_.throw_noted();
  if (wish->answered || (status.has_error() && is_worth_another_try(status.error().code))) return;
  wish->answered = true;
  if (status.has_error()) {
    ++tally_["acts refused"];
    return;
  }
  const std::size_t blank = reply.body.find(' ');
  checker_.heard_act(wish->command.approval, std::stoi(reply.body.substr(0, blank)), reply.body.substr(blank + 1));
  if (reply.stood_before) ++tally_[wish->repeated ? "acts answered twice" : "lost answers given again"];
  if (!wish->repeated && repeats_.percent(30)) ask_once_more(wish);
}

void Staff::ask_once_more(const WishPointer& wish) {
  wish->repeated = true;
  time_.after(answer_patience + seconds{repeats_.between(1, repeated_within_s)}, [this, wish] {
    if (resting_) return;
    wish->answered = false;
    wish->tries = 0;
    ask(wish);
  });
}

}  // namespace kiosk::sim
