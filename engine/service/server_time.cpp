#include "service/server_time.hpp"

#include <algorithm>
#include <charconv>

namespace kiosk {

namespace {

constexpr const char* now_setting = "server-time-ms";
constexpr const char* step_setting = "clock-step-ms";

std::int64_t number(const ReadTx& tx, const char* name) {
  std::int64_t value = 0;
  if (const auto text = tx.settings().get(name)) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

}  // namespace

void keep_server_time(Tx& tx, const ServerTime& time) {
  tx.settings().set(now_setting, std::to_string(to_unix_ms(time.now)));
  tx.settings().set(step_setting, std::to_string(time.step.count()));
}

ServerTime kept_server_time(const ReadTx& tx) {
  ServerTime time{from_unix_ms(number(tx, now_setting)), milliseconds{number(tx, step_setting)}};
  if (const auto last = tx.audit().last()) time.now = std::max(time.now, last->time);
  return time;
}

}  // namespace kiosk
