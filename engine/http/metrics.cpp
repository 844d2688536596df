#include "http/metrics.hpp"

#include <algorithm>
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

void append_figure(std::string& out, const Figure& figure) {
  append_heading(out, figure.name, figure.type, figure.help);
  out += figure.name + " " + number(figure.value) + "\n";
}

}  // namespace

void Metrics::request_done(std::string_view method, const std::string& route, int status,
                           std::chrono::microseconds duration) {
  const double duration_s = std::chrono::duration<double>(duration).count();
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), duration_s) - bounds.begin();
  const std::lock_guard lock{mutex_};
  ++requests_[RequestKey{std::string{method}, route, status}];
  Durations& durations = durations_[route];
  ++durations.counts.at(static_cast<std::size_t>(bucket));
  durations.sum_s += duration_s;
}

void Metrics::append_requests(std::string& out) const {
  append_heading(out, "kiosk_http_requests_total", "counter", "Answered requests by route and status.");
  for (const auto& [key, count] : requests_) {
    out += "kiosk_http_requests_total{method=\"" + key.method + "\",route=\"" + key.route + "\",status=\"" +
           std::to_string(key.status) + "\"} " + std::to_string(count) + "\n";
  }
}

void Metrics::append_durations(std::string& out) const {
  const std::string name = "kiosk_http_request_duration_seconds";
  append_heading(out, name, "histogram", "From the whole request read to the answer written, by route.");
  for (const auto& [route, durations] : durations_) {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < durations.counts.size(); ++i) {
      so_far += durations.counts.at(i);
      const std::string bound = i < bounds.size() ? number(bounds.at(i)) : "+Inf";
      out += name + "_bucket{route=\"" + route + "\",le=\"" + bound + "\"} " + std::to_string(so_far) + "\n";
    }
    out += name + "_sum{route=\"" + route + "\"} " + number(durations.sum_s) + "\n";
    out += name + "_count{route=\"" + route + "\"} " + std::to_string(so_far) + "\n";
  }
}

std::string Metrics::text(const std::vector<Figure>& more) const {
  std::string out;
  {
    const std::lock_guard lock{mutex_};
    append_requests(out);
    append_durations(out);
  }
  const auto opened = static_cast<double>(opened_);
  append_figure(out, {"kiosk_http_connections_total", "counter", "Connections taken.", opened});
  append_figure(out, {"kiosk_http_connections", "gauge", "Open connections.", opened - static_cast<double>(closed_)});
  append_figure(out, {"kiosk_http_connections_refused_total", "counter", "Connections beyond a limit.",
                      static_cast<double>(refused_)});
  for (const Figure& figure : more) append_figure(out, figure);
  return out;
}

}  // namespace kiosk::http
