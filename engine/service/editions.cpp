#include "service/editions.hpp"

#include "base/ensure.hpp"
#include "service/rule_text.hpp"

namespace kiosk {

namespace {

std::string published_bytes(const ReadTx& tx, const Digest& fingerprint) {
  std::optional<std::string> bytes = tx.content().bytes(fingerprint);
  ENSURE(bytes.has_value(), "published content is missing from the store");
  return std::move(*bytes);
}

}  // namespace

void Editions::remember(const ExamEditionPointer& edition) {
  Key key{edition->fingerprint, {}};
  for (const PublishedBank& bank : edition->banks) key.second.push_back(bank.fingerprint);
  const std::lock_guard lock(mutex_);
  known_.insert_or_assign(std::move(key), edition);
}

ExamEditionPointer Editions::of_form(const ReadTx& tx, const Form& form) {
  Key key{form.exam_fingerprint, {}};
  for (const BankFingerprint& bank : form.banks) key.second.push_back(bank.fingerprint);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
  }
  ExamEditionPointer edition = load(tx, form);
  remember(edition);
  return edition;
}

ExamEditionPointer Editions::load(const ReadTx& tx, const Form& form) const {
  auto edition = std::make_shared<ExamEdition>();
  edition->exam = codec_.decode_exam(published_bytes(tx, form.exam_fingerprint)).value();
  edition->fingerprint = form.exam_fingerprint;
  for (const BankFingerprint& bank : form.banks) {
    auto decoded = std::make_shared<const Bank>(codec_.decode_bank(published_bytes(tx, bank.fingerprint)).value());
    edition->banks.push_back({std::move(decoded), bank.fingerprint});
  }
  return edition;
}

std::optional<Rule> Editions::rule(const ReadTx& tx, const std::string& id) const {
  return rule_text(tx, codec_, id, std::nullopt);
}

std::optional<Exam> Editions::exam(const ReadTx& tx, const std::string& id, const std::string& version) const {
  const auto fingerprint = tx.content().fingerprint(ContentKind::exam, id, version);
  if (!fingerprint) return std::nullopt;
  return codec_.decode_exam(published_bytes(tx, *fingerprint)).value();
}

}  // namespace kiosk
