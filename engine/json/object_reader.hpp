#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "json/value.hpp"

namespace kiosk::json {

/// A value and its place in the document.
struct PlacedValue {
  const Value* value = nullptr;
  std::string pointer;  ///< JSON Pointer, RFC 6901
};

using Problems = std::vector<FieldProblem>;

/// Reads the members of one object and notes everything that is wrong with them, so that a client hears of all faults
/// at once. After a problem the value answered is a harmless default; the caller looks at the problems before it uses
/// anything. Codes: `required`, `wrong-type`, `unknown-member`, `too-long`, `too-many`, `characters`, `out-of-range`,
/// `unknown-value`. An optional member may be absent, but not null.
class ObjectReader {
 public:
  ObjectReader(const PlacedValue& place, Problems& problems);

  bool has(std::string_view name) { return find(name) != nullptr; }

  /// Any text of at most `most_bytes` bytes of UTF-8.
  std::string text(std::string_view name, std::size_t most_bytes);
  /// A text without control characters.
  std::string line(std::string_view name, std::size_t most_bytes);
  std::string optional_line(std::string_view name, std::size_t most_bytes);
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t least, std::int64_t most);
  bool boolean(std::string_view name);
  std::vector<PlacedValue> array(std::string_view name, std::size_t most_elements);
  /// An array of texts without control characters.
  std::vector<std::string> lines(std::string_view name, std::size_t most_elements, std::size_t most_bytes);
  ObjectReader object(std::string_view name);
  /// Any value, null too; a null pointer when it is missing.
  PlacedValue any(std::string_view name);

  /// Notes every member that nothing has asked for.
  void refuse_unknown();
  /// Notes a problem that the caller found in a member.
  void note(std::string_view name, std::string code, std::string detail);

 private:
  const Value* find(std::string_view name);
  const Value* required(std::string_view name);
  template <class T, class Read>
  T read_member(std::string_view name, T missing, const Read& read);
  std::string pointer_to(std::string_view name) const;

  const Value::Object* members_ = nullptr;  ///< null when the value is no object, which was noted
  std::string pointer_;
  Problems* problems_;
  std::vector<const Member*> known_;  ///< those that were asked for
};

/// The elements of one document read on their own, as in arrays. Each notes its problem and answers a default.
std::string read_text(const PlacedValue& place, std::size_t most_bytes, Problems& problems);
std::string read_line(const PlacedValue& place, std::size_t most_bytes, Problems& problems);
std::int64_t read_integer(const PlacedValue& place, std::int64_t least, std::int64_t most, Problems& problems);
bool read_boolean(const PlacedValue& place, Problems& problems);
std::vector<PlacedValue> read_array(const PlacedValue& place, std::size_t most_elements, Problems& problems);

}  // namespace kiosk::json
