#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::json {

/// Writes one compact JSON document from front to back. Texts are UTF-8 and stay so; only what JSON demands is escaped,
/// so equal calls give equal bytes. Within an object use the forms that take a name, within an array the others.
class Writer {
 public:
  void begin_object();
  void begin_object(std::string_view name);
  void begin_array();
  void begin_array(std::string_view name);
  /// Ends the innermost object or array.
  void end();

  void text(std::string_view value);
  void text(std::string_view name, std::string_view value);
  void integer(std::int64_t value);
  void integer(std::string_view name, std::int64_t value);
  /// The shortest digits that read back as the same number; `value` is finite.
  void real(double value);
  void real(std::string_view name, double value);
  void boolean(std::string_view name, bool value);
  void null();
  void null(std::string_view name);
  /// A whole document made before, put in as it is.
  void raw(std::string_view document);
  void raw(std::string_view name, std::string_view document);

  /// The document; everything that was begun has ended.
  std::string take();

 private:
  struct Level {
    char closing;
    bool empty = true;
  };

  void next(std::string_view name);
  void next();
  void separate();
  void append_text(std::string_view value);
  void append_escaped(char c);
  void append_real(double value);
  void open(char opening, char closing);

  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace kiosk::json
