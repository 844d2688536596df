#include "sim/power_cut/life.hpp"

#include <algorithm>

namespace kiosk::sim {

namespace {

const Instant noon = from_unix_ms(1'795'176'000'000);

// Small, so that every few batches a checkpoint of each kind is due.
constexpr sqlite::CheckpointPolicy small_checkpoints{12, 40, 90};

Digest digest_of(std::size_t number, std::uint8_t kind) {
  Digest digest;
  digest.bytes[0] = kind;
  for (std::size_t i = 0; i < 8; ++i) digest.bytes[1 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  return digest;
}

Uuid id_of(std::size_t number, std::uint8_t kind) {
  Uuid::Bytes bytes{};
  bytes[0] = kind;
  for (std::size_t i = 0; i < 8; ++i) bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return Uuid::random(bytes);
}

SentAttempt new_attempt(std::size_t number, Chance& chance) {
  SentAttempt sent;
  sent.applicant.applicant = {{}, id_of(number, 1), id_of(number, 2), "CN-GD", "en", noon};
  sent.applicant.identity = {"Name", "contact", ""};
  sent.applicant.contact_hash = digest_of(number, 1);
  sent.applicant.code_hash = digest_of(number, 2);
  Attempt& attempt = sent.attempt.attempt;
  attempt.id = id_of(number, 3);
  attempt.exam = "kiosk-partner";
  attempt.exam_version = "2026.1";
  attempt.state = AttemptState::open;
  attempt.timing = {seconds{2400}, seconds{15}, seconds{3600}, seconds{86400}};
  attempt.prepared_at = noon;
  attempt.started_at = noon;
  attempt.epoch = 1;
  sent.attempt.form.language = "en";
  const std::int64_t items = chance.between(1, 40);
  for (std::int64_t i = 0; i < items; ++i) {
    sent.attempt.form.items.push_back({"q" + std::to_string(i), "products", "phones", "phones", "item", {}});
  }
  return sent;
}

Status store_attempt(Tx& tx, const SentAttempt& sent) {
  NewAttempt fresh = sent.attempt;
  fresh.attempt.applicant = tx.people().add_applicant(sent.applicant);
  tx.attempts().add(fresh);
  const std::int64_t sequence = tx.outbox().next_sequence();
  tx.outbox().add({sequence, "evt_" + std::to_string(sequence), "type", "subject", "{}", noon});
  tx.audit().add({sequence, noon, "server", "attempt-started", "attempt", "", {}, {}});
  return {};
}

Status store_responses(Tx& tx, const Uuid& id, const std::vector<Response>& responses, bool refuse) {
  const std::optional<Attempt> attempt = tx.attempts().find(id);
  if (!attempt) return failure(ErrorCode::attempt_unknown);
  Attempt after = *attempt;
  for (const Response& response : responses) {
    tx.attempts().store_response(attempt->row, response);
    after.last_revision = response.revision;
  }
  tx.attempts().update(*attempt, after);
  if (refuse) return failure(ErrorCode::attempt_closed);
  return {};
}

std::string first_finding(sqlite::Database& database, const char* pragma) {
  sqlite::Statement row = database.prepare_once(pragma);
  return row.next() ? row.text(0) : "";
}

}  // namespace

Life::Life(std::uint64_t seed, sqlite::Synchronous synchronous, PowerCutTally& tally)
    : seed_(seed), synchronous_(synchronous), tally_(tally), chance_(seed), disk_(seed + 1) {}

void Life::fault(const std::string& what) { tally_.faults.push_back("seed " + std::to_string(seed_) + ": " + what); }

void Life::order_trouble() {
  constexpr Trouble kinds[] = {Trouble::power_alone, Trouble::power_alone,  Trouble::power_alone, Trouble::power_alone,
                               Trouble::failed_sync, Trouble::failed_write, Trouble::failed_read, Trouble::short_write,
                               Trouble::full_disk,   Trouble::full_disk};
  trouble_ = kinds[chance_.below(std::size(kinds))];
  batches_until_full_ = 0;
  batches_until_room_ = 0;
  was_full_ = false;
  // Near ones hit the opening of the store, far ones the checkpoints.
  const std::int64_t reach = chance_.percent(20) ? 150 : 2000;
  disk_.cut_power_after(chance_.between(1, reach));
  if (trouble_ == Trouble::failed_sync) disk_.fail_sync_after(chance_.between(1, 60));
  if (trouble_ == Trouble::failed_write) disk_.fail_write_after(chance_.between(1, 400));
  if (trouble_ == Trouble::failed_read) disk_.fail_read_after(chance_.between(1, 60));
  if (trouble_ == Trouble::short_write) disk_.cut_write_short_after(chance_.between(1, 400));
  if (trouble_ == Trouble::full_disk) batches_until_full_ = static_cast<int>(chance_.between(1, 25));
}

void Life::run_to_next_cut() {
  bool writer_failed = false;
  do {
    order_trouble();
    const std::unique_ptr<sqlite::Writer> writer = open();
    if (writer == nullptr) break;
    check(*writer);
    work(*writer);
    writer_failed = writer->failed();
  } while (goes_on_with_the_power_on(writer_failed));
  cut_and_power_on();
}

/// After an I/O error the process ends; the next one may find a machine that ran on.
bool Life::goes_on_with_the_power_on(bool writer_failed) {
  if (!writer_failed || disk_.is_dead() || chance_.percent(50)) return false;
  disk_.next_process();
  ++tally_.restarts;
  return true;
}

void Life::finish() {
  trouble_ = Trouble::power_alone;
  const std::unique_ptr<sqlite::Writer> writer = open();
  if (writer == nullptr) return fault("the last recovery failed");
  check(*writer);
  tally_.disk += disk_.counts();
}

bool Life::io_error_ordered() const {
  return trouble_ == Trouble::failed_sync || trouble_ == Trouble::failed_write || trouble_ == Trouble::failed_read;
}

std::unique_ptr<sqlite::Writer> Life::open() {
  sqlite::WriterOptions options;
  options.place = {"kiosk.db", disk_.vfs()};
  options.checkpoints = small_checkpoints;
  options.synchronous = synchronous_;
  Result<std::unique_ptr<sqlite::Writer>> writer = sqlite::Writer::open(options, log_);
  // The log may stem from a life that ended before its name was synced; the store syncs the directory too.
  if (writer.has_value() && disk_.sync_directory()) return std::move(*writer);
  ++tally_.cuts_in_opening;
  if (writer.has_error()) judge_failed_opening(writer.error());
  return nullptr;
}

void Life::judge_failed_opening(const Error& error) {
  const bool full = trouble_ == Trouble::short_write && error.code == ErrorCode::store_full;
  if (!disk_.is_dead() && !io_error_ordered() && !full) fault("opening: " + error.detail);
}

void Life::check(sqlite::Writer& writer) {
  try {
    const std::string finding = first_finding(writer.database(), "PRAGMA integrity_check");
    if (finding != "ok") fault("integrity: " + finding);
    if (!first_finding(writer.database(), "PRAGMA foreign_key_check").empty()) fault("a foreign key without its row");
    const Comparison comparison = compare(model_, writer.view());
    tally_.lost += comparison.lost;
    if (comparison.lost > 0) ++tally_.cuts_with_loss;
    for (const std::string& what : comparison.faults) fault(what);
  } catch (const std::exception& failure) {
    if (!disk_.is_dead() && !io_error_ordered()) fault(failure.what());
  }
}

void Life::work(sqlite::Writer& writer) {
  while (!writer.failed() && !disk_.is_dead()) {
    let_disk_be_full();
    run_batch(writer);
    const std::int64_t pages = writer.database().wal_pages();
    if (chance_.percent(30)) writer.idle();
    if (chance_.percent(1)) writer.stop();
    if (writer.database().wal_pages() < pages) ++tally_.checkpoints;
  }
}

void Life::let_disk_be_full() {
  if (batches_until_full_ > 0 && --batches_until_full_ == 0) {
    disk_.set_full(true);
    was_full_ = true;
    batches_until_room_ = static_cast<int>(chance_.between(1, 6));
  } else if (batches_until_room_ > 0 && --batches_until_room_ == 0) {
    disk_.set_full(false);
  }
}

void Life::run_batch(sqlite::Writer& writer) {
  std::vector<sqlite::Job> jobs;
  const std::int64_t count = chance_.percent(20) ? chance_.between(1, 40) : chance_.between(1, 6);
  for (std::int64_t i = 0; i < count; ++i) {
    const bool fresh = model_.attempts.empty() || (model_.attempts.size() < 40 && chance_.percent(10));
    jobs.push_back(fresh ? add_attempt() : save_responses());
  }
  writer.run_batch(jobs);
}

sqlite::Job Life::add_attempt() {
  const std::size_t number = model_.attempts.size();
  model_.attempts.push_back(new_attempt(number, chance_));
  return {[sent = model_.attempts.back()](Tx& tx) { return store_attempt(tx, sent); },
          [this, number](const Status& status) { set_fate(model_.attempts[number].fate, 1, status); }};
}

sqlite::Job Life::save_responses() {
  SentJob job;
  job.attempt = static_cast<std::size_t>(chance_.below(model_.attempts.size()));
  SentAttempt& attempt = model_.attempts[job.attempt];
  const std::int64_t count = chance_.between(1, 3);
  for (std::int64_t i = 0; i < count; ++i) {
    Response response;
    response.item = "q" + std::to_string(chance_.below(40));
    response.epoch = 1;
    response.revision = ++attempt.last_revision;
    response.answer = ChoiceAnswer{std::string(1 + static_cast<std::size_t>(chance_.below(60)), 'a')};
    response.since_start_ms = response.revision * 1000;
    response.received_at = noon + seconds{response.revision};
    job.responses.push_back(response);
  }
  const std::size_t number = model_.jobs.size();
  model_.jobs.push_back(job);
  const auto answers = static_cast<std::int64_t>(job.responses.size());
  return {[id = attempt.attempt.attempt.id, responses = job.responses, refuse = chance_.percent(5)](Tx& tx) {
            return store_responses(tx, id, responses, refuse);
          },
          [this, number, answers](const Status& status) { set_fate(model_.jobs[number].fate, answers, status); }};
}

void Life::set_fate(Fate& fate, std::int64_t answers, const Status& status) {
  if (status.has_error()) {
    fate = Fate::refused;
    if (status.error().code == ErrorCode::store_full) ++tally_.store_full;
    if (status.error().code == ErrorCode::internal) fault("a job failed: " + status.error().detail);
    return;
  }
  fate = Fate::acknowledged;
  tally_.acknowledged += answers;
  if (was_full_ && batches_until_room_ == 0) ++tally_.after_full;
}

void Life::cut_and_power_on() {
  disk_.cut_power();
  disk_.power_on();
  ++tally_.cuts;
}

}  // namespace kiosk::sim
