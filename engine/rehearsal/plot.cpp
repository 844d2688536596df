#include "rehearsal/plot.hpp"

#include <algorithm>
#include <cmath>

#include "rehearsal/text.hpp"

namespace kiosk::rehearsal {

namespace {

std::string px(double value) { return decimal(value, 1); }

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string{name} + "=\"" + escaped_for_xml(value) + "\"";
}

std::string point_list(const std::vector<Drawing::Point>& points) {
  std::string list;
  for (const auto& [x, y] : points) list += (list.empty() ? "" : " ") + px(x) + "," + px(y);
  return list;
}

/// 1, 2 or 5 times a power of ten: at least `rough`.
double round_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor >= rough) return power * factor;
  }
  return power * 10;
}

}  // namespace

double Axis::share(double value) const {
  const double inside = std::clamp(value, least_, most_);
  if (logarithmic_) return std::log(inside / least_) / std::log(most_ / least_);
  return (inside - least_) / (most_ - least_);
}

double Axis::at(double value) const { return from_px_ + share(value) * (to_px_ - from_px_); }

std::vector<double> Axis::ticks(int wanted) const {
  std::vector<double> values;
  if (logarithmic_) {
    for (double value = least_; value <= most_ * 1.001; value *= 10) values.push_back(value);
    return values;
  }
  const double step = round_step((most_ - least_) / wanted);
  for (int i = 0; least_ + i * step <= most_ * 1.001; ++i) values.push_back(least_ + i * step);
  return values;
}

void Drawing::text(Point at, std::string_view css, std::string_view words) {
  elements_ += "<text" + attribute("x", px(at.x)) + attribute("y", px(at.y)) + attribute("class", css) + ">" +
               escaped_for_xml(words) + "</text>\n";
}

void Drawing::line(Point from, Point to, std::string_view css) {
  elements_ += "<line" + attribute("x1", px(from.x)) + attribute("y1", px(from.y)) + attribute("x2", px(to.x)) +
               attribute("y2", px(to.y)) + attribute("class", css) + "/>\n";
}

void Drawing::rectangle(const Frame& frame, std::string_view css) {
  elements_ += "<rect" + attribute("x", px(frame.left)) + attribute("y", px(frame.top)) +
               attribute("width", px(frame.width)) + attribute("height", px(frame.height)) + attribute("class", css) +
               "/>\n";
}

void Drawing::dot(Point centre, double radius, std::string_view css, std::string_view title) {
  elements_ += "<circle" + attribute("cx", px(centre.x)) + attribute("cy", px(centre.y)) + attribute("r", px(radius)) +
               attribute("class", css) + "><title>" + escaped_for_xml(title) + "</title></circle>\n";
}

void Drawing::polyline(const std::vector<Point>& points, std::string_view css) {
  if (points.empty()) return;
  elements_ += "<polyline" + attribute("points", point_list(points)) + attribute("class", css) + "/>\n";
}

void Drawing::area(const std::vector<Point>& points, double base_px, std::string_view css) {
  if (points.empty()) return;
  std::vector<Point> closed{{points.front().x, base_px}};
  closed.insert(closed.end(), points.begin(), points.end());
  closed.push_back({points.back().x, base_px});
  elements_ += "<polygon" + attribute("points", point_list(closed)) + attribute("class", css) + "/>\n";
}

}  // namespace kiosk::rehearsal
