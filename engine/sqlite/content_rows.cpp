#include "sqlite/content_rows.hpp"

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

std::string_view kind_text(ContentKind kind) {
  switch (kind) {
    case ContentKind::bank: return "bank";
    case ContentKind::exam: return "exam";
  }
  ENSURE(false, "content of no kind");
}

}  // namespace

std::optional<Digest> SqliteContentRows::fingerprint(ContentKind kind, const std::string& id,
                                                     const std::string& version) const {
  Statement row =
      database_.query("SELECT fingerprint FROM content_versions WHERE kind = ?1 AND id = ?2 AND version = ?3",
                      kind_text(kind), id, version);
  if (!row.next()) return std::nullopt;
  return digest_at(row, 0);
}

std::optional<std::string> SqliteContentRows::bytes(const Digest& fingerprint) const {
  Statement row = database_.query("SELECT bytes FROM content WHERE fingerprint = ?1", fingerprint);
  if (!row.next()) return std::nullopt;
  return row.blob(0);
}

std::vector<Digest> SqliteContentRows::published(ContentKind kind) const {
  Statement row = database_.query("SELECT fingerprint FROM content_versions WHERE kind = ?1", kind_text(kind));
  std::vector<Digest> fingerprints;
  while (row.next()) fingerprints.push_back(digest_at(row, 0));
  return fingerprints;
}

void SqliteContentRows::add(const PublishedContent& content) {
  const bool known = bytes(content.fingerprint).has_value();
  if (!known) {
    database_.run("INSERT INTO content (fingerprint, bytes) VALUES (?1, ?2)", content.fingerprint, Blob{content.bytes});
  }
  database_.run(
      "INSERT INTO content_versions (kind, id, version, fingerprint, published_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
      kind_text(content.kind), content.id, content.version, content.fingerprint, content.published_at);
  if (known) return;
  for (const ItemHashes& hashes : content.items) add_item_hashes(content.fingerprint, hashes);
}

void SqliteContentRows::add_item_hashes(const Digest& bank, const ItemHashes& hashes) {
  database_.run("INSERT INTO item_hashes (bank_fingerprint, item, content_hash) VALUES (?1, ?2, ?3)", bank, hashes.item,
                hashes.content);
  for (const auto& [language, hash] : hashes.translations) {
    database_.run(
        "INSERT INTO translation_hashes (bank_fingerprint, item, language, content_hash) VALUES (?1, ?2, ?3, ?4)", bank,
        hashes.item, language, hash);
  }
}

std::optional<std::string> SqliteSettingRows::get(const std::string& name) const {
  Statement row = database_.query("SELECT value FROM settings WHERE name = ?1", name);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

void SqliteSettingRows::set(const std::string& name, const std::string& value) {
  database_.run("INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name,
                value);
}

}  // namespace kiosk::sqlite
