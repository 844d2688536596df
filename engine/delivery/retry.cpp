#include "delivery/retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace kiosk {

namespace {

constexpr seconds longest_retry_after{86400};
constexpr int hopeless_tries = 3;

constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int value = 0;
  const char* begin = text.data() + from;
  const auto [stop, problem] = std::from_chars(begin, begin + count, value);
  if (problem != std::errc{} || stop != begin + count || value < 0) return std::nullopt;
  return value;
}

/// IMF-fixdate, the one form that may be sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::optional<Instant> parse_http_date(std::string_view text) {
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto day = digits(text, 5, 2);
  const auto* month = std::find(months.begin(), months.end(), text.substr(8, 3));
  const auto year = digits(text, 12, 4);
  const auto hour = digits(text, 17, 2);
  const auto minute = digits(text, 20, 2);
  const auto second = digits(text, 23, 2);
  if (!day || month == months.end() || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Instant{std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                 seconds{*second}};
}

milliseconds spread(milliseconds wait, std::uint64_t jitter) {
  const auto thousandths = static_cast<std::int64_t>(800 + jitter % 401);
  return milliseconds{wait.count() * thousandths / 1000};
}

}  // namespace

const std::vector<AttemptOutcome>& all_outcomes() {
  static const std::vector<AttemptOutcome> outcomes = [] {
    std::vector<AttemptOutcome> all;
    for (int outcome = 0; outcome <= static_cast<int>(AttemptOutcome::malformed); ++outcome) {
      all.push_back(static_cast<AttemptOutcome>(outcome));
    }
    return all;
  }();
  return outcomes;
}

std::string_view outcome_name(AttemptOutcome outcome) {
  switch (outcome) {
    case AttemptOutcome::delivered: return "delivered";
    case AttemptOutcome::redirected: return "redirected";
    case AttemptOutcome::gone: return "gone";
    case AttemptOutcome::throttled: return "throttled";
    case AttemptOutcome::refused: return "refused";
    case AttemptOutcome::timed_out: return "timed-out";
    case AttemptOutcome::unreachable: return "unreachable";
    case AttemptOutcome::tls_failed: return "tls-failed";
    case AttemptOutcome::address_refused: return "address-refused";
    case AttemptOutcome::malformed: return "malformed";
  }
  return {};
}

std::optional<AttemptOutcome> parse_outcome(std::string_view name) {
  for (const AttemptOutcome outcome : all_outcomes()) {
    if (outcome_name(outcome) == name) return outcome;
  }
  return std::nullopt;
}

AttemptOutcome outcome_of_status(int status) {
  if (status >= 200 && status < 300) return AttemptOutcome::delivered;
  if (status >= 300 && status < 400) return AttemptOutcome::redirected;
  if (status == 410) return AttemptOutcome::gone;
  if (status == 429 || status == 503) return AttemptOutcome::throttled;
  return AttemptOutcome::refused;
}

std::optional<seconds> parse_retry_after(std::string_view text, Instant now) {
  constexpr std::size_t most_digits = 9;
  if (!text.empty() && text.size() <= most_digits) {
    if (const auto count = digits(text, 0, text.size())) return seconds{*count};
  }
  const std::optional<Instant> date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::max(seconds{0}, std::chrono::ceil<seconds>(*date - now));
}

const RetrySchedule& standard_schedule() {
  using std::chrono::hours;
  using std::chrono::minutes;
  static const RetrySchedule schedule{seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5},
                                      hours{10},  hours{14},  hours{20},   hours{24}};
  return schedule;
}

NextStep next_step(const TriedOnce& tried, const RetrySchedule& schedule, std::uint64_t jitter) {
  if (tried.outcome == AttemptOutcome::delivered) return {};
  NextStep step;
  step.endpoint_is_gone = tried.outcome == AttemptOutcome::gone;
  const auto failures = static_cast<std::size_t>(tried.failures_before) + 1;
  const bool hopeless = (tried.status == 413 || tried.status == 415) && failures >= hopeless_tries;
  if (hopeless || failures > schedule.size()) {
    step.what = NextStep::What::dead;
    return step;
  }
  step.what = NextStep::What::retry;
  step.wait = spread(schedule[failures - 1], jitter);
  if (tried.outcome == AttemptOutcome::throttled && tried.retry_after) {
    step.wait = std::max(step.wait, milliseconds{std::min(*tried.retry_after, longest_retry_after)});
  }
  return step;
}

}  // namespace kiosk
