#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"

namespace kiosk::http {

/// When which machine token was used, for the one who looks whether an old token may go. The last use is stored once
/// a minute at most: a machine that polls must not make the writer sync for that. Used from several threads.
class TokenUses {
 public:
  static constexpr seconds stored_every{60};

  /// Notes a use of a token that was found right. True: it is time to store it.
  bool note(const std::string& token_id, Instant used_at);
  /// It could not be stored: the next use is.
  void forget(const std::string& token_id);

 private:
  std::mutex mutex_;
  std::map<std::string, Instant> stored_at_;  ///< guarded by mutex_; as many as there are tokens
};

}  // namespace kiosk::http
