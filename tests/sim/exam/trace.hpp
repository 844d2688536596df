#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "base/clock.hpp"
#include "base/digest.hpp"

namespace kiosk::sim {

/// What happened in a world, line by line: one digest over all of it, and the last lines for reading.
class Trace {
 public:
  static constexpr std::size_t lines_kept = 200;

  void add(Instant now, const std::string& what);

  std::string digest() const { return digest_.hex(); }
  std::int64_t lines() const { return lines_; }
  const std::deque<std::string>& last() const { return last_; }

 private:
  Digest digest_;
  std::int64_t lines_ = 0;
  std::deque<std::string> last_;
};

}  // namespace kiosk::sim
