#pragma once

#include <functional>
#include <optional>
#include <string>

#include "approval/public_approval.hpp"

namespace kiosk {

/// Pictures of an approval. Safe to call from several threads.
class Certificates {
 public:
  virtual ~Certificates() = default;

  /// An SVG picture with the credential baked in (Open Badges 3.0 §5.3.2). Quick.
  virtual std::string badge(const PublicApproval& approval, const std::string& credential,
                            const Language& language) const = 0;

  /// A PDF page of A4. `done` gets it on another thread; nothing, on the caller's thread at once, when too many wait or
  /// the server is stopping, and nothing when there is no memory for it. `done` must not throw.
  virtual void print(PublicApproval approval, Language language,
                     std::function<void(std::optional<std::string>)> done) = 0;
};

}  // namespace kiosk
