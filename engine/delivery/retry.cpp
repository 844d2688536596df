#include "delivery/retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace kiosk {

namespace {

constexpr seconds longest_retry_after{86400};
constexpr int hopeless_tries = 3;

constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Of digits alone, few enough for an int.
int number_in(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// IMF-fixdate (RFC 9110 §5.6.7), the one form that may be sent.
bool has_form_of_date(std::string_view text) {
  constexpr std::string_view form = "aaa, 00 aaa 0000 00:00:00 GMT";  // any letter for an a, any digit for a 0
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char place) {
    if (place == '0') return is_digit(c);
    return place == 'a' ? is_letter(c) : c == place;
  });
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`; the second 60 is a leap second.
std::optional<Instant> parse_http_date(std::string_view text) {
  if (!has_form_of_date(text)) return std::nullopt;
  const auto* month = std::find(months.begin(), months.end(), text.substr(8, 3));
  const auto number = [&](std::size_t from, std::size_t count) { return number_in(text.substr(from, count)); };
  const int hour = number(17, 2);
  const int minute = number(20, 2);
  const int second = number(23, 2);
  if (month == months.end() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{number(12, 4)},
                                         std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
                                         std::chrono::day{static_cast<unsigned>(number(5, 2))}};
  if (!date.ok()) return std::nullopt;
  return Instant{std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                 seconds{second}};
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
  if (!text.empty() && text.size() <= most_digits && std::all_of(text.begin(), text.end(), is_digit)) {
    return seconds{number_in(text)};
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
