#include "analysis/pass_rates.hpp"

#include <cmath>
#include <cstdio>

#include "base/ensure.hpp"

namespace kiosk {

PassCounts& PassCounts::operator+=(const PassCounts& other) {
  started += other.started;
  finished += other.finished;
  passed += other.passed;
  return *this;
}

std::optional<Interval> wilson_interval(std::int64_t passed, std::int64_t finished) {
  ENSURE(passed >= 0 && passed <= finished, "more passed than finished");
  if (finished == 0) return std::nullopt;
  constexpr double z = 1.959964;
  const auto n = static_cast<double>(finished);
  const double p = static_cast<double>(passed) / n;
  const double scale = 1 + z * z / n;
  const double centre = (p + z * z / (2 * n)) / scale;
  const double half_width = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
  // The formula gives exactly 0 and 1 at the ends; floating point only nearly.
  return Interval{passed == 0 ? 0 : centre - half_width, passed == finished ? 1 : centre + half_width};
}

std::optional<double> pass_rate(const PassCounts& counts) {
  if (counts.finished == 0) return std::nullopt;
  return static_cast<double>(counts.passed) / static_cast<double>(counts.finished);
}

std::string iso_week(Instant instant) {
  // A week belongs to the year of its Thursday (ISO 8601).
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const auto iso_weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const auto thursday = day + std::chrono::days{4 - iso_weekday};
  const std::chrono::year year = std::chrono::year_month_day{thursday}.year();
  const auto first_day = std::chrono::sys_days{year / std::chrono::January / 1};
  const auto week = (thursday - first_day).count() / 7 + 1;
  char text[32];
  std::snprintf(text, sizeof text, "%04d-W%02d", static_cast<int>(year), static_cast<int>(week));
  return text;
}

}  // namespace kiosk
