#include "http/shed_log.hpp"

#include <string>
#include <utility>

namespace kiosk::http {

void ShedLog::add(milliseconds steady) {
  constexpr milliseconds pause{1'000};
  std::uint64_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    ++untold_;
    if (told_at_ && steady - *told_at_ < pause) return;
    told_at_ = steady;
    count = std::exchange(untold_, 0);
  }
  log_.write(LogLevel::warning, "requests-shed", {{"count", std::to_string(count)}});
}

}  // namespace kiosk::http
