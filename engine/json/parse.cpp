#include "json/parse.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace kiosk::json {

namespace {

using ErrorCodeOfBoost = boost::json::error_code;

bool has_duplicate(const Value::Object& members) {
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const Member& member : members) names.push_back(member.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

/// Builds the Value from what boost::json::basic_parser reports.
class Builder {
 public:
  // Names that basic_parser asks for; the size of the whole is limited before.
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  bool on_document_begin(ErrorCodeOfBoost&) { return true; }
  bool on_document_end(ErrorCodeOfBoost&) { return true; }

  bool on_object_begin(ErrorCodeOfBoost&) { return open(Value::Object{}); }
  bool on_object_end(std::size_t, ErrorCodeOfBoost& code) {
    if (has_duplicate(std::get<Value::Object>(open_.back().value.data))) {
      duplicate_ = true;
      code = boost::json::error::syntax;
      return false;
    }
    return close();
  }
  bool on_array_begin(ErrorCodeOfBoost&) { return open(Value::Array{}); }
  bool on_array_end(std::size_t, ErrorCodeOfBoost&) { return close(); }

  bool on_key_part(std::string_view part, std::size_t, ErrorCodeOfBoost&) {
    name_ += part;
    return true;
  }
  bool on_key(std::string_view part, std::size_t, ErrorCodeOfBoost&) {
    name_ += part;
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, ErrorCodeOfBoost&) {
    text_ += part;
    return true;
  }
  bool on_string(std::string_view part, std::size_t, ErrorCodeOfBoost&) {
    text_ += part;
    return add(std::exchange(text_, {}));
  }
  bool on_number_part(std::string_view, ErrorCodeOfBoost&) { return true; }
  bool on_int64(std::int64_t number, std::string_view, ErrorCodeOfBoost&) { return add(number); }
  bool on_uint64(std::uint64_t number, std::string_view, ErrorCodeOfBoost&) { return add(static_cast<double>(number)); }
  bool on_double(double number, std::string_view, ErrorCodeOfBoost& code) {
    if (std::isfinite(number)) return add(number);
    code = boost::json::error::exponent_overflow;  // basic_parser itself takes it for infinity
    return false;
  }
  bool on_bool(bool flag, ErrorCodeOfBoost&) { return add(flag); }
  bool on_null(ErrorCodeOfBoost&) { return add(nullptr); }
  bool on_comment_part(std::string_view, ErrorCodeOfBoost&) { return true; }
  bool on_comment(std::string_view, ErrorCodeOfBoost&) { return true; }

  bool found_duplicate() const { return duplicate_; }
  Value take() { return std::move(root_); }

 private:
  /// An array or object that is not closed yet, and its name in the object around it.
  struct Open {
    std::string name;
    Value value;
  };

  bool open(Value value) {
    open_.push_back({std::exchange(name_, {}), std::move(value)});
    return true;
  }
  bool open(Value::Array array) { return open(Value{std::move(array)}); }
  bool open(Value::Object object) { return open(Value{std::move(object)}); }

  bool close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    name_ = std::move(closed.name);
    return place(std::move(closed.value));
  }

  template <class T>
  bool add(T data) {
    Value value;
    value.data = std::move(data);
    return place(std::move(value));
  }

  bool place(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* object = std::get_if<Value::Object>(&open_.back().value.data)) {
      object->push_back({std::exchange(name_, {}), std::move(value)});
    } else {
      std::get<Value::Array>(open_.back().value.data).push_back(std::move(value));
    }
    return true;
  }

  Value root_;
  std::vector<Open> open_;
  std::string name_;
  std::string text_;
  bool duplicate_ = false;
};

Error malformed(const std::string& reason, std::size_t byte) {
  return failure(ErrorCode::body_malformed, "not the JSON asked for: " + reason + " at byte " + std::to_string(byte));
}

}  // namespace

Result<Value> parse(std::string_view text, std::size_t most_bytes) {
  if (text.size() > most_bytes) {
    return failure(ErrorCode::payload_too_large, "more than " + std::to_string(most_bytes) + " bytes");
  }
  boost::json::parse_options options;
  options.max_depth = greatest_depth;
  boost::json::basic_parser<Builder> parser(options);
  ErrorCodeOfBoost code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (parser.handler().found_duplicate()) return malformed("a member given twice in the object that ends", read);
  if (code) return malformed(code.message(), read);
  if (read < text.size()) return malformed("more after the document", read);
  return parser.handler().take();
}

}  // namespace kiosk::json
