#include <algorithm>
#include <stdexcept>

#include "perf/bench.hpp"
#include "perf/bulk.hpp"
#include "perf/child_process.hpp"
#include "perf/save_load.hpp"

namespace kiosk::perf {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int responses_each = 40;

/// A running server with its load, so that two of them can be asked in turn.
class LoadedServer {
 public:
  LoadedServer(const std::filesystem::path& data, const Scale& scale, std::vector<Sitting> sittings)
      : began_(SteadyClock::now()),
        server_(data, scale.banks),
        start_s_(std::chrono::duration<double>(SteadyClock::now() - began_).count()),
        load_(std::move(sittings), server_.port()) {}

  LoadOutcome save_for(std::chrono::milliseconds duration) {
    WireClient client(server_.port(), load_.size());
    return client.run(
        duration, [this](std::size_t number) { return load_.next(number); },
        [this](std::size_t number, const WireReply& reply) { load_.check(number, reply); });
  }
  double start_s() const { return start_s_; }
  double memory_mb() { return server_.process().resident_mb(); }

 private:
  SteadyClock::time_point began_;
  ExamServer server_;
  double start_s_;
  SaveLoad load_;
};

}  // namespace

std::vector<Row> bench_growth(const Scale& scale) {
  const std::int64_t responses = scale.pick<std::int64_t>(5'000'000, 4000);
  const std::size_t connections = scale.pick<std::size_t>(64, 4);
  const Folder folder("growth");
  const std::filesystem::path small = folder.path() / "small";
  const std::filesystem::path large = folder.path() / "large";
  std::vector<Sitting> few = seed_sittings(small, scale.banks, connections, UpTo::open);
  std::vector<Sitting> many = seed_sittings(large, scale.banks, connections, UpTo::open);
  add_attempts(large, bulk_of_shipped_exam(large, scale.banks, responses / responses_each, responses_each));

  LoadedServer without(small, scale, std::move(few));
  LoadedServer with(large, scale, std::move(many));
  std::vector<double> without_s;
  std::vector<double> with_s;
  std::vector<double> speed_ratios;
  std::vector<double> p99_ratios;
  const std::chrono::milliseconds duration{scale.pick(3000, 100)};
  without.save_for(duration);
  with.save_for(duration);
  const double memory_before_mb = with.memory_mb();
  for (int i = 0; i < scale.pick(7, 1); ++i) {
    const LoadOutcome first = without.save_for(duration);
    const LoadOutcome second = with.save_for(duration);
    without_s.push_back(first.per_second());
    with_s.push_back(second.per_second());
    speed_ratios.push_back(second.per_second() / first.per_second());
    p99_ratios.push_back(first.quantile_ms(0.99) / second.quantile_ms(0.99));
  }
  const std::string with_rows = " with " + std::to_string(responses) + " responses stored";
  return {
      {"saves/s" + with_rows, number(median(with_s)), "with none " + number(median(without_s)),
       number(median(speed_ratios), 2), "≥ 0.9"},
      {"p99 with none / p99 with them", "", "", number(median(p99_ratios), 2), "≥ 0.9"},
      {"start with them, s", number(with.start_s(), 1), "with none " + number(without.start_s(), 1), "", "seconds"},
      {"memory before and after the load, MB", number(memory_before_mb) + " → " + number(with.memory_mb()),
       "with none " + number(without.memory_mb()), "", "flat"},
  };
}

}  // namespace kiosk::perf
