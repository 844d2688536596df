#include "http/token_uses.hpp"

namespace kiosk::http {

bool TokenUses::note(const std::string& token_id, Instant used_at) {
  const std::lock_guard lock{mutex_};
  const auto [place, first] = stored_at_.try_emplace(token_id, used_at);
  // A use from the future is one from before the clock was set back.
  if (!first && place->second <= used_at && used_at - place->second < stored_every) return false;
  place->second = used_at;
  return true;
}

}  // namespace kiosk::http
