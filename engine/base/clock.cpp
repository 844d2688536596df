#include "base/clock.hpp"

#include <algorithm>
#include <cstdio>

#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

struct CivilTime {
  int year;
  unsigned month, day, hour, minute, second, ms;
};

CivilTime split(Instant instant) {
  const auto day_point = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day_point};
  const std::chrono::hh_mm_ss time{instant - day_point};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          static_cast<unsigned>(time.hours().count()),
          static_cast<unsigned>(time.minutes().count()),
          static_cast<unsigned>(time.seconds().count()),
          static_cast<unsigned>(time.subseconds().count())};
}

std::optional<unsigned> read_digits(std::string_view text, std::size_t from, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return value;
}

std::optional<unsigned> read_fraction_ms(std::string_view fraction) {
  if (fraction.empty()) return 0;
  if (fraction.front() != '.' || fraction.size() < 2 || fraction.size() > 4) return std::nullopt;
  auto value = read_digits(fraction, 1, fraction.size() - 1);
  if (!value) return std::nullopt;
  for (std::size_t digits = fraction.size() - 1; digits < 3; ++digits) *value *= 10;
  return value;
}

}  // namespace

std::string to_rfc3339(Instant instant) {
  const CivilTime t = split(instant);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02u:%02u:%02uZ", t.year, t.month, t.day, t.hour, t.minute,
                t.second);
  return text;
}

std::string to_rfc3339_ms(Instant instant) {
  const CivilTime t = split(instant);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02u:%02u:%02u.%03uZ", t.year, t.month, t.day, t.hour, t.minute,
                t.second, t.ms);
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00";
  if (text.size() < shape.size() + 1 || text.back() != 'Z') return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != '0' && text[i] != shape[i]) return std::nullopt;
  }
  const auto year = read_digits(text, 0, 4);
  const auto month = read_digits(text, 5, 2);
  const auto day = read_digits(text, 8, 2);
  const auto hour = read_digits(text, 11, 2);
  const auto minute = read_digits(text, 14, 2);
  const auto second = read_digits(text, 17, 2);
  const auto ms = read_fraction_ms(text.substr(shape.size(), text.size() - shape.size() - 1));
  if (!year || !month || !day || !hour || !minute || !second || !ms) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                         std::chrono::day{*day}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         seconds{*second} + milliseconds{*ms};
}

ClockGuard::ClockGuard(Instant wall, milliseconds steady, Instant not_before)
    : anchor_wall_(std::max(wall, not_before)), anchor_steady_(steady), last_(anchor_wall_) {}

ClockGuard::Observation ClockGuard::observe(Instant wall, milliseconds steady) {
  Instant now = anchor_wall_ + (steady - anchor_steady_);
  const milliseconds difference = wall - now;
  const bool small =
      (difference <= tolerance && difference >= -tolerance) || planted(PlantedFault::clock_step_followed);
  if (small) {
    anchor_wall_ = wall;
    anchor_steady_ = steady;
    now = wall;
  }
  last_ = std::max(last_, now);
  return {last_, small ? milliseconds{0} : difference};
}

void ClockGuard::accept(Instant wall, milliseconds steady) {
  anchor_wall_ = wall;
  anchor_steady_ = steady;
  last_ = wall;
}

Instant resumed_time(Instant wall, milliseconds step, Instant not_before) {
  if (planted(PlantedFault::steady_time_stored) && not_before > Instant{}) return not_before;
  const Instant earlier = std::min(wall, wall - step);
  const Instant later = std::max(wall, wall - step);
  return std::max(not_before, earlier >= not_before - ClockGuard::tolerance ? earlier : later);
}

}  // namespace kiosk
