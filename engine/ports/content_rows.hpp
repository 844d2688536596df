#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/digest.hpp"

namespace kiosk {

enum class ContentKind { bank, exam };

/// Hashes of one item of a published bank, so that item statistics can follow an item over versions.
struct ItemHashes {
  std::string item;
  Digest content;  ///< stem, options, key and rule in the bank's language
  std::vector<std::pair<std::string, Digest>> translations;
};

struct PublishedContent {
  ContentKind kind = ContentKind::bank;
  std::string id;
  std::string version;
  Digest fingerprint;
  std::string bytes;              ///< canonical, never changes
  std::vector<ItemHashes> items;  ///< banks only
  Instant published_at;
};

class ContentRows {
 public:
  virtual ~ContentRows() = default;

  virtual std::optional<Digest> fingerprint(ContentKind kind, const std::string& id,
                                            const std::string& version) const = 0;
  virtual std::optional<std::string> bytes(const Digest& fingerprint) const = 0;
  /// Every version ever published, in no particular order.
  virtual std::vector<Digest> published(ContentKind kind) const = 0;

  virtual void add(const PublishedContent& content) = 0;
};

/// Single values of the server itself, for example the pinned base URL.
class SettingRows {
 public:
  virtual ~SettingRows() = default;
  virtual std::optional<std::string> get(const std::string& name) const = 0;
  virtual void set(const std::string& name, const std::string& value) = 0;
};

}  // namespace kiosk
