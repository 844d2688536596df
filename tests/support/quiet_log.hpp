#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "base/log.hpp"

namespace kiosk::test {

/// Keeps the names of the events that were logged.
class QuietLog final : public LogSink {
 public:
  void write(LogLevel /*level*/, std::string_view event, std::initializer_list<LogField> /*fields*/) override {
    const std::lock_guard guard{mutex_};
    events_.emplace_back(event);
  }

  bool has(std::string_view event) const {
    const std::lock_guard guard{mutex_};
    return std::find(events_.begin(), events_.end(), event) != events_.end();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> events_;
};

}  // namespace kiosk::test
