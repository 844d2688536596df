#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kiosk {

enum class LogLevel { debug, note, warning, error };

using LogField = std::pair<std::string_view, std::string>;

/// Where log lines go. Events are stable kebab-case words; fields carry ids and numbers, never names, codes, cookies
/// or answers. Implementations escape control characters and may be called from any thread.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) = 0;
};

}  // namespace kiosk
