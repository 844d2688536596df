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

void TokenUses::forget(const std::string& token_id) {
  const std::lock_guard lock{mutex_};
  stored_at_.erase(token_id);
}

}  // namespace kiosk::http
