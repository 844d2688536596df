#include "unit/rehearsal/sample_outcome.hpp"

namespace kiosk::test {

using namespace rehearsal;

namespace {

constexpr std::int64_t mebibyte = 1024 * 1024;

ServerSecond busy_second(int number) {
  ServerSecond second;
  second.cpu_cores = 0.4;
  second.thread_cores = {{"io", 0.1}, {"writer", 0.05}};
  second.memory_bytes = (50 + 10 * number) * mebibyte;
  second.descriptors = 110;
  second.data_bytes = number * mebibyte;
  second.connections = 100;
  second.batches = 100;
  second.jobs = 500;
  second.writer_busy_s = 0.35;
  second.writer_commit_s = 0.3;
  second.jobs_waiting = 4;
  return second;
}

}  // namespace

Outcome sample_outcome() {
  Outcome outcome;
  outcome.scale = {100, milliseconds{60'000}, milliseconds{90'000}, 7};
  outcome.items = 40;
  outcome.time_limit_s = 2400;
  outcome.exam = "kiosk-partner";
  outcome.lasted_s = 3;
  for (int second = 0; second < 3; ++second) {
    for (std::uint64_t i = 1; i <= 100; ++i) outcome.figures.answered(RequestKind::save, i * 100, i * 90);
    outcome.figures.answered(RequestKind::start, 12'300, 12'000);
    outcome.figures.end_second(busy_second(second));
  }
  outcome.checks.registered = outcome.checks.started = outcome.checks.submitted = outcome.checks.results = 100;
  outcome.checks.acknowledged = 300;
  outcome.checks.superseded = 20;
  outcome.checks.found = 280;
  outcome.host = {2, 4096 * mebibyte, 8192 * mebibyte, 1024, 1, 2000, 256, 4096, 1024, 1000, 10};
  return outcome;
}

}  // namespace kiosk::test
