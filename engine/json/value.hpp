#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace kiosk::json {

struct Member;

/// A parsed JSON document. Members keep their order and are unique. A number is `int64_t` when it is written as an
/// integer and fits, otherwise a finite `double`.
struct Value {
  using Array = std::vector<Value>;
  using Object = std::vector<Member>;

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> data;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Object* object() const { return std::get_if<Object>(&data); }
};

struct Member {
  std::string name;
  Value value;
};

}  // namespace kiosk::json
