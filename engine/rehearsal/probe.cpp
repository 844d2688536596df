#include "rehearsal/probe.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace kiosk::rehearsal {

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::int64_t entries_in(const fs::path& directory) {
  std::error_code gone;
  std::int64_t count = 0;
  for (fs::directory_iterator entry{directory, gone}; !gone && entry != fs::end(entry); entry.increment(gone)) ++count;
  return count;
}

std::int64_t bytes_below(const fs::path& directory) {
  std::error_code gone;
  std::int64_t bytes = 0;
  for (fs::recursive_directory_iterator entry{directory, gone}; !gone && entry != fs::end(entry);
       entry.increment(gone)) {
    std::error_code unreadable;
    if (!entry->is_regular_file(unreadable)) continue;
    const auto size = entry->file_size(unreadable);
    if (!unreadable) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double own_cpu_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

}  // namespace

ServerSample Probe::sample(double at_s, const std::string& metrics) const {
  const long ticks = ::sysconf(_SC_CLK_TCK);
  ServerSample sample;
  sample.at_s = at_s;
  sample.host_busy_s = parse_host_busy_s(read_file("/proc/stat"), ticks);
  sample.own_cpu_s = own_cpu_s();
  if (const auto whole = parse_stat(read_file(proc() / "stat"), ticks)) sample.cpu_s = whole->cpu_s;
  std::error_code gone;
  for (fs::directory_iterator task{proc() / "task", gone}; !gone && task != fs::end(task); task.increment(gone)) {
    const auto thread = parse_stat(read_file(task->path() / "stat"), ticks);
    if (thread) sample.thread_cpu_s[thread->name] += thread->cpu_s;
  }
  sample.memory_bytes = parse_kib_line(read_file(proc() / "status"), "VmRSS").value_or(0);
  sample.descriptors = entries_in(proc() / "fd");
  sample.data_bytes = bytes_below(data_);
  sample.metrics = parse_metrics(metrics);
  return sample;
}

std::int64_t available_memory_bytes() { return parse_kib_line(read_file("/proc/meminfo"), "MemAvailable").value_or(0); }

}  // namespace kiosk::rehearsal
