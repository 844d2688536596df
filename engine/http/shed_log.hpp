#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/log.hpp"

namespace kiosk::http {

/// Says that requests are refused under load, at most once a second: thousands of lines would themselves be a load, in
/// the very second in which running exams need the processor. Used from several threads.
class ShedLog {
 public:
  explicit ShedLog(LogSink& log) : log_(log) {}

  /// One more was refused, at this reading of a clock that only goes forward.
  void add(milliseconds steady);

 private:
  LogSink& log_;
  std::mutex mutex_;
  std::uint64_t untold_ = 0;
  std::optional<milliseconds> told_at_;
};

}  // namespace kiosk::http
