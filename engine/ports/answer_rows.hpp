#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/digest.hpp"

namespace kiosk {

/// The answer to a changing request that was sent with an Idempotency-Key, kept so that a repeat is answered alike.
struct KeptAnswer {
  Digest key;      ///< hash of who asked and the key
  Digest request;  ///< hash of what was asked
  int status = 200;
  std::string body;
  std::string tag;  ///< of the ETag, without quotes
  Instant expires_at;
};

class AnswerRows {
 public:
  virtual ~AnswerRows() = default;

  /// Whatever its expiry.
  virtual std::optional<KeptAnswer> find(const Digest& key) const = 0;
  /// Takes the place of an older one with the same key.
  virtual void keep(const KeptAnswer& answer) = 0;
  /// Answers that expired before `now`; at most `limit` a call.
  virtual void remove_expired(Instant now, int limit) = 0;
};

}  // namespace kiosk
