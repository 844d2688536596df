#pragma once

#include "ports/content_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteContentRows final : public ContentRows {
 public:
  explicit SqliteContentRows(Database& database) : database_(database) {}

  std::optional<Digest> fingerprint(ContentKind kind, const std::string& id, const std::string& version) const override;
  std::optional<std::string> bytes(const Digest& fingerprint) const override;
  std::vector<Digest> published(ContentKind kind) const override;

  void add(const PublishedContent& content) override;

 private:
  void add_item_hashes(const Digest& bank, const ItemHashes& hashes);

  Database& database_;
};

class SqliteSettingRows final : public SettingRows {
 public:
  explicit SqliteSettingRows(Database& database) : database_(database) {}

  std::optional<std::string> get(const std::string& name) const override;
  void set(const std::string& name, const std::string& value) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
