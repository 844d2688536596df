#include "sim/approvals/machine.hpp"

#include <limits>

#include "service/operator_commands.hpp"
#include "service/signing_keys.hpp"
#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t machine_stream = 702;
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
constexpr int most_failed_starts = 100;
constexpr int starts_count_as_batches = 8;
/// Calls of the VFS until the power goes: in a running server, and in one that starts.
constexpr std::int64_t calls_while_running = 60;
constexpr std::int64_t calls_while_starting = 600;
constexpr sqlite::CheckpointPolicy early_checkpoints{8, 30, 60};
/// As the server's own.
constexpr milliseconds closing_delay{1500};

}  // namespace

Machine::Machine(std::uint64_t seed, EventQueue& time, Troubles& troubles, TrainedContent& content, Trace& trace)
    : time_(time),
      troubles_(troubles),
      content_(content),
      trace_(trace),
      chance_(seed, machine_stream),
      entropy_(seed, troubles),
      disk_(seed) {}

/// Approvals end within a world, and may be renewed from their first day on.
ContentSet Machine::edition(const TrainedContent& content, int number) {
  ContentSet set = content.edition(number);
  set.exams.front().policy.validity_months = 1;
  set.exams.front().policy.attempts = 50;
  return set;
}

void Machine::switch_on(Hooks hooks) {
  hooks_ = std::move(hooks);
  start();
}

void Machine::start() {
  disk_.set_tearing(troubles_.ordered(Trouble::torn_writes));
  order_power_cut(starts_count_as_batches, calls_while_starting);
  ++life_;
  batch_planned_ = false;
  answers_get_out_ = true;
  LifeOptions life;
  life.place = {"kiosk.db", disk_.vfs()};
  if (troubles_.happens(Trouble::early_checkpoints)) life.checkpoints = early_checkpoints;
  server_ = SimServer::open({hasher_, entropy_, codec_, credentials_}, life, log_);
  // The log may stem from a life that ended before its name was synced; the store syncs the directory too.
  if (server_ != nullptr && disk_.sync_directory() && make_ready()) {
    failed_starts_ = 0;
    hooks_.begun();
    return;
  }
  require(++failed_starts_ < most_failed_starts, "liveness: the server does not come up");
  trace_.add(time_.now(), "the start failed");
  die(chance_.percent(50));
}

bool Machine::make_ready() {
  try {
    sqlite::Statement finding = server_->database().prepare_once("PRAGMA integrity_check(1)");
    require(finding.next() && finding.text(0) == "ok", "A1: the recovered file is damaged");
    require(!server_->database().prepare_once("PRAGMA foreign_key_check").next(), "A1: a foreign key without its row");
    hooks_.look_through(server_->view());
    if (!server_->offer(edition(content_, edition_), time_.now()) || !prepare_store()) return false;
    status_lists_ = std::make_unique<onboarding::StatusLists>(onboarding::Programme{}, keys_);
    signed_bits_ = -1;
    sign_status_lists();
  } catch (const sqlite::Failure&) {
    return false;
  }
  trace_.add(time_.now(), "life " + std::to_string(life_));
  return true;
}

bool Machine::prepare_store() {
  bool done = false;
  server_->submit({[this](Tx& tx) -> Status {
                     note_published_keys(tx, keys_.published_names(), time_.now());
                     if (tx.people().staff_account(second_staff)) return {};
                     const auto added = add_staff(tx, server_->context(),
                                                  {second_staff, Role::hq, "no password is ever checked"}, time_.now());
                     if (added.has_error()) return added.error();
                     return {};
                   },
                   [&done](const Status& status) { done = status.has_value(); }});
  server_->run_batch(all);
  return done;
}

/// As the status keeper: asks the store whether a bit has been set since.
void Machine::sign_status_lists() {
  const ApprovalRows& rows = server_->view().approvals();
  const std::int64_t count = rows.set_status_count();
  if (count == signed_bits_) return;
  status_lists_->bring_up_to(rows.set_status_entries(), rows.last_status_list() + 1, time_.now());
  signed_bits_ = count;
}

void Machine::order_power_cut(int occasions, std::int64_t reach) {
  bool ordered = false;
  for (int i = 0; i < occasions; ++i) ordered = troubles_.ordered(Trouble::power_cut) || ordered;
  if (ordered) disk_.cut_power_after(chance_.between(1, reach));
}

void Machine::trouble_the_disk() {
  order_power_cut(1, calls_while_running);
  if (troubles_.ordered(Trouble::short_write)) disk_.cut_write_short_after(chance_.between(1, 20));
  if (troubles_.ordered(Trouble::failed_sync)) disk_.fail_sync_after(chance_.between(1, 3));
  if (troubles_.ordered(Trouble::io_error)) {
    if (chance_.percent(70)) {
      disk_.fail_write_after(chance_.between(1, 20));
    } else {
      disk_.fail_read_after(chance_.between(1, 10));
    }
  }
  if (troubles_.ordered(Trouble::full_disk)) {
    disk_.set_full(true);
    time_.after(seconds{chance_.between(20, 600)}, [this] { disk_.set_full(false); });
  }
}

/// The answer leaves the process unless that dies between the commit and it; it arrives a moment later.
template <class Answer>
std::function<void(const Answer&)> Machine::unless_dead(std::function<void(const Answer&)> heard) {
  return [this, heard = std::move(heard)](const Answer& answer) {
    if (!answers_get_out_ || disk_.is_dead()) return;
    time_.after(milliseconds{1}, [heard, answer] { heard(answer); });
  };
}

void Machine::submit(Work work, Heard heard) {
  if (!serves()) return;
  server_->submit({[work = std::move(work), &context = server_->context(), now = time_.now()](Tx& tx) {
                     return work(tx, context, now);
                   },
                   unless_dead<Status>(std::move(heard))});
  plan_batch();
}

void Machine::receive(const Request& request, const OnAnswer& heard) {
  if (!serves()) return;
  server_->receive(request, time_.now(), unless_dead<Answered>(heard));
  plan_batch();
}

bool Machine::read(const std::function<void(const ReadTx&, const Context&)>& look) {
  if (!serves()) return false;
  try {
    look(server_->view(), server_->context());
    return true;
  } catch (const sqlite::Failure&) {
    end_if_dead();
    return false;
  }
}

void Machine::close_overdue() {
  if (!serves()) return;
  server_->close_overdue(time_.now() - closing_delay);
  plan_batch();
}

void Machine::publish_next_edition() {
  if (!serves()) return;
  ++edition_;
  trace_.add(time_.now(), "edition " + std::to_string(edition_));
  server_->publish(edition(content_, edition_), time_.now(), [](const Status&) {});
  plan_batch();
}

void Machine::plan_batch() {
  end_if_dead();
  if (!serves() || batch_planned_ || server_->waiting() == 0) return;
  batch_planned_ = true;
  time_.after(milliseconds{chance_.between(1, 30)}, [this, life = life_] {
    if (life == life_ && serves()) run_batch();
  });
}

void Machine::run_batch() {
  batch_planned_ = false;
  trouble_the_disk();
  const bool killed = troubles_.happens(Trouble::killed);
  answers_get_out_ = !killed;
  const std::size_t most =
      troubles_.happens(Trouble::split_batch) ? 1 + static_cast<std::size_t>(chance_.below(2)) : all;
  server_->run_batch(most);
  if (killed) return die(chance_.percent(50));
  if (troubles_.happens(Trouble::stopped)) {
    server_->stop();
    trace_.add(time_.now(), "stopped");
    return die(chance_.percent(50));
  }
  if (server_->waiting() == 0 && !server_->failed()) server_->idle();
  plan_batch();
  if (!serves()) return;
  time_.after(seconds{1}, [this, life = life_] {
    if (life != life_ || !serves()) return;
    if (read([this](const ReadTx&, const Context&) { sign_status_lists(); })) hooks_.committed();
  });
}

/// The power went at some call, or the process was killed there, or it ends itself after an I/O error.
void Machine::end_if_dead() {
  if (!serves()) return;
  if (disk_.is_dead()) return die(chance_.percent(75));
  if (server_->failed()) die(chance_.percent(50));
}

void Machine::die(bool power_goes) {
  disk_.kill_process();
  server_.reset();
  if (power_goes) {
    disk_.power_on();
  } else {
    disk_.next_process();
  }
  trace_.add(time_.now(), power_goes ? "the power goes" : "the process ends");
  time_.after(milliseconds{chance_.between(100, 60'000)}, [this] { start(); });
}

void Machine::count_disk_troubles() {
  const test::DiskCounts counts = disk_.counts();
  troubles_.set_count(Trouble::power_cut, counts.cuts_in_calls);
  troubles_.set_count(Trouble::torn_writes, counts.torn);
  troubles_.set_count(Trouble::short_write, counts.short_writes);
  troubles_.set_count(Trouble::full_disk, counts.writes_without_room);
  troubles_.set_count(Trouble::io_error, counts.failed_writes + counts.failed_reads);
  troubles_.set_count(Trouble::failed_sync, counts.failed_syncs);
}

}  // namespace kiosk::sim
