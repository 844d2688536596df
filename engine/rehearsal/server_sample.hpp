#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk::rehearsal {

/// What the server process, and the host around it, had used at one moment. Counters grow from its start.
struct ServerSample {
  double at_s = 0;
  double host_busy_s = 0;                              ///< all processors, all programs
  double own_cpu_s = 0;                                ///< the load side
  double cpu_s = 0;                                    ///< all threads, user and kernel
  std::map<std::string, double> thread_cpu_s;          ///< by name: io, writer, reader, passwords, …
  std::int64_t memory_bytes = 0;                       ///< resident
  std::int64_t descriptors = 0;                        ///< open
  std::int64_t data_bytes = 0;                         ///< of its data directory
  std::map<std::string, double, std::less<>> metrics;  ///< figures without labels of its /metrics
};

/// What it did between two samples; rates are per second.
struct ServerSecond {
  double cpu_cores = 0;    ///< CPU seconds a second
  double load_cores = 0;   ///< of the load side
  double other_cores = 0;  ///< of all other programs on the host
  std::map<std::string, double> thread_cores;
  std::int64_t memory_bytes = 0;
  std::int64_t descriptors = 0;
  std::int64_t data_bytes = 0;
  double connections = 0;
  double connections_refused = 0;  ///< in this second
  double batches = 0;              ///< of the writer
  double jobs = 0;
  double writer_busy_s = 0;
  double writer_commit_s = 0;
  double jobs_waiting = 0;
  double reads_waiting = 0;
  double store_refused = 0;  ///< in this second
};

/// CPU seconds and name from a `stat` file of /proc, of a process or a thread (proc(5): comm, utime, stime). The name
/// may hold spaces and parentheses.
struct ThreadTime {
  std::string name;
  double cpu_s = 0;
};
std::optional<ThreadTime> parse_stat(std::string_view text, long ticks_per_second);

/// CPU seconds that the host's processors were not idle, from /proc/stat (proc(5)); 0 when it is not as expected.
double parse_host_busy_s(std::string_view text, long ticks_per_second);

/// A line `Name:   123 kB` of /proc/…/status or /proc/meminfo, in bytes.
std::optional<std::int64_t> parse_kib_line(std::string_view text, std::string_view name);

/// Figures without labels of the Prometheus text format; all else is passed over.
std::map<std::string, double, std::less<>> parse_metrics(std::string_view text);

ServerSecond difference(const ServerSample& before, const ServerSample& after);

}  // namespace kiosk::rehearsal
