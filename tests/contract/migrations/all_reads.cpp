#include "contract/migrations/all_reads.hpp"

#include <regex>

#include "crypto/keyed_hasher.hpp"
#include "json/content_codec.hpp"
#include "json/pass_rates.hpp"
#include "json/replies.hpp"
#include "json/stored.hpp"
#include "service/audit.hpp"
#include "service/operator_commands.hpp"

namespace kiosk::test {

namespace {

constexpr const char* base_url = "http://127.0.0.1:8080";

class CountingEntropy final : public Entropy {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

/// Reading issues nothing.
class NoCredentials final : public CredentialWriter {
 public:
  std::string credential(const ApprovalRecord& /*approval*/, const Exam& /*exam*/) const override { return {}; }
  std::string signed_with(std::string_view /*credential*/) const override { return {}; }
  std::string event_body(const ApprovalEvent& /*event*/) const override { return {}; }
  std::string event_type(ApprovalEventKind /*kind*/) const override { return {}; }
  FrozenEvent test_event(const EndpointTest& /*test*/) const override { return {}; }
};

class Reading {
 public:
  explicit Reading(Tx& tx) : tx_(tx), now_(tx.audit().last().value().time) {}

  std::string all() {
    read_audit();  // first: reading as others do adds to it
    for (std::int64_t row = 1; const auto applicant = tx_.people().applicant(ApplicantId{row}); ++row) {
      read_applicant(*applicant);
    }
    for (const char* name : {"base-url", "secret-check"}) line(name, tx_.settings().get(name).value_or("none"));
    read_reports();
    read_feed_of_machines();
    return std::move(text_);
  }

 private:
  void line(const std::string& name, const std::string& value) { text_ += name + ": " + value + "\n"; }

  /// Public pages of old approvals get their tokens by chance when the database is migrated.
  static std::string without_page_tokens(const std::string& text) {
    return std::regex_replace(text, std::regex{"/v/[0-9a-f]{32}\""}, "/v/(32 digits)\"");
  }

  void read_applicant(const Applicant& applicant) {
    const std::string token = issue_sign_in(tx_, context_, applicant.row, now_).token;
    const ApplicantPage page = applicant_page(tx_, context_, token, now_).value();
    line("applicant " + applicant.partner_id.text(), without_page_tokens(json::write_me(page, view_)));
    line("contact", page.identity.contact);
    for (const AttemptSummary& summary : page.attempts) read_attempt(token, summary.attempt);
    for (const HeldApproval& approval : page.approvals) {
      line("credential", tx_.approvals().credential(approval.record.id).value());
    }
  }

  void read_attempt(const std::string& token, const Attempt& attempt) {
    line("attempt", json::write_attempt(view_attempt(tx_, context_, token, attempt.id, now_).value()));
    line("form", json::encode_form(tx_.attempts().form(attempt.row)));
    line("form drawn again", rebuild_form(tx_, context_, attempt.id).value().equal ? "equal" : "different");
    for (const AcceptedRule& rule : tx_.attempts().accepted_rules(attempt.row)) {
      line("accepted", rule.rule + " " + std::to_string(rule.version));
    }
    read_responses("change", tx_.attempts().response_history(attempt.row));
    read_responses("current", tx_.attempts().responses(attempt.row));
    read_responses("late", tx_.attempts().late_responses(attempt.row));
    const Result<ResultView> result = view_result(tx_, context_, token, attempt.id, now_);
    line("result", result.has_value() ? without_page_tokens(json::write_result(*result, view_))
                                      : std::string{wire_name(result.error().code)});
    if (const auto stored = tx_.attempts().result(attempt.row)) {
      line("result version", std::to_string(stored->version) + " " + stored->reason);
    }
    edition_ = context_.editions.of_form(tx_, tx_.attempts().form(attempt.row));
  }

  void read_responses(const std::string& name, const std::vector<Response>& responses) {
    for (const Response& response : responses) {
      line(name, response.item + " epoch " + std::to_string(response.epoch) + " revision " +
                     std::to_string(response.revision) + " " + json::encode_answer(response.answer) +
                     (response.marked ? " marked " : " ") + std::to_string(response.since_start_ms) + " ms, received " +
                     std::to_string(to_unix_ms(response.received_at)));
    }
  }

  void read_reports() {
    catalogue_.set(std::make_shared<const Catalogue>(Catalogue{{edition_}, {}}));
    const StaffAccount reader = tx_.people().staff_account("an-auditor").value();
    line("staff", json::write_staff(reader.member));
    const std::string token = issue_sign_in(tx_, context_, reader.member.row, now_).token;
    for (const char* group : {"region", "language", "week", "attempt", "version"}) {
      const PassRateRequest request{token, edition_->exam.id, parse_pass_rate_group(group).value(), {}, {}, {}};
      line("pass rates", json::write_pass_rates(report_pass_rates(tx_, context_, request, now_).value()));
    }
  }

  void read_feed_of_machines() {
    const std::string bearer = add_machine_token(tx_, context_, "reader", {Scope::events_read}, now_).value();
    std::string batch;
    const auto take = [&](const OutboxEvent& event) { json::add_to_batch(batch, event); };
    const FeedPage feed = read_feed(tx_, context_, {bearer, {}, 1000}, take).value();
    line("feed", std::to_string(feed.head) + " " + json::end_batch(batch));
  }

  void read_audit() {
    tx_.audit().each(0, [this](const AuditEntry& entry) {
      line("audit", std::to_string(entry.number) + " " + std::to_string(to_unix_ms(entry.time)) + " " + entry.actor +
                        " " + entry.act + " " + entry.subject + " " + entry.details);
      return true;
    });
    line("audit chain", std::to_string(verify_audit(tx_, hasher_, {}, 1'000'000).value().entries) + " entries");
  }

  Tx& tx_;
  Instant now_;
  std::string text_;
  json::ApprovalView view_{base_url, now_};
  crypto::KeyedHasher hasher_{std::string(32, 's')};
  CountingEntropy entropy_;
  json::JsonContentCodec codec_;
  NoCredentials credentials_;
  Editions editions_{codec_};
  DrawnForms forms_{editions_};
  CurrentCatalogue catalogue_;
  Context context_{hasher_, entropy_, codec_, credentials_, editions_, forms_, catalogue_};
  ExamEditionPointer edition_;  ///< of the last attempt
};

}  // namespace

std::string all_reads(Tx& tx) { return Reading{tx}.all(); }

}  // namespace kiosk::test
