#include "contract/samples.hpp"

#include <algorithm>

namespace kiosk::test {

namespace {

constexpr std::uint64_t contact_space = 1'000'000;
constexpr std::uint64_t code_space = 2'000'000;
constexpr std::uint64_t partner_space = 3'000'000;
constexpr std::uint64_t attempt_space = 4'000'000;
constexpr std::uint64_t approval_space = 5'000'000;

}  // namespace

Digest a_digest(std::uint64_t number) {
  Digest digest;
  digest.bytes.fill(0x5A);
  for (std::size_t i = 0; i < 8; ++i) digest.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return digest;
}

Uuid an_id(std::uint64_t number) {
  Uuid::Bytes bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return Uuid::random(bytes);
}

NewApplicant an_applicant(std::uint64_t number, const std::string& region) {
  NewApplicant fresh;
  fresh.applicant = {{}, an_id(number), an_id(partner_space + number), region, "zh-CN", noon};
  fresh.identity = {"Name " + std::to_string(number), "contact " + std::to_string(number), ""};
  fresh.contact_hash = a_digest(contact_space + number);
  fresh.code_hash = a_digest(code_space + number);
  return fresh;
}

StaffAccount a_staff_account(std::uint64_t number) {
  return {{{}, an_id(number), "staff-" + std::to_string(number), Role::hq}, "encoded"};
}

NewAttempt an_attempt(std::uint64_t number, ApplicantId applicant, const std::string& language) {
  NewAttempt fresh;
  fresh.attempt.id = an_id(attempt_space + number);
  fresh.attempt.applicant = applicant;
  fresh.attempt.exam = "kiosk-partner";
  fresh.attempt.exam_version = "2026.1";
  fresh.attempt.timing = {seconds{2400}, seconds{15}, seconds{3600}, seconds{86400}};
  fresh.attempt.prepared_at = noon;
  fresh.form.seed.fill(static_cast<std::uint8_t>(number));
  fresh.form.language = language;
  fresh.form.exam_fingerprint = a_digest(1);
  fresh.form.banks = {{"phones", a_digest(2)}};
  fresh.form.history = {{"phones", "seen-before"}};
  fresh.form.items = {{"q1", "products", "phones", "phones", "display", {{"o1", "b"}, {"o2", "a"}}},
                      {"q2", "products", "phones", "phones", "weight", {}}};
  fresh.accepted_rules = {{"price-alignment", 1}, {"no-cheating", 3}};
  return fresh;
}

Response a_response(const std::string& item, int epoch, int revision, const std::string& option) {
  Response response;
  response.item = item;
  response.epoch = epoch;
  response.revision = revision;
  response.answer = ChoiceAnswer{option};
  response.marked = revision % 2 == 0;
  response.since_start_ms = 1000 * revision;
  response.received_at = noon + seconds{revision};
  return response;
}

StoredResult a_result(Decision decision) {
  ExamResult result;
  result.decision = decision;
  result.total = {Rational{33}, 40};
  result.cut_percent = 80;
  result.cut_met = decision == Decision::pass;
  result.sections = {{"rules", {Rational{8}, 10}, 7, true}};
  result.topics = {{"phones", {Rational{5}, 8}}};
  return {1, result, "submitted", noon + seconds{2000}};
}

NewApproval an_approval(std::uint64_t number, ApplicantId applicant, AttemptId attempt) {
  NewApproval fresh;
  ApprovalRecord& record = fresh.record;
  record.id = an_id(approval_space + number);
  record.number = "KP-CN-GD-2026-" + std::to_string(number);
  record.partner_id = an_id(partner_space + number);
  record.region = "CN-GD";
  record.language = "zh-CN";
  record.exam = "kiosk-partner";
  record.exam_version = "2026.1";
  record.exam_fingerprint = a_digest(1);
  record.score = {Rational{33}, 40};
  record.cut_percent = 80;
  record.rules = {{"price-alignment", 1}};
  record.awarded_at = noon;
  record.valid_from = noon;
  record.valid_until = noon + std::chrono::hours{24 * 365};
  record.status_entry = {1, static_cast<int>(number)};
  fresh.applicant = applicant;
  fresh.attempt = attempt;
  fresh.credential = "header.payload.signature-" + std::to_string(number);
  fresh.page_token = "token-of-the-page-number-" + std::to_string(number);
  return fresh;
}

OutboxEvent an_event(std::int64_t sequence) {
  const std::string number = std::to_string(sequence);
  return {sequence, "evt_" + number, "approval.issued.v1", "approvals/" + number, "{\"n\":" + number + "}", noon};
}

AuditEntry an_audit_entry(std::int64_t number) {
  return {number,
          noon,
          "server",
          "attempt-started",
          "attempt:1",
          "",
          a_digest(static_cast<std::uint64_t>(number - 1)),
          a_digest(static_cast<std::uint64_t>(number))};
}

Attempt started(Attempt attempt, Instant now) {
  attempt.state = AttemptState::open;
  attempt.started_at = now;
  attempt.epoch = 1;
  return attempt;
}

Attempt handed_in(Attempt attempt, Instant now) {
  attempt.state = AttemptState::submitted;
  attempt.ended_at = now;
  return attempt;
}

bool same(const Response& a, const Response& b) {
  return a.item == b.item && a.epoch == b.epoch && a.revision == b.revision && a.answer == b.answer &&
         a.marked == b.marked && a.since_start_ms == b.since_start_ms && a.received_at == b.received_at;
}

bool same(const std::vector<Response>& a, const std::vector<Response>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Response& left, const Response& right) { return same(left, right); });
}

ApplicantId add_applicant(Bench& bench, std::uint64_t number, const std::string& region) {
  return bench.set([&](Tx& tx) { return tx.people().add_applicant(an_applicant(number, region)); });
}

Attempt add_attempt(Bench& bench, const NewAttempt& attempt) {
  Attempt added = attempt.attempt;
  added.row = bench.set([&](Tx& tx) { return tx.attempts().add(attempt); });
  return added;
}

}  // namespace kiosk::test
