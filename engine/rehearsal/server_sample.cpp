#include "rehearsal/server_sample.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <vector>

namespace kiosk::rehearsal {

namespace {

double metric(const ServerSample& sample, std::string_view name) {
  const auto found = sample.metrics.find(name);
  return found == sample.metrics.end() ? 0 : found->second;
}

}  // namespace

std::optional<ThreadTime> parse_stat(std::string_view text, long ticks_per_second) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  std::istringstream rest{std::string{text.substr(close + 1)}};
  constexpr std::size_t user_time = 11;  // fields after the name, 0-based: state is 0
  std::vector<std::string> fields;
  for (std::string field; fields.size() < user_time + 2 && rest >> field;) fields.push_back(field);
  if (fields.size() < user_time + 2) return std::nullopt;
  const double ticks = std::strtod(fields[user_time].c_str(), nullptr) + std::strtod(fields.back().c_str(), nullptr);
  return ThreadTime{std::string{text.substr(open + 1, close - open - 1)},
                    ticks / static_cast<double>(ticks_per_second)};
}

double parse_host_busy_s(std::string_view text, long ticks_per_second) {
  std::istringstream line{std::string{text.substr(0, text.find('\n'))}};
  std::string name;
  double user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft_interrupts = 0, stolen = 0;
  line >> name >> user >> nice >> system >> idle >> waiting >> interrupts >> soft_interrupts >> stolen;
  if (!line || name != "cpu") return 0;
  return (user + nice + system + interrupts + soft_interrupts + stolen) / static_cast<double>(ticks_per_second);
}

std::optional<std::int64_t> parse_kib_line(std::string_view text, std::string_view name) {
  const std::string start = std::string{name} + ":";
  std::istringstream lines{std::string{text}};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) return std::strtoll(line.c_str() + start.size(), nullptr, 10) * 1024;
  }
  return std::nullopt;
}

std::map<std::string, double, std::less<>> parse_metrics(std::string_view text) {
  std::map<std::string, double, std::less<>> figures;
  std::istringstream lines{std::string{text}};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (line.empty() || line.front() == '#' || space == std::string::npos) continue;
    const std::string name = line.substr(0, space);
    if (name.find('{') != std::string::npos) continue;
    figures[name] = std::strtod(line.c_str() + space, nullptr);
  }
  return figures;
}

ServerSecond difference(const ServerSample& before, const ServerSample& after) {
  ServerSecond second;
  const double passed_s = std::max(after.at_s - before.at_s, 1e-3);
  const auto rate = [&](std::string_view name) { return (metric(after, name) - metric(before, name)) / passed_s; };
  second.cpu_cores = (after.cpu_s - before.cpu_s) / passed_s;
  second.load_cores = (after.own_cpu_s - before.own_cpu_s) / passed_s;
  const double host_cores = (after.host_busy_s - before.host_busy_s) / passed_s;
  second.other_cores = std::max(0.0, host_cores - second.cpu_cores - second.load_cores);
  for (const auto& [name, cpu_s] : after.thread_cpu_s) {
    const auto earlier = before.thread_cpu_s.find(name);
    const double before_s = earlier == before.thread_cpu_s.end() ? 0 : earlier->second;
    second.thread_cores[name] = (cpu_s - before_s) / passed_s;
  }
  second.memory_bytes = after.memory_bytes;
  second.descriptors = after.descriptors;
  second.data_bytes = after.data_bytes;
  second.connections = metric(after, "kiosk_http_connections");
  second.connections_refused = rate("kiosk_http_connections_refused_total");
  second.batches = rate("kiosk_writer_batches_total");
  second.jobs = rate("kiosk_writer_jobs_total");
  second.writer_busy_s = rate("kiosk_writer_busy_seconds_total");
  second.writer_commit_s = rate("kiosk_writer_commit_seconds_total");
  second.jobs_waiting = metric(after, "kiosk_writer_jobs_waiting");
  second.reads_waiting = metric(after, "kiosk_reads_waiting");
  second.store_refused = rate("kiosk_store_refused_total");
  return second;
}

}  // namespace kiosk::rehearsal
