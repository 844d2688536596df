#include "app/process_figures.hpp"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace kiosk::app {

namespace {

namespace fs = std::filesystem;

/// statm(5): the second number counts resident pages.
double resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  double all_pages = 0;
  double resident_pages = 0;
  statm >> all_pages >> resident_pages;
  return resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
  std::error_code error;
  const auto count = std::distance(fs::directory_iterator{"/proc/self/fd", error}, fs::directory_iterator{});
  return error ? 0 : static_cast<double>(count - 1);  // one of them reads the directory
}

double most_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<double>(limit.rlim_cur);
}

double now_s(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// stat(5): the 22nd word is the start in ticks since boot; the name in brackets before it may hold blanks.
double started_at() {
  std::ifstream stat{"/proc/self/stat"};
  std::string word;
  std::getline(stat, word, ')');
  double ticks = 0;
  for (int i = 3; i < 22; ++i) stat >> word;
  stat >> ticks;
  const double booted_at = now_s(CLOCK_REALTIME) - now_s(CLOCK_BOOTTIME);
  return booted_at + ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

std::vector<http::Figure> process_figures() {
  static const double start = started_at();
  return {
      {"process_cpu_seconds_total", "counter", "User and system time", now_s(CLOCK_PROCESS_CPUTIME_ID)},
      {"process_resident_memory_bytes", "gauge", "Memory in use", resident_bytes()},
      {"process_open_fds", "gauge", "Open descriptors", open_descriptors()},
      {"process_max_fds", "gauge", "Descriptors allowed", most_descriptors()},
      {"process_start_time_seconds", "gauge", "Start, in seconds since 1970", start},
  };
}

}  // namespace kiosk::app
