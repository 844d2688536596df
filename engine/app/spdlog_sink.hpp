#pragma once

#include <memory>
#include <string>

#include "base/log.hpp"

namespace spdlog {
class logger;
}

namespace kiosk::app {

/// Log lines on standard error: time in UTC, level, event, `name=value` pairs. Control characters are escaped, so that
/// one event is one line.
class SpdlogSink final : public LogSink {
 public:
  /// `level`: debug, note, warning, error.
  explicit SpdlogSink(const std::string& level);

  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) override;

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

/// Control characters as `\xNN`, quotes and backslashes escaped.
std::string escaped_for_log(std::string_view text);

}  // namespace kiosk::app
