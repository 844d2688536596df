#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "perf/bench.hpp"
#include "perf/bulk.hpp"
#include "perf/child_process.hpp"
#include "perf/seed.hpp"
#include "perf/wire_client.hpp"

namespace kiosk::perf {

namespace {

using SteadyClock = std::chrono::steady_clock;

const std::string some_months = "group_by=region&from=2026-01-15T10:00:00Z&to=2026-06-20T11:30:00Z";
constexpr std::int64_t from_ms = 1'768'471'200'000;  // the same instants
constexpr std::int64_t to_ms = 1'781'955'000'000;

/// Throws unless the report says just what counting attempt by attempt gave.
void check_counts(const std::string& body, const std::vector<RegionCounts>& counted) {
  const boost::json::value report = boost::json::parse(body);
  const boost::json::array& rows = report.at("rows").as_array();
  if (rows.size() != counted.size()) throw std::runtime_error("the report has other regions");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const boost::json::value& row = rows[i];
    const RegionCounts& expected = counted[i];
    if (std::string_view{row.at("group").as_string()} != expected.region ||
        row.at("started").to_number<std::int64_t>() != expected.started ||
        row.at("finished").to_number<std::int64_t>() != expected.finished ||
        row.at("passed").to_number<std::int64_t>() != expected.passed) {
      throw std::runtime_error("the kept counts of " + expected.region + " are wrong");
    }
  }
}

}  // namespace

std::vector<Row> bench_pass_rates(const Scale& scale) {
  const std::int64_t attempts = scale.pick<std::int64_t>(1'000'000, 2000);
  const Folder folder("pass-rates");
  const std::filesystem::path data = folder.path() / "data";
  const BulkAttempts bulk = bulk_of_shipped_exam(data, scale.banks, attempts, 0);
  add_attempts(data, bulk);
  const std::string cookie = sign_in_hq(data, scale.banks);

  const auto scan_began = SteadyClock::now();
  const std::vector<RegionCounts> counted =
      count_by_region(data, bulk.exam, 0, std::numeric_limits<std::int64_t>::max());
  const double scan_ms = std::chrono::duration<double, std::milli>(SteadyClock::now() - scan_began).count();

  ExamServer server(data, scale.banks);
  std::vector<Row> table;
  for (const std::string& query :
       std::vector<std::string>{"group_by=region", "group_by=week", "group_by=language&region=CN", some_months}) {
    const std::string request = "GET /api/v1/reports/pass-rates?exam=" + bulk.exam + "&" + query +
                                " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: kiosk-staff=" + cookie + "\r\n\r\n";
    int left = scale.pick(30, 3);
    std::string body;
    WireClient client(server.port(), 1);
    const LoadOutcome outcome = client.run(
        std::chrono::minutes{5},
        [&](std::size_t) { return left-- > 0 ? std::string_view{request} : std::string_view{}; },
        [&](std::size_t, const WireReply& reply) {
          if (reply.status != 200) throw std::runtime_error("a report was answered " + std::string{reply.body});
          body = reply.body;
        });
    if (query == "group_by=region") check_counts(body, counted);
    if (query == some_months) check_counts(body, count_by_region(data, bulk.exam, from_ms, to_ms));
    table.push_back({"pass rates of " + std::to_string(attempts) + " attempts, " + query + ", ms",
                     number(outcome.quantile_ms(0.5), 1), "counting them all " + number(scan_ms),
                     number(outcome.quantile_ms(0.5) / scan_ms, 3), "≤ 20 ms"});
  }
  return table;
}

}  // namespace kiosk::perf
