#include "random_content.hpp"

#include <functional>

namespace kiosk::test {

namespace {

bool coin(Rng& rng) { return rng.below(2) == 1; }

int small(Rng& rng) { return static_cast<int>(rng.below(1000)); }

std::string random_id(Rng& rng) {
  std::string id = "i";
  for (std::uint64_t i = rng.below(12); i > 0; --i) id += static_cast<char>('a' + rng.below(26));
  return id;
}

std::string random_text(Rng& rng) {
  static const std::string pieces[] = {"a",    "Z",    " ", "\"", "\\", "\n", "\t",           std::string(1, '\0'),
                                       "\x1f", "\x7f", "/", "é",  "人", "📱", "\xe2\x80\xa8", "{",
                                       "]",    ",",    ":"};
  std::string text;
  for (std::uint64_t i = rng.below(20); i > 0; --i) text += pieces[rng.below(std::size(pieces))];
  return text;
}

LocalizedText random_localized(Rng& rng) {
  LocalizedText text;
  for (const char* language : {"en", "zh-CN", "id"}) {
    if (coin(rng)) text[language] = random_text(rng);
  }
  return text;
}

Rational random_rational(Rng& rng) {
  const std::int64_t numerator = static_cast<std::int64_t>(rng.below(2'000'000'000)) - 1'000'000'000;
  return {numerator, static_cast<std::int64_t>(1 + rng.below(1'000'000))};
}

template <class T>
std::vector<T> several(Rng& rng, std::uint64_t most, const std::function<T(Rng&)>& make) {
  std::vector<T> values;
  for (std::uint64_t i = rng.below(most + 1); i > 0; --i) values.push_back(make(rng));
  return values;
}

std::vector<std::string> ids(Rng& rng) { return several<std::string>(rng, 4, random_id); }

Digest random_digest(Rng& rng) {
  Digest digest;
  for (std::uint8_t& byte : digest.bytes) byte = static_cast<std::uint8_t>(rng.below(256));
  return digest;
}

Uuid random_uuid(Rng& rng) {
  Uuid::Bytes bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.below(256));
  return Uuid::random(bytes);
}

Instant random_instant(Rng& rng) { return from_unix_ms(static_cast<std::int64_t>(rng.below(4'000'000'000'000))); }

std::optional<int> maybe_small(Rng& rng) { return coin(rng) ? std::optional<int>(small(rng)) : std::nullopt; }

Option random_option(Rng& rng) { return {random_id(rng), random_localized(rng)}; }

ItemKind random_kind(Rng& rng) {
  switch (rng.below(4)) {
    case 0: return SingleChoice{several<Option>(rng, 5, random_option), random_id(rng), coin(rng)};
    case 1: return MultipleChoice{several<Option>(rng, 5, random_option), ids(rng), coin(rng)};
    case 2: return TrueFalse{coin(rng)};
    default: return Numeric{random_rational(rng), random_rational(rng), random_localized(rng)};
  }
}

Item random_item(Rng& rng) {
  Item item;
  item.id = random_id(rng);
  item.topic = random_id(rng);
  item.stem = random_localized(rng);
  item.kind = random_kind(rng);
  item.explanation = random_localized(rng);
  item.source = random_text(rng);
  return item;
}

Section random_section(Rng& rng) {
  return {random_id(rng), random_localized(rng),
          several<Draw>(rng, 3,
                        [](Rng& r) {
                          return Draw{random_id(r), small(r)};
                        }),
          maybe_small(rng)};
}

Score random_score(Rng& rng) { return {random_rational(rng), small(rng)}; }

SectionScore random_section_score(Rng& rng) { return {random_id(rng), random_score(rng), maybe_small(rng), coin(rng)}; }

FormItem random_form_item(Rng& rng) {
  return {random_id(rng), random_id(rng),
          random_id(rng), random_id(rng),
          random_id(rng), several<FormOption>(rng, 5, [](Rng& r) { return FormOption{random_id(r), random_id(r)}; })};
}

std::vector<BankFingerprint> random_fingerprints(Rng& rng) {
  return several<BankFingerprint>(rng, 3, [](Rng& r) { return BankFingerprint{random_id(r), random_digest(r)}; });
}

seconds random_seconds(Rng& rng) { return seconds{small(rng)}; }

}  // namespace

Bank random_bank(Rng& rng) {
  Bank bank;
  bank.id = random_id(rng);
  bank.version = random_id(rng);
  bank.language = random_id(rng);
  bank.title = random_localized(rng);
  bank.languages = ids(rng);
  bank.items = several<Item>(rng, 6, random_item);
  return bank;
}

Exam random_exam(Rng& rng) {
  Exam exam;
  exam.id = random_id(rng);
  exam.version = random_id(rng);
  exam.title = random_localized(rng);
  exam.languages = ids(rng);
  exam.banks = ids(rng);
  for (std::uint64_t i = rng.below(4); i > 0; --i) exam.topics[random_id(rng)] = random_localized(rng);
  exam.sections = several<Section>(rng, 3, random_section);
  exam.rules = several<Rule>(rng, 3, [](Rng& r) {
    return Rule{random_id(r), small(r), random_localized(r), random_localized(r)};
  });
  Policy& policy = exam.policy;
  policy.time_limit = random_seconds(rng);
  policy.grace = random_seconds(rng);
  policy.cut_percent = small(rng);
  policy.attempts = small(rng);
  policy.waiting_time = random_seconds(rng);
  policy.prepared_lapse = random_seconds(rng);
  policy.late_evidence = random_seconds(rng);
  policy.validity_months = small(rng);
  policy.entry = coin(rng) ? Entry::contact : Entry::invitation;
  policy.publish = coin(rng) ? Publish::on_load : Publish::by_review;
  if (coin(rng)) policy.opens_at = random_instant(rng);
  if (coin(rng)) policy.closes_at = random_instant(rng);
  return exam;
}

Form random_form(Rng& rng) {
  Form form;
  for (std::uint8_t& byte : form.seed) byte = static_cast<std::uint8_t>(rng.below(256));
  form.language = random_id(rng);
  form.exam_fingerprint = random_digest(rng);
  form.banks = random_fingerprints(rng);
  form.history = several<ItemReference>(rng, 5, [](Rng& r) { return ItemReference{random_id(r), random_id(r)}; });
  form.items = several<FormItem>(rng, 6, random_form_item);
  return form;
}

Answer random_answer(Rng& rng) {
  switch (rng.below(4)) {
    case 0: return ClearedAnswer{};
    case 1: return ChoiceAnswer{random_id(rng)};
    case 2: return ChoicesAnswer{ids(rng)};
    default: return NumberAnswer{std::to_string(small(rng)) + ".50"};
  }
}

ExamResult random_result(Rng& rng) {
  constexpr Decision decisions[] = {Decision::pass, Decision::fail, Decision::review};
  ExamResult result;
  result.decision = decisions[rng.below(3)];
  result.total = random_score(rng);
  result.cut_percent = small(rng);
  result.cut_met = coin(rng);
  result.sections = several<SectionScore>(rng, 3, random_section_score);
  result.topics = several<TopicScore>(rng, 3, [](Rng& r) { return TopicScore{random_id(r), random_score(r)}; });
  return result;
}

ApprovalRecord random_approval(Rng& rng) {
  constexpr ApprovalState states[] = {ApprovalState::active, ApprovalState::suspended, ApprovalState::revoked,
                                      ApprovalState::expired, ApprovalState::superseded};
  ApprovalRecord approval;
  approval.id = random_uuid(rng);
  approval.number = random_text(rng);
  approval.partner_id = random_uuid(rng);
  approval.region = random_id(rng);
  approval.language = random_id(rng);
  approval.exam = random_id(rng);
  approval.exam_version = random_id(rng);
  approval.exam_fingerprint = random_digest(rng);
  approval.banks = random_fingerprints(rng);
  approval.score = random_score(rng);
  approval.cut_percent = small(rng);
  approval.sections = several<SectionScore>(rng, 3, random_section_score);
  approval.rules = several<AcceptedRule>(rng, 3, [](Rng& r) { return AcceptedRule{random_id(r), small(r)}; });
  approval.awarded_at = random_instant(rng);
  approval.valid_from = random_instant(rng);
  approval.valid_until = random_instant(rng);
  approval.state = states[rng.below(5)];
  approval.revision = small(rng);
  approval.status_entry = {small(rng), small(rng)};
  return approval;
}

}  // namespace kiosk::test
