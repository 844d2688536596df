#include "app/figures.hpp"

#include <sys/statvfs.h>

#include "app/build_id.hpp"
#include "app/process_figures.hpp"

namespace kiosk::app {

namespace {

constexpr int slow_every_ticks = 10;

double number(std::int64_t value) { return static_cast<double>(value); }

/// `issued` of `com.example.kiosk.approval.issued.v1`.
std::string short_name(const std::string& type) {
  const std::size_t end = type.rfind('.');
  return type.substr(0, end).substr(type.rfind('.', end - 1) + 1);
}

double file_bytes(const std::filesystem::path& file) {
  std::error_code absent;
  const std::uintmax_t bytes = std::filesystem::file_size(file, absent);
  return absent ? 0 : static_cast<double>(bytes);
}

}  // namespace

Figures::Figures(Assembly& assembly, std::filesystem::path data, const RetentionPeriods& periods,
                 std::function<std::int64_t()> feed_confirmed,
                 std::function<onboarding::AttemptCounts()> webhook_attempts)
    : assembly_(assembly),
      data_(std::move(data)),
      periods_(periods),
      feed_confirmed_(std::move(feed_confirmed)),
      webhook_attempts_(std::move(webhook_attempts)) {}

Figures::Disk Figures::look_at_disk() const {
  Disk disk;
  struct statvfs room {};
  if (::statvfs(data_.c_str(), &room) == 0) {
    disk.room.free_bytes = static_cast<double>(room.f_bavail) * static_cast<double>(room.f_frsize);
    disk.room.size_bytes = static_cast<double>(room.f_blocks) * static_cast<double>(room.f_frsize);
  }
  disk.database_bytes = file_bytes(data_ / "kiosk.db");
  disk.log_bytes = file_bytes(data_ / "kiosk.db-wal");
  return disk;
}

Figures::Room Figures::room() const {
  const std::lock_guard lock{mutex_};
  return disk_.room;
}

void Figures::tick() {
  if (ticks_++ % slow_every_ticks != 0) return;
  const Disk disk = look_at_disk();
  {
    const std::lock_guard lock{mutex_};
    disk_ = disk;
  }
  const std::int64_t confirmed = feed_confirmed_();
  read_for<Census>(
      assembly_.store(),
      [confirmed, now = assembly_.clock().now()](const ReadTx& tx) { return take_census(tx, confirmed, now); },
      [this, confirmed](const Result<Census>& census) {
        if (census.has_error()) return;  // busy: the next one will do, and the age tells
        const std::lock_guard lock{mutex_};
        census_ = *census;
        census_at_ = std::chrono::steady_clock::now();
        confirmed_ = confirmed;
      });
  read_for<WebhookCensus>(
      assembly_.store(), [](const ReadTx& tx) -> Result<WebhookCensus> { return take_webhook_census(tx); },
      [this](const Result<WebhookCensus>& census) {
        if (census.has_error()) return;
        const std::lock_guard lock{mutex_};
        webhooks_ = *census;
      });
  count_overdue();
}

void Figures::count_overdue() {
  read_for<KeptCounts>(
      assembly_.store(),
      [this, now = assembly_.clock().now()](const ReadTx& tx) -> Result<KeptCounts> {
        return overdue_counts(tx, periods_, now);
      },
      [this](const Result<KeptCounts>& counts) {
        if (counts.has_error()) return;
        const std::lock_guard lock{mutex_};
        overdue_ = *counts;
      });
}

void Figures::add_store(std::vector<http::Figure>& out) const {
  const sqlite::StoreCounts counts = assembly_.store().counts();
  const auto seconds = [](std::int64_t us) { return static_cast<double>(us) / 1e6; };
  const std::vector<http::Figure> store{
      {"kiosk_writer_batches_total", "counter", "Transactions of the writer", number(counts.batches)},
      {"kiosk_writer_jobs_total", "counter", "Jobs of the writer; by batches: mean batch", number(counts.jobs)},
      {"kiosk_writer_largest_batch", "gauge", "Jobs of the largest batch so far", number(counts.largest_batch)},
      {"kiosk_writer_busy_seconds_total", "counter", "Time of the writer at work", seconds(counts.busy_us)},
      {"kiosk_writer_commit_seconds_total", "counter", "Of that, time in COMMIT: mostly the disk",
       seconds(counts.commit_us)},
      {"kiosk_writer_commit_duration_seconds", "histogram", "The same time, one COMMIT at a time", 0, "",
       counts.commits},
      {"kiosk_writer_jobs_waiting", "gauge", "Jobs in the writer's inbox", number(counts.jobs_waiting)},
      {"kiosk_wal_pages", "gauge", "Pages in the write-ahead log", number(counts.wal_pages)},
      {"kiosk_reads_total", "counter", "Read transactions", number(counts.reads)},
      {"kiosk_reads_waiting", "gauge", "Reads in the readers' inbox", number(counts.reads_waiting)},
      {"kiosk_store_refused_total", "counter", "Jobs and reads refused because too many waited",
       number(counts.refused)},
  };
  out.insert(out.end(), store.begin(), store.end());
}

void Figures::add_slow(std::vector<http::Figure>& out) const {
  const std::lock_guard lock{mutex_};
  const double unfetched_ms =
      census_.oldest_unfetched ? number((assembly_.clock().now() - *census_.oldest_unfetched).count()) : 0;
  const std::vector<http::Figure> slow{
      {"kiosk_disk_free_bytes", "gauge", "Room left for the data directory", disk_.room.free_bytes},
      {"kiosk_disk_size_bytes", "gauge", "Size of the file system of the data directory", disk_.room.size_bytes},
      {"kiosk_database_bytes", "gauge", "Size of the database file", disk_.database_bytes},
      {"kiosk_wal_bytes", "gauge", "Size of the file of the write-ahead log", disk_.log_bytes},
      {"kiosk_attempts_open", "gauge", "Attempts that run", number(census_.live.open)},
      {"kiosk_attempts_prepared", "gauge", "Attempts drawn and not yet started", number(census_.live.prepared)},
      {"kiosk_approvals_not_onboarded", "gauge",
       "Active approvals that the onboarding flow has not marked within a day", number(census_.approvals_unmarked)},
      {"kiosk_feed_head", "gauge", "Sequence of the newest event", number(census_.feed_head)},
      {"kiosk_feed_confirmed", "gauge", "Sequence up to which the feed was received, as far as asked since the start",
       number(confirmed_)},
      {"kiosk_feed_oldest_unfetched_seconds", "gauge", "Age of the oldest event not received; 0: none",
       unfetched_ms / 1e3},
      {"kiosk_figures_age_seconds", "gauge", "Since the figures that come from the database were taken",
       std::chrono::duration<double>(std::chrono::steady_clock::now() - census_at_).count()},
  };
  out.insert(out.end(), slow.begin(), slow.end());
  for (const EventCount& events : census_.events) {
    out.push_back({"kiosk_approvals_total", "counter", "Events of approvals ever written, by what happened",
                   number(events.count), "event=\"" + short_name(events.type) + "\""});
  }
}

void Figures::add_webhooks(std::vector<http::Figure>& out) const {
  const onboarding::AttemptCounts attempts = webhook_attempts_();
  for (const AttemptOutcome outcome : all_outcomes()) {
    out.push_back({"kiosk_webhook_attempts_total", "counter", "Tries to push an event, by how they ended",
                   static_cast<double>(attempts.at(static_cast<std::size_t>(outcome))),
                   "outcome=\"" + std::string{outcome_name(outcome)} + "\""});
  }
  const std::lock_guard lock{mutex_};
  const double age_ms =
      webhooks_.oldest_undelivered ? number((assembly_.clock().now() - *webhooks_.oldest_undelivered).count()) : 0;
  out.push_back({"kiosk_outbox_oldest_age_seconds", "gauge",
                 "Age of the oldest event on its way to an enabled webhook endpoint; 0: none", age_ms / 1e3});
  out.push_back(
      {"kiosk_webhook_dead_letters", "gauge", "Deliveries that have been given up", number(webhooks_.dead_letters)});
}

void Figures::add_overdue(std::vector<http::Figure>& out) const {
  const std::lock_guard lock{mutex_};
  for (std::size_t i = 0; i < overdue_.size(); ++i) {
    out.push_back({"kiosk_retention_rows_overdue", "gauge", "What should have been removed more than a day ago",
                   number(overdue_.at(i)), "data=\"" + std::string{kept_data_name(all_kept_data.at(i))} + "\""});
  }
}

std::vector<http::Figure> Figures::all(milliseconds clock_step) const {
  std::vector<http::Figure> out{
      {"kiosk_build", "gauge", "Always 1; says which build runs", 1, "version=\"" + std::string{build_id()} + "\""},
      {"kiosk_clock_step_ms", "gauge", "Wall clock minus server time while they disagree", number(clock_step.count())},
      {"kiosk_passwords_waiting", "gauge", "Passwords that wait to be hashed",
       static_cast<double>(assembly_.passwords_waiting())},
  };
  if (const std::optional<Instant> oldest = assembly_.status_lists().oldest()) {
    out.push_back({"kiosk_status_list_age_seconds", "gauge", "Since the oldest of the status lists was signed",
                   number((assembly_.clock().now() - *oldest).count()) / 1e3});
  }
  add_store(out);
  add_slow(out);
  add_webhooks(out);
  add_overdue(out);
  for (http::Figure& figure : process_figures()) out.push_back(std::move(figure));
  return out;
}

}  // namespace kiosk::app
