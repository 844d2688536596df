// Request targets: what is taken has no way up, no hidden bytes and one meaning.

#include "http/target.hpp"

#include "base/ensure.hpp"
#include "base/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "http/query_reader.hpp"

namespace kiosk::fuzz {

namespace {

using namespace kiosk::http;

bool has_controls(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

void check_text(std::string_view text) {
  ENSURE(!has_controls(text), "control characters came through");
  ENSURE(is_utf8(text), "bytes that are no UTF-8 came through");
}

std::string written_again(const Target& target) {
  std::string text;
  for (const std::string& segment : target.segments) text += "/" + percent_encoded(segment);
  if (text.empty()) text = "/";
  char separator = '?';
  for (const Field& parameter : target.query) {
    text += separator + percent_encoded(parameter.name) + "=" + percent_encoded(parameter.value);
    separator = '&';
  }
  return text;
}

bool is_same(const Target& a, const Target& b) {
  if (a.segments != b.segments || a.query.size() != b.query.size()) return false;
  for (std::size_t i = 0; i < a.query.size(); ++i) {
    if (a.query[i].name != b.query[i].name || a.query[i].value != b.query[i].value) return false;
  }
  return true;
}

void check_target(const Target& target, std::string_view sent) {
  ENSURE(sent.starts_with(target.path), "the path is not what was sent");
  for (const std::string& segment : target.segments) {
    check_text(segment);
    ENSURE(segment != "." && segment != "..", "a way up");
    ENSURE(segment.find_first_of("/\\") == std::string::npos, "a separator inside a segment");
  }
  for (const Field& parameter : target.query) {
    check_text(parameter.name);
    check_text(parameter.value);
  }
  const std::optional<Target> again = parse_target(written_again(target));
  ENSURE(again && is_same(target, *again), "a target changes when it is written again");
}

void check_query(Target target) {
  Request request;
  request.query = std::move(target.query);
  QueryReader reader{request};
  const std::int64_t limit = reader.integer("limit", 1, 1000, 100);
  reader.instant("from");
  reader.text("exam");
  ENSURE(reader.finish().has_error() || (limit >= 1 && limit <= 1000), "a number out of its range was taken");
}

}  // namespace

void check(std::string_view input) {
  if (std::optional<Target> target = parse_target(input)) {
    check_target(*target, input);
    check_query(std::move(*target));
  }
  if (const std::optional<std::string> decoded = percent_decoded(input)) ENSURE(is_utf8(*decoded), "no UTF-8");
  const std::optional<std::string> again = percent_decoded(percent_encoded(input));
  const bool plain = is_utf8(input) && !has_controls(input);
  ENSURE(again.has_value() == plain && (!plain || *again == input), "encoded text is not read back");
}

}  // namespace kiosk::fuzz
