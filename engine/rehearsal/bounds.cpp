#include "rehearsal/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "rehearsal/text.hpp"

namespace kiosk::rehearsal {

namespace {

constexpr std::uint64_t slow_us = 1'000'000;
constexpr double busy_share = 0.9;  ///< of the time: the writer has no rest

constexpr double mebibyte = 1024.0 * 1024.0;

/// The greatest and the sums over the seconds of a run.
struct Peaks {
  double cpu_cores = 0;
  double io_cores = 0;
  double jobs = 0;
  double jobs_waiting = 0;
  double reads_waiting = 0;
  double connections = 0;
  std::int64_t descriptors = 0;
  std::int64_t memory_growth_bytes = 0;
  std::int64_t data_growth_bytes = 0;
  double all_batches = 0;
  double all_jobs = 0;
  double all_writer_cpu_s = 0;
  double all_commit_s = 0;
  double slow_seconds = 0;        ///< in which answers were not safe within a second
  double slow_writer_busy_s = 0;  ///< in them
  double connections_refused = 0;
  double store_refused = 0;
};

double cores_of(const ServerSecond& second, const std::string& thread) {
  const auto found = second.thread_cores.find(thread);
  return found == second.thread_cores.end() ? 0 : found->second;
}

Peaks peaks_of(const std::vector<SecondFigures>& timeline) {
  Peaks peaks;
  for (const SecondFigures& row : timeline) {
    const ServerSecond& second = row.server;
    peaks.cpu_cores = std::max(peaks.cpu_cores, second.cpu_cores);
    peaks.io_cores = std::max(peaks.io_cores, cores_of(second, "io"));
    peaks.jobs = std::max(peaks.jobs, second.jobs);
    peaks.jobs_waiting = std::max(peaks.jobs_waiting, second.jobs_waiting);
    peaks.reads_waiting = std::max(peaks.reads_waiting, second.reads_waiting);
    peaks.connections = std::max(peaks.connections, second.connections);
    peaks.descriptors = std::max(peaks.descriptors, second.descriptors);
    const ServerSecond& first = timeline.front().server;
    peaks.memory_growth_bytes = std::max(peaks.memory_growth_bytes, second.memory_bytes - first.memory_bytes);
    peaks.data_growth_bytes = std::max(peaks.data_growth_bytes, second.data_bytes - first.data_bytes);
    peaks.all_batches += second.batches;
    peaks.all_jobs += second.jobs;
    peaks.all_writer_cpu_s += cores_of(second, "writer");
    peaks.all_commit_s += second.writer_commit_s;
    if (row.save_p99_us > slow_us) {
      ++peaks.slow_seconds;
      peaks.slow_writer_busy_s += second.writer_busy_s;
    }
    peaks.connections_refused += second.connections_refused;
    peaks.store_refused += second.store_refused;
  }
  return peaks;
}

/// A bound that grows in proportion to the applicants.
Bound proportional(const std::string& name, double used, double limit, const Scale& scale,
                   std::string (*shown)(double)) {
  Bound bound;
  bound.name = name;
  bound.used = shown(used);
  bound.limit = shown(limit);
  bound.share = limit > 0 ? used / limit : 0;
  bound.reached = bound.share >= 1;
  if (bound.share > 0) bound.applicants = scale.applicants / bound.share;
  return bound;
}

std::string count_text(double value) { return decimal(value, 0); }
std::string cores_text(double value) { return decimal(value, 2) + " cores"; }
std::string mebibytes_text(double value) { return decimal(value / mebibyte, 0) + " MiB"; }
std::string jobs_text(double value) { return decimal(value, 0) + " jobs/s"; }

double commit_s(const Peaks& peaks) { return peaks.all_commit_s / peaks.all_batches; }
double work_s(const Peaks& peaks) { return peaks.all_writer_cpu_s / peaks.all_jobs; }

/// Against the jobs a second that the writer could do in full batches: each commit has its own price, mostly the wait
/// for the disk, and each job its own work. (Work is processor time, so that other programs on the host do not count.)
Bound writer_bound(const Peaks& peaks, const Scale& scale, const HostLimits& host) {
  const double capacity = host.writer_batch / (commit_s(peaks) + host.writer_batch * work_s(peaks));
  Bound bound = proportional("writer and disk", peaks.jobs, capacity * comfortable_share, scale, jobs_text);
  // Busy alone says little: a batch begins as soon as a job is there. Busy and slow is too much.
  bound.reached =
      bound.reached || (peaks.slow_seconds > 0 && peaks.slow_writer_busy_s / peaks.slow_seconds > busy_share);
  bound.advice = "a commit took " + decimal(1e3 * commit_s(peaks), 1) + " ms in the mean, a job in it " +
                 decimal(1e6 * work_s(peaks), 0) + " µs: a disk that syncs faster, or a faster core";
  return bound;
}

/// How many applicants the budget of registrations lets through at once: at each moment of the opening those who have
/// come must not be more than it has given out by then.
double registrations_possible(const Scale& scale, const HostLimits& host) {
  const double opening_s = std::chrono::duration<double>(scale.opening).count();
  constexpr int steps = 1000;
  double most = std::numeric_limits<double>::infinity();
  for (int i = 1; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    const double given = host.registrations_at_once + host.registrations_per_s * opening_s * share;
    most = std::min(most, given / arrived_share(share));
  }
  return most;
}

Bound registration_bound(const Figures& figures, const Scale& scale, const HostLimits& host) {
  Bound bound =
      proportional("budget of registrations", scale.applicants, registrations_possible(scale, host), scale, count_text);
  bound.reached = figures.of(RequestKind::registration).limited > 0;
  bound.advice = "beyond it newcomers are asked to wait; who has registered before the opening is not held up";
  return bound;
}

/// The server says 503 to all but running exams when too many requests are being worked on; how many those are it does
/// not tell, so that this is known only once it has happened.
std::optional<Bound> work_bound(const Figures& figures, const Scale& scale) {
  std::int64_t busy = 0;
  for (const RequestKind kind : all_kinds) busy += figures.of(kind).busy;
  if (busy == 0) return std::nullopt;
  Bound bound = proportional("requests at work", static_cast<double>(busy), 1, scale, count_text);
  bound.used += " times 503";
  bound.limit = "none";
  bound.applicants = scale.applicants;
  bound.advice = "what keeps each request long stands beside it: the writer, the disk or the processor";
  return bound;
}

}  // namespace

std::vector<Bound> find_bounds(const Figures& figures, const Scale& scale, const HostLimits& host) {
  const std::vector<SecondFigures>& timeline = figures.timeline();
  if (timeline.empty()) return {};
  const Peaks peaks = peaks_of(timeline);
  std::vector<Bound> bounds;
  const auto add = [&](Bound bound, const char* advice, bool refused = false) {
    if (bound.advice.empty()) bound.advice = advice;
    bound.reached = bound.reached || refused;
    if (bound.share > 0) bounds.push_back(std::move(bound));
  };
  const auto grows = [&](const char* name, double used, double limit, std::string (*shown)(double)) {
    return proportional(name, used, limit, scale, shown);
  };
  add(grows("io threads", peaks.io_cores, host.io_threads * comfortable_share, cores_text),
      "--io-threads, as far as there are cores");
  add(grows("processor", peaks.cpu_cores, host.cores * comfortable_share, cores_text),
      "more cores; the applicants of the rehearsal take some of these too");
  if (peaks.all_batches > 0 && peaks.all_jobs > 0) add(writer_bound(peaks, scale, host), "");
  add(grows("jobs waiting for the writer", peaks.jobs_waiting, host.jobs_waiting, count_text),
      "503 beyond it; a faster disk or core", peaks.store_refused > 0);
  add(grows("reads waiting", peaks.reads_waiting, host.reads_waiting, count_text), "503 beyond it; a faster core");
  add(grows("connections", peaks.connections, host.connections, count_text), "--connections, and descriptors for them",
      peaks.connections_refused > 0);
  add(grows("descriptors", static_cast<double>(peaks.descriptors), static_cast<double>(host.descriptors), count_text),
      "LimitNOFILE of the unit, or ulimit -n");
  add(grows("memory", static_cast<double>(peaks.memory_growth_bytes), static_cast<double>(host.memory_bytes),
            mebibytes_text),
      "more memory");
  add(grows("disk space", static_cast<double>(peaks.data_growth_bytes), static_cast<double>(host.disk_bytes),
            mebibytes_text),
      "more room for the data directory");
  add(registration_bound(figures, scale, host), "");
  if (std::optional<Bound> work = work_bound(figures, scale)) add(std::move(*work), "");
  std::stable_sort(bounds.begin(), bounds.end(), [](const Bound& left, const Bound& right) {
    return left.reached != right.reached ? left.reached : left.applicants < right.applicants;
  });
  return bounds;
}

}  // namespace kiosk::rehearsal
