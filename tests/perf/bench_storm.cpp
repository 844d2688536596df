#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>
#include <thread>
#include <utility>

#include "perf/bench.hpp"
#include "perf/child_process.hpp"
#include "perf/save_load.hpp"

namespace kiosk::perf {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds save_interval{320};

/// Saves of running attempts at a fixed rate, each attempt on a connection and a thread of its own. A latency counts
/// from the moment at which the save was due, so that a server that stalls cannot hide it by making us wait.
std::vector<double> save_steadily(SaveLoad& load, std::uint16_t port, const std::function<bool()>& goes_on) {
  std::vector<std::vector<double>> latencies_ms(load.size());
  std::vector<std::exception_ptr> faults(load.size());
  const auto began = SteadyClock::now();
  const auto run = [&](std::size_t sitting) {
    WireClient client(port, 1);
    auto due = began + save_interval * static_cast<int>(sitting) / static_cast<int>(load.size());
    while (goes_on()) {
      std::this_thread::sleep_until(due);
      bool sent = false;
      client.run(
          std::chrono::minutes{1},
          [&](std::size_t) { return std::exchange(sent, true) ? std::string_view{} : load.next(sitting); },
          [&](std::size_t, const WireReply& reply) { load.check(sitting, reply); });
      latencies_ms[sitting].push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - due).count());
      due += save_interval;
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t sitting = 0; sitting < load.size(); ++sitting) {
    threads.emplace_back([&, sitting] {
      try {
        ::setpriority(PRIO_PROCESS, 0, -10);  // a measuring device that waits for a processor measures itself
        run(sitting);
      } catch (...) {
        faults[sitting] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (std::size_t sitting = 0; sitting < load.size(); ++sitting) {
    if (faults[sitting]) std::rethrow_exception(faults[sitting]);
    all.insert(all.end(), latencies_ms[sitting].begin(), latencies_ms[sitting].end());
  }
  return all;
}

/// Processor time that the host of a virtual machine gave to others so far (proc(5): 8th number, in ticks).
double stolen_s() {
  std::ifstream stat{"/proc/stat"};
  std::string name;
  double ticks = 0;
  stat >> name;
  for (int i = 0; i < 8; ++i) stat >> ticks;
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double p99(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() * 99 / 100];
}

std::string start_request(const Sitting& sitting, std::uint16_t port) {
  const std::string origin = "127.0.0.1:" + std::to_string(port);
  return "POST /api/v1/attempts/" + sitting.attempt + "/start HTTP/1.1\r\nHost: " + origin + "\r\nOrigin: http://" +
         origin + "\r\nSec-Fetch-Site: same-origin\r\nCookie: kiosk-applicant=" + sitting.token +
         "\r\nContent-Length: 0\r\n\r\n";
}

struct StormOutcome {
  std::size_t started = 0;
  std::size_t refused = 0;  ///< 503 with Retry-After; asked again
  double seconds = 0;
};

/// All press Start within one second, each on a connection of its own; who is refused comes again, on a new one, after
/// the time that the refusal names.
class Storm {
 public:
  Storm(const std::vector<Sitting>& sittings, std::uint16_t port) : client_(port, sittings.size()) {
    const auto step = std::chrono::microseconds{1'000'000 / sittings.size()};
    for (const Sitting& sitting : sittings) {
      presses_.emplace(began_ + step * static_cast<int>(requests_.size()), requests_.size());
      requests_.push_back(start_request(sitting, port));
    }
  }

  StormOutcome run() {
    while (!presses_.empty() || client_.under_way() > 0) {
      for (auto next = presses_.begin(); next != presses_.end() && next->first <= SteadyClock::now();) {
        client_.send(next->second, requests_[next->second]);
        next = presses_.erase(next);
      }
      client_.poll(std::chrono::milliseconds{1}, [&](std::size_t line, const WireReply& reply) { take(line, reply); });
    }
    outcome_.seconds = std::chrono::duration<double>(SteadyClock::now() - began_).count();
    return outcome_;
  }

 private:
  void take(std::size_t line, const WireReply& reply) {
    constexpr std::string_view field = "\r\nRetry-After: ";
    const std::size_t at = reply.head.find(field);
    if (reply.status == 200) {
      ++outcome_.started;
    } else if (reply.status == 503 && at != std::string_view::npos) {
      ++outcome_.refused;
      const int wait_s = std::stoi(std::string{reply.head.substr(at + field.size(), 8)});
      presses_.emplace(SteadyClock::now() + std::chrono::seconds{wait_s}, line);
    } else {
      throw std::runtime_error("a start was answered " + std::to_string(reply.status));
    }
    client_.close(line);
  }

  WireClient client_;
  SteadyClock::time_point began_ = SteadyClock::now();
  std::vector<std::string> requests_;
  std::multimap<SteadyClock::time_point, std::size_t> presses_;  ///< when, and whose
  StormOutcome outcome_;
};

struct Round {
  StormOutcome storm;
  double idle_p99_ms = 0;
  double storm_p99_ms = 0;
  double cpu_of_a_start_ms = 0;
  double stolen_ms = 0;  ///< by the host, during the storm

  double ratio() const { return storm_p99_ms / idle_p99_ms; }
};

Round run_round(const Scale& scale, std::size_t applicants) {
  const std::size_t running = scale.pick<std::size_t>(32, 4);
  const Folder folder("storm");
  const std::filesystem::path data = folder.path() / "data";
  std::vector<Sitting> sittings = seed_sittings(data, scale.banks, running, UpTo::open);
  const std::vector<Sitting> prepared = seed_sittings(data, scale.banks, applicants, UpTo::prepared, running);
  ExamServer server(data, scale.banks);
  SaveLoad load(std::move(sittings), server.port());

  Round round;
  const auto idle_until = SteadyClock::now() + std::chrono::milliseconds{scale.pick(15'000, 300)};
  round.idle_p99_ms = p99(save_steadily(load, server.port(), [&] { return SteadyClock::now() < idle_until; }));

  const double stolen_before_s = stolen_s();
  const double cpu_before_s = server.process().cpu_seconds();
  std::atomic<bool> storming{true};
  std::exception_ptr fault;
  std::thread crowd([&] {
    ::setpriority(PRIO_PROCESS, 0, 10);  // in the field these thousands compute on telephones of their own
    try {
      round.storm = Storm(prepared, server.port()).run();
    } catch (...) {
      fault = std::current_exception();
    }
    storming = false;
  });
  round.storm_p99_ms = p99(save_steadily(load, server.port(), [&] { return storming.load(); }));
  crowd.join();
  if (fault) std::rethrow_exception(fault);
  if (round.storm.started != applicants) throw std::runtime_error("not every applicant could start");
  round.cpu_of_a_start_ms = (server.process().cpu_seconds() - cpu_before_s) * 1000 / static_cast<double>(applicants);
  round.stolen_ms = (stolen_s() - stolen_before_s) * 1000;
  return round;
}

}  // namespace

std::vector<Row> bench_storm(const Scale& scale) {
  const std::size_t applicants = scale.pick<std::size_t>(5000, 40);
  std::vector<Round> rounds;
  std::string ratios;
  for (int i = 0; i < scale.pick(3, 1); ++i) {
    rounds.push_back(run_round(scale, applicants));
    ratios += (ratios.empty() ? "" : ", ") + number(rounds.back().ratio(), 2);
  }
  std::sort(rounds.begin(), rounds.end(), [](const Round& a, const Round& b) { return a.ratio() < b.ratio(); });
  const Round& middle = rounds[rounds.size() / 2];
  return {
      {"starts that succeeded in a storm", std::to_string(middle.storm.started),
       "of " + std::to_string(applicants) + ", " + std::to_string(middle.storm.refused) + " asked to come again", "",
       "all"},
      {"CPU of a start with its refusals, ms", number(middle.cpu_of_a_start_ms, 2), "", "", ""},
      {"until the last had started, s", number(middle.storm.seconds, 1), "", "", ""},
      {"p99 of saves during the storm, ms", number(middle.storm_p99_ms, 1),
       "before it " + number(middle.idle_p99_ms, 1) + "; by rounds " + ratios, number(middle.ratio(), 2), "≤ 2"},
      {"processor time the host took meanwhile, ms", number(middle.stolen_ms, 0), "", "", ""},
  };
}

}  // namespace kiosk::perf
