#include "http/metrics.hpp"

#include <cmath>
#include <sstream>

namespace kiosk::http {

namespace {

std::string number(double value) {
  if (std::floor(value) == value && std::fabs(value) < 1e15) return std::to_string(static_cast<std::int64_t>(value));
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(12);
  out << value;
  return out.str();
}

void append_heading(std::string& out, const std::string& name, const std::string& type, const std::string& help) {
  out += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

/// `labels` without braces, perhaps empty.
void append_sample(std::string& out, const std::string& name, const std::string& labels, double value) {
  out += name + (labels.empty() ? "" : "{" + labels + "}") + " " + number(value) + "\n";
}

void append_histogram(std::string& out, const std::string& name, const std::string& labels,
                      const Durations& durations) {
  const std::string before_bound = labels.empty() ? "le=\"" : labels + ",le=\"";
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < durations.counts().size(); ++i) {
    so_far += durations.counts().at(i);
    const std::string bound = i < Durations::bounds_s.size() ? number(Durations::bounds_s.at(i)) : "+Inf";
    append_sample(out, name + "_bucket", before_bound + bound + "\"", static_cast<double>(so_far));
  }
  append_sample(out, name + "_sum", labels, durations.sum_s());
  append_sample(out, name + "_count", labels, static_cast<double>(so_far));
}

void append_value(std::string& out, const Figure& figure) {
  if (figure.durations) return append_histogram(out, figure.name, figure.labels, *figure.durations);
  append_sample(out, figure.name, figure.labels, figure.value);
}

void append_figure(std::string& out, const Figure& figure) {
  append_heading(out, figure.name, figure.type, figure.help);
  append_value(out, figure);
}

/// Figures of one name stand together, under one heading.
void append_figures(std::string& out, const std::vector<Figure>& figures) {
  std::string_view before;
  for (const Figure& figure : figures) {
    if (figure.name != before) append_heading(out, figure.name, figure.type, figure.help);
    append_value(out, figure);
    before = figure.name;
  }
}

void append_counts(std::string& out, const std::string& name, const std::string& label, const std::string& help,
                   const std::map<std::string_view, std::uint64_t>& counts) {
  append_heading(out, name, "counter", help);
  for (const auto& [value, count] : counts) {
    append_sample(out, name, label + "=\"" + std::string{value} + "\"", static_cast<double>(count));
  }
}

}  // namespace

void Metrics::request_done(std::string_view method, const std::string& route, int status,
                           std::chrono::microseconds duration) {
  const std::lock_guard lock{mutex_};
  ++requests_[RequestKey{std::string{method}, route, status}];
  durations_[route].add(duration);
}

void Metrics::problem_given(std::string_view code) {
  const std::lock_guard lock{mutex_};
  ++problems_[code];
}

void Metrics::request_shed(std::string_view urgency) {
  const std::lock_guard lock{mutex_};
  ++shed_[urgency];
}

void Metrics::append_requests(std::string& out) const {
  const std::string name = "kiosk_http_requests_total";
  append_heading(out, name, "counter", "Answered requests by route and status.");
  for (const auto& [key, count] : requests_) {
    const std::string labels =
        "method=\"" + key.method + "\",route=\"" + key.route + "\",status=\"" + std::to_string(key.status) + "\"";
    append_sample(out, name, labels, static_cast<double>(count));
  }
}

void Metrics::append_durations(std::string& out) const {
  const std::string name = "kiosk_http_request_duration_seconds";
  append_heading(out, name, "histogram", "From the whole request read to the answer written, by route.");
  for (const auto& [route, durations] : durations_) append_histogram(out, name, "route=\"" + route + "\"", durations);
}

void Metrics::append_refusals(std::string& out) const {
  append_counts(out, "kiosk_http_problems_total", "code", "Problem documents by code.", problems_);
  append_counts(out, "kiosk_http_shed_total", "urgency", "Requests refused on their head under load, by urgency.",
                shed_);
}

std::string Metrics::text(const std::vector<Figure>& more) const {
  std::string out;
  {
    const std::lock_guard lock{mutex_};
    append_requests(out);
    append_durations(out);
    append_refusals(out);
  }
  const auto opened = static_cast<double>(opened_);
  append_figure(out, {"kiosk_http_connections_total", "counter", "Connections taken.", opened});
  append_figure(out, {"kiosk_http_connections", "gauge", "Open connections.", opened - static_cast<double>(closed_)});
  append_figure(out, {"kiosk_http_connections_refused_total", "counter", "Connections beyond a limit.",
                      static_cast<double>(refused_)});
  append_figures(out, more);
  return out;
}

}  // namespace kiosk::http
