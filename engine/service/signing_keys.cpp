#include "service/signing_keys.hpp"

#include <charconv>

namespace kiosk {

namespace {

std::string setting_of(const std::string& name) { return "key-published-ms:" + name; }

}  // namespace

void note_published_keys(Tx& tx, const std::vector<std::string>& names, Instant now) {
  for (const std::string& name : names) {
    if (!tx.settings().get(setting_of(name))) tx.settings().set(setting_of(name), std::to_string(to_unix_ms(now)));
  }
}

std::optional<Instant> key_published_at(const ReadTx& tx, const std::string& name) {
  const std::optional<std::string> text = tx.settings().get(setting_of(name));
  if (!text) return std::nullopt;
  std::int64_t ms = 0;
  std::from_chars(text->data(), text->data() + text->size(), ms);
  return from_unix_ms(ms);
}

}  // namespace kiosk
