#include "service/rule_text.hpp"

#include "base/ensure.hpp"

namespace kiosk {

namespace {

/// A language that both have must say the same.
bool is_as_before(const LocalizedText& text, const LocalizedText& before) {
  for (const auto& [language, words] : text) {
    const auto known = before.find(language);
    if (known != before.end() && known->second != words) return false;
  }
  return true;
}

std::vector<Rule> rules_of(const ReadTx& tx, const ContentCodec& codec, const Digest& exam) {
  const std::optional<std::string> bytes = tx.content().bytes(exam);
  ENSURE(bytes.has_value(), "published content is missing from the store");
  return codec.decode_exam(*bytes).value().rules;
}

}  // namespace

std::optional<Rule> rule_text(const ReadTx& tx, const ContentCodec& codec, const std::string& id,
                              std::optional<int> version) {
  std::optional<Rule> found;
  for (const Digest& exam : tx.content().published(ContentKind::exam)) {
    for (Rule& rule : rules_of(tx, codec, exam)) {
      if (rule.id != id || (version && rule.version != *version)) continue;
      if (!found || rule.version > found->version) {
        found = std::move(rule);
      } else if (rule.version == found->version) {
        found->title.merge(rule.title);
        found->text.merge(rule.text);
      }
    }
  }
  return found;
}

Status check_rule_texts(const ReadTx& tx, const ContentCodec& codec, const Exam& exam) {
  for (const Rule& rule : exam.rules) {
    const std::optional<Rule> before = rule_text(tx, codec, rule.id, rule.version);
    if (!before || (is_as_before(rule.title, before->title) && is_as_before(rule.text, before->text))) continue;
    return failure(ErrorCode::content_changed, "exam " + exam.id + ": rule " + rule.id + " version " +
                                                   std::to_string(rule.version) +
                                                   " was published with another text; raise its version");
  }
  return {};
}

}  // namespace kiosk
