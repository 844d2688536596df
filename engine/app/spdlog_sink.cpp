#include "app/spdlog_sink.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace kiosk::app {

namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::note: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::level::level_enum lowest_level(const std::string& name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "warning") return spdlog::level::warn;
  return name == "error" ? spdlog::level::err : spdlog::level::info;
}

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" =\"") != std::string_view::npos;
}

}  // namespace

SpdlogSink::SpdlogSink(const std::string& level)
    : logger_(std::make_shared<spdlog::logger>("kiosk-exam", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_formatter(
      std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc));
  logger_->set_level(lowest_level(level));
  logger_->flush_on(spdlog::level::info);
}

void SpdlogSink::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (!logger_->should_log(spdlog_level(level))) return;
  std::string line{event};
  for (const auto& [name, value] : fields) {
    const std::string safe = escaped_for_log(value);
    line += ' ';
    line += name;
    line += '=';
    line += needs_quotes(safe) ? '"' + safe + '"' : safe;
  }
  logger_->log(spdlog_level(level), "{}", line);
}

std::string escaped_for_log(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      safe += "\\x";
      safe += digits[byte >> 4U];
      safe += digits[byte & 15U];
    } else {
      if (c == '"' || c == '\\') safe += '\\';
      safe += c;
    }
  }
  return safe;
}

}  // namespace kiosk::app
