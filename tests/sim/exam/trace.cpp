#include "sim/exam/trace.hpp"

#include "crypto/sha256.hpp"

namespace kiosk::sim {

void Trace::add(Instant now, const std::string& what) {
  std::string line = to_rfc3339_ms(now) + "  " + what;
  digest_ = crypto::sha256(std::string{digest_.bytes.begin(), digest_.bytes.end()} + line);
  ++lines_;
  last_.push_back(std::move(line));
  if (last_.size() > lines_kept) last_.pop_front();
}

}  // namespace kiosk::sim
