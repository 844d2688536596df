#include "rehearsal/report.hpp"

#include <algorithm>
#include <array>

#include "json/writer.hpp"
#include "rehearsal/text.hpp"

namespace kiosk::rehearsal {

namespace {

constexpr std::array<double, 3> shares{0.5, 0.99, 0.999};
constexpr double others_share = 0.1;     ///< of all cores, that other programs may take
constexpr std::uint64_t late_us = 5000;  ///< the applicants themselves were too slow for their figures to be exact

double in_seconds(milliseconds duration) { return std::chrono::duration<double>(duration).count(); }

std::string heading(const Outcome& outcome) {
  const Scale& scale = outcome.scale;
  std::string text = "Rehearsal of " + outcome.exam + ": " + std::to_string(scale.applicants) +
                     " applicants came within " + decimal(in_seconds(scale.opening), 0) + " s and answered " +
                     std::to_string(outcome.items) + " items in about " + decimal(in_seconds(scale.sitting), 0) +
                     " s each; it lasted " + decimal(outcome.lasted_s, 0) + " s (seed " + std::to_string(scale.seed) +
                     ").\n";
  if (outcome.stopped) text += "It was STOPPED before its end: the figures are those until then.\n";
  const double density = static_cast<double>(outcome.time_limit_s) / in_seconds(scale.sitting);
  text += "The exam allows " + std::to_string(outcome.time_limit_s) + " s: answers came up to " + decimal(density, 1) +
          " times as densely as on the day. Each applicant had a loopback address of its own, so every limit was in "
          "force as configured.\n";
  return text;
}

std::string table(const Outcome& outcome) {
  std::string text = "\nrequest     answered   p50 ms   p99 ms p99.9 ms   max ms  net p99    503    429 errors lost\n";
  for (const RequestKind kind : all_kinds) {
    const KindFigures& figures = outcome.figures.of(kind);
    text += to_left(kind_name(kind), 10) + to_right(std::to_string(figures.latency.count()), 10);
    for (const double share : shares) text += to_right(milliseconds_text(figures.latency.quantile_us(share)), 9);
    text += to_right(milliseconds_text(figures.latency.max_us()), 9);
    text += to_right(milliseconds_text(figures.exchange.quantile_us(0.99)), 9);
    text += to_right(std::to_string(figures.busy), 7) + to_right(std::to_string(figures.limited), 7);
    text += to_right(std::to_string(figures.errors), 7) + to_right(std::to_string(figures.no_reply), 5) + "\n";
  }
  return text +
         "Counted from the planned moment to the final answer, waits and repeats included; net: from the last sending. "
         "A quantile may be 1/64 too large.\n";
}

std::string peaks(const Outcome& outcome) {
  SecondFigures most;
  for (const SecondFigures& second : outcome.figures.timeline()) {
    most.answered = std::max(most.answered, second.answered);
    most.saved = std::max(most.saved, second.saved);
    most.server.cpu_cores = std::max(most.server.cpu_cores, second.server.cpu_cores);
    most.server.load_cores = std::max(most.server.load_cores, second.server.load_cores);
    most.server.writer_busy_s = std::max(most.server.writer_busy_s, second.server.writer_busy_s);
    most.server.writer_commit_s = std::max(most.server.writer_commit_s, second.server.writer_commit_s);
    most.server.memory_bytes = std::max(most.server.memory_bytes, second.server.memory_bytes);
  }
  // What the writer did is counted when a batch is done: more than a second is a batch that took so long.
  std::string text = "\nBusiest second: " + std::to_string(most.answered) + " requests, " + std::to_string(most.saved) +
                     " saves, " + decimal(most.server.cpu_cores, 2) + " cores of the server; most memory " +
                     decimal(static_cast<double>(most.server.memory_bytes) / 1048576, 0) +
                     " MiB. The writer was busy for " + decimal(most.server.writer_busy_s, 2) +
                     " s at most, in COMMIT for " + decimal(most.server.writer_commit_s, 2) +
                     " s. Load side: " + decimal(most.server.load_cores, 2) + " cores, late by " +
                     milliseconds_text(outcome.lateness.quantile_us(0.99)) + " ms (p99).\n";
  return text;
}

/// What makes the figures worth less.
std::string notes(const Outcome& outcome) {
  std::string text;
  if (outcome.lateness.quantile_us(0.99) > late_us) {
    text += "NOTE: the load side itself was late: part of the latencies is its own. Fewer applicants, or more cores.\n";
  }
  const double others = other_cores_in_the_mean(outcome);
  if (others > outcome.host.cores * others_share) {
    text += "NOTE: other programs took " + decimal(others, 2) + " of the " + std::to_string(outcome.host.cores) +
            " cores of this host in the mean: rehearse again when it is quiet.\n";
  }
  return text;
}

std::string bounds_text(const Outcome& outcome) {
  const std::vector<Bound> bounds = find_bounds(outcome.figures, outcome.scale, outcome.host);
  if (bounds.empty()) return {};
  std::string text = "\nWhat breaks first (in proportion from this run):\n";
  for (const Bound& bound : bounds) {
    const std::string at = bound.reached ? "REACHED" : "at about " + decimal(bound.applicants, 0);
    text += "  " + to_left(bound.name, 28) + to_right(bound.used, 16) + " of " + to_left(bound.limit, 16) +
            to_right(at, 20) + "  " + bound.advice + "\n";
  }
  return text;
}

std::string checks_text(const Outcome& outcome) {
  const Checks& checks = outcome.checks;
  std::string text =
      "\nChecked: " + std::to_string(checks.registered) + " registered, " + std::to_string(checks.started) +
      " started, " + std::to_string(checks.submitted) + " submitted, " + std::to_string(checks.results) +
      " results read; " + std::to_string(checks.acknowledged) + " acknowledged answers, " +
      std::to_string(checks.found) + " found again, " + std::to_string(checks.superseded) + " changed by later ones; " +
      std::to_string(checks.reconnects) + " reconnects, " + std::to_string(checks.sent_again) + " saves sent twice.\n";
  for (const std::string& fault : checks.faults) text += "FAULT: " + fault + "\n";
  if (checks.fault_count > static_cast<std::int64_t>(checks.faults.size())) {
    text += "… " + std::to_string(checks.fault_count) + " faults in all\n";
  }
  return text + (is_fine(outcome) ? "Everybody got a result and no acknowledged answer is missing.\n"
                                  : "NOT FINE: not everybody got a result, or something is missing.\n");
}

void write_kind(json::Writer& writer, RequestKind kind, const KindFigures& figures) {
  const auto us = [&](const char* name, std::uint64_t value) {
    writer.integer(name, static_cast<std::int64_t>(value));
  };
  writer.begin_object();
  writer.text("request", kind_name(kind));
  us("answered", figures.latency.count());
  us("p50_us", figures.latency.quantile_us(0.5));
  us("p99_us", figures.latency.quantile_us(0.99));
  us("p999_us", figures.latency.quantile_us(0.999));
  us("max_us", figures.latency.max_us());
  us("exchange_p99_us", figures.exchange.quantile_us(0.99));
  writer.integer("busy_503", figures.busy);
  writer.integer("limited_429", figures.limited);
  writer.integer("errors", figures.errors);
  writer.integer("no_reply", figures.no_reply);
  writer.end();
}

void write_second(json::Writer& writer, const SecondFigures& second) {
  writer.begin_object();
  writer.integer("answered", second.answered);
  writer.integer("saved", second.saved);
  writer.integer("busy_503", second.busy);
  writer.integer("limited_429", second.limited);
  writer.integer("errors", second.errors);
  writer.integer("save_p50_us", static_cast<std::int64_t>(second.save_p50_us));
  writer.integer("save_p99_us", static_cast<std::int64_t>(second.save_p99_us));
  writer.real("server_cores", second.server.cpu_cores);
  writer.real("load_cores", second.server.load_cores);
  writer.real("other_cores", second.server.other_cores);
  writer.integer("server_memory_bytes", second.server.memory_bytes);
  writer.real("connections", second.server.connections);
  writer.real("jobs", second.server.jobs);
  writer.real("writer_commit_s", second.server.writer_commit_s);
  writer.end();
}

void write_checks(json::Writer& writer, const Checks& checks) {
  writer.begin_object("checks");
  writer.integer("registered", checks.registered);
  writer.integer("started", checks.started);
  writer.integer("submitted", checks.submitted);
  writer.integer("results", checks.results);
  writer.integer("acknowledged", checks.acknowledged);
  writer.integer("found", checks.found);
  writer.integer("superseded", checks.superseded);
  writer.integer("reconnects", checks.reconnects);
  writer.integer("sent_again", checks.sent_again);
  writer.integer("fault_count", checks.fault_count);
  writer.begin_array("faults");
  for (const std::string& fault : checks.faults) writer.text(fault);
  writer.end();
  writer.end();
}

void write_bounds(json::Writer& writer, const Outcome& outcome) {
  writer.begin_array("bounds");
  for (const Bound& bound : find_bounds(outcome.figures, outcome.scale, outcome.host)) {
    writer.begin_object();
    writer.text("name", bound.name);
    writer.text("used", bound.used);
    writer.text("limit", bound.limit);
    writer.real("share", bound.share);
    writer.real("applicants", bound.applicants);
    writer.boolean("reached", bound.reached);
    writer.text("advice", bound.advice);
    writer.end();
  }
  writer.end();
}

}  // namespace

std::string text_report(const Outcome& outcome) {
  return heading(outcome) + table(outcome) + peaks(outcome) + notes(outcome) + bounds_text(outcome) +
         checks_text(outcome);
}

std::string json_report(const Outcome& outcome) {
  json::Writer writer;
  writer.begin_object();
  writer.text("exam", outcome.exam);
  writer.integer("applicants", outcome.scale.applicants);
  writer.integer("items", outcome.items);
  writer.integer("opening_s", outcome.scale.opening.count() / 1000);
  writer.integer("duration_s", outcome.scale.sitting.count() / 1000);
  writer.integer("time_limit_s", outcome.time_limit_s);
  writer.text("seed", std::to_string(outcome.scale.seed));
  writer.real("lasted_s", outcome.lasted_s);
  writer.boolean("stopped", outcome.stopped);
  writer.boolean("fine", is_fine(outcome));
  writer.integer("lateness_p99_us", static_cast<std::int64_t>(outcome.lateness.quantile_us(0.99)));
  writer.begin_array("requests");
  for (const RequestKind kind : all_kinds) write_kind(writer, kind, outcome.figures.of(kind));
  writer.end();
  write_checks(writer, outcome.checks);
  write_bounds(writer, outcome);
  writer.begin_array("seconds");
  for (const SecondFigures& second : outcome.figures.timeline()) write_second(writer, second);
  writer.end();
  writer.end();
  return writer.take() + "\n";
}

std::string progress_line(const Figures& figures, const Checks& checks, int applicants) {
  if (figures.timeline().empty()) return {};
  const SecondFigures& now = figures.timeline().back();
  const auto second = static_cast<std::int64_t>(figures.timeline().size());
  return to_right(std::to_string(second), 4) + " s  registered " + std::to_string(checks.registered) + "  started " +
         std::to_string(checks.started) + "  submitted " + std::to_string(checks.submitted) + " of " +
         std::to_string(applicants) + "  |  " + std::to_string(now.answered) + " requests/s  save p99 " +
         milliseconds_text(now.save_p99_us) + " ms  cores " + decimal(now.server.cpu_cores, 2) + "  503/429/errors " +
         std::to_string(now.busy) + "/" + std::to_string(now.limited) + "/" + std::to_string(now.errors);
}

}  // namespace kiosk::rehearsal
