#include "json/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/ensure.hpp"

namespace kiosk::json {

namespace {
bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20U; }
}  // namespace

void Writer::separate() {
  if (!levels_.back().empty) out_ += ',';
  levels_.back().empty = false;
}

void Writer::next() {
  if (levels_.empty()) {
    ENSURE(out_.empty(), "one document has one value");
    return;
  }
  ENSURE(levels_.back().closing == ']', "members of an object have names");
  separate();
}

void Writer::next(std::string_view name) {
  ENSURE(!levels_.empty() && levels_.back().closing == '}', "only members of an object have names");
  separate();
  append_text(name);
  out_ += ':';
}

void Writer::append_text(std::string_view value) {
  out_ += '"';
  std::size_t written = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (!needs_escape(value[at])) continue;
    out_ += value.substr(written, at - written);
    append_escaped(value[at]);
    written = at + 1;
  }
  out_ += value.substr(written);
  out_ += '"';
}

void Writer::append_escaped(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto octet = static_cast<unsigned char>(c);
  switch (c) {
    case '"': out_ += "\\\""; break;
    case '\\': out_ += "\\\\"; break;
    case '\b': out_ += "\\b"; break;
    case '\f': out_ += "\\f"; break;
    case '\n': out_ += "\\n"; break;
    case '\r': out_ += "\\r"; break;
    case '\t': out_ += "\\t"; break;
    default:
      out_ += "\\u00";
      out_ += digits[octet >> 4U];
      out_ += digits[octet & 0x0FU];
  }
}

void Writer::open(char opening, char closing) {
  out_ += opening;
  levels_.push_back({closing});
}

void Writer::begin_object() {
  next();
  open('{', '}');
}

void Writer::begin_object(std::string_view name) {
  next(name);
  open('{', '}');
}

void Writer::begin_array() {
  next();
  open('[', ']');
}

void Writer::begin_array(std::string_view name) {
  next(name);
  open('[', ']');
}

void Writer::end() {
  ENSURE(!levels_.empty(), "something to end");
  out_ += levels_.back().closing;
  levels_.pop_back();
}

void Writer::text(std::string_view value) {
  next();
  append_text(value);
}

void Writer::text(std::string_view name, std::string_view value) {
  next(name);
  append_text(value);
}

void Writer::integer(std::int64_t value) {
  next();
  out_ += std::to_string(value);
}

void Writer::integer(std::string_view name, std::int64_t value) {
  next(name);
  out_ += std::to_string(value);
}

void Writer::append_real(double value) {
  ENSURE(std::isfinite(value), "JSON has no infinity");
  std::array<char, 32> digits{};
  const std::to_chars_result result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  ENSURE(result.ec == std::errc{}, "32 characters hold a double");
  out_.append(digits.data(), result.ptr);
}

void Writer::real(double value) {
  next();
  append_real(value);
}

void Writer::real(std::string_view name, double value) {
  next(name);
  append_real(value);
}

void Writer::boolean(std::string_view name, bool value) {
  next(name);
  out_ += value ? "true" : "false";
}

void Writer::null() {
  next();
  out_ += "null";
}

void Writer::null(std::string_view name) {
  next(name);
  out_ += "null";
}

void Writer::raw(std::string_view document) {
  next();
  out_ += document;
}

void Writer::raw(std::string_view name, std::string_view document) {
  next(name);
  out_ += document;
}

std::string Writer::take() {
  ENSURE(levels_.empty() && !out_.empty(), "a whole document");
  return std::exchange(out_, {});
}

}  // namespace kiosk::json
