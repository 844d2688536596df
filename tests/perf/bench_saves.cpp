#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "perf/bare_echo.hpp"
#include "perf/bare_sqlite.hpp"
#include "perf/bench.hpp"
#include "perf/save_load.hpp"

namespace kiosk::perf {

namespace {

/// One of ours and one of each baseline, one right after the other: the machine is as busy for all three.
struct Round {
  LoadOutcome ours;
  LoadOutcome rows;
  LoadOutcome echo;
  double batch = 1;
  double ours_cpu_s = 0;
  double echo_cpu_s = 0;

  double ratio() const { return ours.per_second() / std::min(rows.per_second(), echo.per_second()); }
  double p99_ratio() const { return ours.quantile_ms(0.99) / rows.quantile_ms(0.99); }
};

double cpu_seconds_of(ChildProcess& process, const std::function<void()>& load) {
  const double before = process.cpu_seconds();
  load();
  return process.cpu_seconds() - before;
}

Round run_round(const Folder& folder, SaveLoad& load, ExamServer& server, EchoServer& echo,
                std::chrono::milliseconds duration) {
  Round round;
  const auto next = [&load](std::size_t number) { return load.next(number); };
  const double jobs_before = server.metric("kiosk_writer_jobs_total");
  const double batches_before = server.metric("kiosk_writer_batches_total");
  round.ours_cpu_s = cpu_seconds_of(server.process(), [&] {
    WireClient client(server.port(), load.size());
    round.ours =
        client.run(duration, next, [&load](std::size_t number, const WireReply& reply) { load.check(number, reply); });
  });
  const double batches = server.metric("kiosk_writer_batches_total") - batches_before;
  round.batch = (server.metric("kiosk_writer_jobs_total") - jobs_before) / std::max(batches, 1.0);
  round.rows =
      write_bare_rows(folder.path(), static_cast<std::size_t>(std::max(1L, std::lround(round.batch))), duration);
  round.echo_cpu_s = cpu_seconds_of(echo.process(), [&] {
    WireClient client(echo.port(), load.size());
    round.echo = client.run(
        duration, [&load](std::size_t number) { return load.repeat(number); },
        [&load](std::size_t number, const WireReply& reply) { load.check(number, reply); });
  });
  return round;
}

double microseconds_each(double cpu_s, const LoadOutcome& outcome) {
  return cpu_s * 1e6 / static_cast<double>(outcome.answered);
}

template <class Figure>
double median_of(const std::vector<Round>& rounds, Figure figure) {
  std::vector<double> values;
  for (const Round& round : rounds) values.push_back(figure(round));
  return median(std::move(values));
}

std::vector<Row> rows_for(std::size_t connections, const std::vector<Round>& rounds) {
  const double rows = median_of(rounds, [](const Round& round) { return round.rows.per_second(); });
  const double echo = median_of(rounds, [](const Round& round) { return round.echo.per_second(); });
  const std::string at = " at " + std::to_string(connections) + " connections";
  return {
      {"saves/s" + at, number(median_of(rounds, [](const Round& round) { return round.ours.per_second(); })),
       "rows " + number(rows) + ", echo " + number(echo) + ", batch " +
           number(median_of(rounds, [](const Round& round) { return round.batch; }), 1),
       number(median_of(rounds, [](const Round& round) { return round.ratio(); }), 2), "≥ 0.3, better 0.5"},
      {"p99 of a save, ms" + at,
       number(median_of(rounds, [](const Round& round) { return round.ours.quantile_ms(0.99); }), 2),
       "commit " + number(median_of(rounds, [](const Round& round) { return round.rows.quantile_ms(0.99); }), 2),
       number(median_of(rounds, [](const Round& round) { return round.p99_ratio(); }), 2),
       connections == 64 ? "≤ 4" : ""},
      {"CPU of a save, µs" + at,
       number(median_of(rounds, [](const Round& round) { return microseconds_each(round.ours_cpu_s, round.ours); })),
       "echo " +
           number(
               median_of(rounds, [](const Round& round) { return microseconds_each(round.echo_cpu_s, round.echo); })) +
           ", rows " +
           number(
               median_of(rounds, [](const Round& round) { return microseconds_each(round.rows.cpu_s, round.rows); })),
       "", ""},
  };
}

}  // namespace

std::vector<Row> bench_saves(const Scale& scale) {
  const Folder folder("saves");
  std::vector<Row> table;
  for (const std::size_t connections : scale.pick<std::vector<std::size_t>>({1, 64, 512}, {4})) {
    const std::filesystem::path data = folder.path() / std::to_string(connections);
    std::vector<Sitting> sittings = seed_sittings(data, scale.banks, connections, UpTo::open);
    EchoServer echo;
    ExamServer server(data, scale.banks);
    SaveLoad load(std::move(sittings), server.port());
    std::vector<Round> rounds;
    for (int i = 0; i < scale.pick(5, 1); ++i) {
      rounds.push_back(run_round(folder, load, server, echo, std::chrono::milliseconds{scale.pick(3000, 100)}));
    }
    for (Row& row : rows_for(connections, rounds)) table.push_back(std::move(row));
    if (server.process().end() != 0) throw std::runtime_error("the server did not end well");
  }
  return table;
}

}  // namespace kiosk::perf
