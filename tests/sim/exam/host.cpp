#include "sim/exam/host.hpp"

#include <algorithm>

namespace kiosk::sim {

namespace {

constexpr std::uint64_t host_stream = 501;
/// As the server's own: attempts are closed a little after their end.
constexpr milliseconds closing_delay{1500};
constexpr seconds tick_time{2};
constexpr int time_kept_every_ticks = 5;
constexpr int most_failed_starts = 100;
constexpr std::size_t usual_batch = 256;
constexpr sqlite::CheckpointPolicy early_checkpoints{8, 30, 60};
/// Calls of the VFS until the power goes: in a running server, and in one that starts.
constexpr std::int64_t calls_while_running = 120;
constexpr std::int64_t calls_while_starting = 600;
constexpr int starts_count_as_ticks = 12;

}  // namespace

Host::Host(std::uint64_t seed, EventQueue& time, Faults& faults, TrainedContent& content, Oracle& oracle, Trace& trace)
    : time_(time),
      faults_(faults),
      content_(content),
      oracle_(oracle),
      trace_(trace),
      chance_(seed, host_stream),
      entropy_(seed, faults),
      keys_(faults),
      disk_(seed),
      clock_(time, faults),
      store_check_(oracle.heard(), content, codec_, hasher_) {}

void Host::switch_on() {
  start();
  tick();
}

void Host::start() {
  clock_.maybe_set_while_down();
  disk_.set_tearing(faults_.ordered(FaultKind::torn_writes));
  order_power_cut(starts_count_as_ticks, calls_while_starting);
  ++life_;
  batch_planned_ = false;
  answers_get_out_ = true;
  answers_take_ = milliseconds{0};
  if (start_process() && make_ready()) {
    failed_starts_ = 0;
    return;
  }
  require(++failed_starts_ < most_failed_starts, "liveness: the server does not come up");
  trace_.add(time_.now(), "the start failed");
  die(chance_.percent(50));
}

bool Host::start_process() {
  LifeOptions life;
  life.place = {"kiosk.db", disk_.vfs()};
  if (faults_.happens(FaultKind::tiny_inbox)) life.inbox_limit = 1;
  if (faults_.happens(FaultKind::early_checkpoints)) life.checkpoints = early_checkpoints;
  most_a_batch_ =
      faults_.happens(FaultKind::tiny_batches) ? 1 + static_cast<std::size_t>(chance_.below(2)) : usual_batch;
  const ServerParts parts{hasher_, entropy_, codec_, credentials_};
  server_ = SimServer::open(parts, life, log_);
  // The log may stem from a life that ended before its name was synced; the store syncs the directory too.
  return server_ != nullptr && disk_.sync_directory();
}

/// False when the disk or the memory failed on the way.
bool Host::make_ready() {
  try {
    look_through_store();
    clock_.start(kept_server_time(server_->view()));
  } catch (const sqlite::Failure&) {
    return false;
  }
  if (!server_->offer(content_.edition(edition_), server_now())) return false;
  published_edition_ = edition_;
  return true;
}

void Host::look_through_store() {
  sqlite::Statement finding = server_->database().prepare_once("PRAGMA integrity_check(1)");
  require(finding.next() && finding.text(0) == "ok", "S12: the recovered file is damaged");
  require(!server_->database().prepare_once("PRAGMA foreign_key_check").next(), "S12: a foreign key without its row");
  const Digest head = store_check_.look_through(server_->view(), edition_, oracle_.totals());
  trace_.add(time_.now(), "life " + std::to_string(life_) + ", audit " + head.hex());
}

void Host::tick() {
  time_.after(tick_time, [this] { tick(); });
  if (server_ == nullptr) return;
  clock_.maybe_set();
  oracle_.time_is(server_now());
  server_->close_overdue(server_now() - closing_delay);
  if (ticks_++ % time_kept_every_ticks == 0 || clock_.step() != kept_step_) keep_time();
  trouble_with_the_disk();
  plan_batch();
  trouble_with_the_process();
}

void Host::keep_time() {
  kept_step_ = clock_.step();
  server_->keep_time({server_now(), kept_step_}, [this] { clock_.kept(); });
}

void Host::order_power_cut(int occasions, std::int64_t reach) {
  bool ordered = false;
  for (int i = 0; i < occasions; ++i) ordered = faults_.ordered(FaultKind::power_cut) || ordered;
  if (ordered) disk_.cut_power_after(chance_.between(1, reach));
}

void Host::trouble_with_the_disk() {
  order_power_cut(1, calls_while_running);
  if (faults_.ordered(FaultKind::short_write)) disk_.cut_write_short_after(chance_.between(1, 40));
  if (faults_.ordered(FaultKind::failed_sync)) disk_.fail_sync_after(chance_.between(1, 5));
  if (faults_.ordered(FaultKind::io_error)) {
    if (chance_.percent(70)) {
      disk_.fail_write_after(chance_.between(1, 40));
    } else {
      disk_.fail_read_after(chance_.between(1, 10));
    }
  }
  if (faults_.ordered(FaultKind::full_disk)) {
    disk_.set_full(true);
    const int ticks = static_cast<int>(chance_.between(1, 10));
    time_.after(ticks * tick_time, [this] { disk_.set_full(false); });
  }
}

void Host::trouble_with_the_process() {
  if (server_ != nullptr && faults_.happens(FaultKind::bank_reload)) reload(false);
  if (server_ != nullptr && published_edition_ == edition_ && faults_.happens(FaultKind::refused_reload)) reload(true);
  if (server_ != nullptr && faults_.happens(FaultKind::killed)) kill();
  if (server_ != nullptr && faults_.happens(FaultKind::stopped)) stop();
}

void Host::reload(bool refused) {
  if (!refused) ++edition_;
  const ContentSet content = refused ? content_.refused_after(edition_) : content_.edition(edition_);
  trace_.add(time_.now(), refused ? "a wrong content set is loaded" : "edition " + std::to_string(edition_));
  server_->publish(content, server_now(), [this, refused, edition = edition_](const Status& status) {
    require(!refused || status.has_error(), "S10: a changed bank was published under its old version");
    if (!refused && status.has_value()) published_edition_ = std::max(published_edition_, edition);
  });
  plan_batch();
}

void Host::receive(const Request& request, const SendAnswer& send) {
  const Instant stamped = server_now();
  // On its way to the writer the closing of attempts may overtake a request.
  if (chance_.percent(20)) {
    server_->close_overdue(stamped + milliseconds{chance_.between(0, 1400)} - closing_delay);
  }
  const Arrival arrival = oracle_.request_read(request, stamped);
  server_->receive(request, stamped, [this, request, arrival, send](const Answered& answer) {
    // Committed, but the process dies before it can say so; or read from a disk that is gone.
    if (!answers_get_out_ || disk_.is_dead()) return;
    count_disk_faults();
    oracle_.server_answered(request, arrival, answer);
    trace_.add(time_.now(), "answer: " + text_of(answer));
    send(answer, answers_take_);
  });
  plan_batch();
}

void Host::plan_batch() {
  end_if_dead();
  if (server_ == nullptr || batch_planned_ || server_->waiting() == 0) return;
  batch_planned_ = true;
  const Instant begins = std::max(busy_until_, time_.now() + milliseconds{chance_.between(1, 30)});
  time_.after(begins - time_.now(), [this, life = life_] {
    if (life == life_ && server_ != nullptr) run_batch();
  });
}

std::size_t Host::batch_size() {
  if (!faults_.happens(FaultKind::split_batch)) return most_a_batch_;
  return 1 + static_cast<std::size_t>(chance_.below(most_a_batch_));
}

void Host::run_batch() {
  batch_planned_ = false;
  answers_take_ = milliseconds{chance_.between(1, 30)};
  if (faults_.happens(FaultKind::slow_sync)) answers_take_ += milliseconds{chance_.between(1000, 8000)};
  busy_until_ = time_.now() + answers_take_;
  const std::int64_t faults_before = writing_faults();
  server_->run_batch(batch_size());
  if (server_->waiting() == 0) server_->idle();
  require(writing_faults() == faults_before || server_->failed() || disk_.is_dead(),
          "the writer went on after an I/O error");
  answers_take_ = milliseconds{0};
  plan_batch();
}

std::int64_t Host::writing_faults() const {
  const test::DiskCounts counts = disk_.counts();
  return counts.failed_writes + counts.failed_syncs;
}

/// The power went at some call, or the process was killed there, or it ends itself after an I/O error.
void Host::end_if_dead() {
  if (server_ == nullptr) return;
  if (disk_.is_dead()) return die(chance_.percent(75));
  if (server_->failed()) die(chance_.percent(50));
}

void Host::die(bool power_goes) {
  disk_.kill_process();
  server_.reset();
  if (power_goes) {
    disk_.power_on();
  } else {
    disk_.next_process();
  }
  trace_.add(time_.now(), power_goes ? "the power goes" : "the process ends");
  time_.after(milliseconds{chance_.between(100, 8000)}, [this] { start(); });
}

/// Between a commit and its answers.
void Host::kill() {
  answers_get_out_ = false;
  server_->run_batch(batch_size());
  die(chance_.percent(50));
}

void Host::stop() {
  server_->stop();
  server_.reset();
  trace_.add(time_.now(), "stopped");
  die(chance_.percent(50));
}

void Host::calm() {
  disk_.forget_orders();
  clock_.set_right();
}

void Host::check_at_rest() {
  require(server_ != nullptr, "liveness: no server runs");
  require(server_->waiting() == 0, "liveness: the writer's inbox is not empty");
  store_check_.nothing_overdue(server_->view(), server_now());
  const Digest head = store_check_.look_through(server_->view(), edition_, oracle_.totals());
  require(static_cast<std::int64_t>(oracle_.heard().events.size()) == server_->view().outbox().head(),
          "liveness: an event has not been delivered");
  trace_.add(time_.now(), "at rest, audit " + head.hex());
}

void Host::check_every_form() { store_check_.look_at_every_form(server_->view()); }

void Host::count_disk_faults() {
  const test::DiskCounts counts = disk_.counts();
  faults_.set_count(FaultKind::power_cut, counts.cuts_in_calls);
  faults_.set_count(FaultKind::torn_writes, counts.torn);
  faults_.set_count(FaultKind::short_write, counts.short_writes);
  faults_.set_count(FaultKind::full_disk, counts.writes_without_room);
  faults_.set_count(FaultKind::io_error, counts.failed_writes + counts.failed_reads);
  faults_.set_count(FaultKind::failed_sync, counts.failed_syncs);
}

}  // namespace kiosk::sim
