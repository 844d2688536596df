#include "service/publish_content.hpp"

#include "base/ensure.hpp"
#include "service/audit.hpp"
#include "service/rule_text.hpp"

namespace kiosk {

namespace {

std::vector<ItemHashes> item_hashes(const Context& context, const Bank& bank) {
  std::vector<ItemHashes> hashes;
  for (const Item& item : bank.items) {
    ItemHashes entry;
    entry.item = item.id;
    entry.content = context.hasher.sha256(context.codec.encode_item(item, bank.language));
    for (const Language& language : bank.languages) {
      entry.translations.emplace_back(language,
                                      context.hasher.sha256(context.codec.encode_translation(item, language)));
    }
    hashes.push_back(std::move(entry));
  }
  return hashes;
}

/// True when the version is new and has to be added.
Result<bool> is_new(const Tx& tx, const PublishedContent& content, const char* what) {
  const auto known = tx.content().fingerprint(content.kind, content.id, content.version);
  if (!known) return true;
  if (*known == content.fingerprint) return false;
  return failure(ErrorCode::content_changed, std::string{what} + " " + content.id + " version " + content.version +
                                                 " was published with other content; raise its version");
}

void add(Tx& tx, const Context& context, const PublishedContent& content, const char* what, Instant now) {
  tx.content().add(content);
  append_audit(tx, context.hasher,
               {server_actor, std::string{what} + "-published", std::string{what} + ":" + content.id,
                "version=" + content.version + " fingerprint=" + content.fingerprint.hex()},
               now);
}

Result<PublishedBank> publish_bank(Tx& tx, const Context& context, const Bank& bank, Instant now) {
  PublishedContent content{ContentKind::bank, bank.id, bank.version, {}, context.codec.encode(bank), {}, now};
  content.fingerprint = context.hasher.sha256(content.bytes);
  const Result<bool> fresh = is_new(tx, content, "bank");
  if (fresh.has_error()) return fresh.error();
  if (*fresh) {
    content.items = item_hashes(context, bank);
    add(tx, context, content, "bank", now);
  }
  return PublishedBank{std::make_shared<const Bank>(bank), content.fingerprint};
}

Result<ExamEditionPointer> publish_exam(Tx& tx, const Context& context, const Exam& exam,
                                        const std::vector<PublishedBank>& banks, Instant now) {
  if (exam.policy.publish == Publish::by_review) {
    return failure(ErrorCode::content_invalid,
                   "exam " + exam.id + ": publish: by_review needs a reviewer's decision; use on_load");
  }
  PublishedContent content{ContentKind::exam, exam.id, exam.version, {}, context.codec.encode(exam), {}, now};
  content.fingerprint = context.hasher.sha256(content.bytes);
  const Result<bool> fresh = is_new(tx, content, "exam");
  if (fresh.has_error()) return fresh.error();
  if (*fresh) {
    const Status rules = check_rule_texts(tx, context.codec, exam);
    if (rules.has_error()) return rules.error();
    add(tx, context, content, "exam", now);
  }
  auto edition = std::make_shared<ExamEdition>(ExamEdition{exam, content.fingerprint, {}});
  for (const std::string& id : exam.banks) {
    for (const PublishedBank& bank : banks) {
      if (bank.bank->id == id) edition->banks.push_back(bank);
    }
  }
  ENSURE(edition->banks.size() == exam.banks.size(), "an exam whose banks were not loaded");
  return ExamEditionPointer{std::move(edition)};
}

}  // namespace

Result<CataloguePointer> publish_content(Tx& tx, const Context& context, const ContentSet& content, Instant now) {
  std::vector<PublishedBank> banks;
  for (const Bank& bank : content.banks) {
    Result<PublishedBank> published = publish_bank(tx, context, bank, now);
    if (published.has_error()) return published.error();
    banks.push_back(std::move(*published));
  }
  auto catalogue = std::make_shared<Catalogue>();
  catalogue->regions = content.regions;
  for (const Exam& exam : content.exams) {
    Result<ExamEditionPointer> edition = publish_exam(tx, context, exam, banks, now);
    if (edition.has_error()) return edition.error();
    context.editions.remember(*edition);
    catalogue->exams.push_back(std::move(*edition));
  }
  return CataloguePointer{std::move(catalogue)};
}

}  // namespace kiosk
