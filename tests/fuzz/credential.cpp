// What strangers hand in to be verified: any bytes, the issued credential with bytes changed, and payloads that our own
// key has signed. Valid is the issued credential to the byte and nothing else.

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "fuzz/fuzz.hpp"
#include "onboarding/credential_checker.hpp"
#include "onboarding/credential_writer.hpp"
#include "service/verify_credential.hpp"
#include "support/memory_store/memory_store.hpp"
#include "support/sample_exam.hpp"
#include "unit/onboarding/sample_approval.hpp"

namespace kiosk::fuzz {

namespace {

/// A store with one approval in force, and its credential.
class Issued {
 public:
  Issued() {
    const ApprovalRecord record = test::sample_approval();
    credential_ = onboarding::OpenBadgeWriter{test::sample_programme(), keys_}.credential(record, test::sample_exam());
    store_.submit(
        [&](Tx& tx) -> Status {
          NewAttempt attempt;
          attempt.attempt.applicant = tx.people().add_applicant({});
          const AttemptId row = tx.attempts().add(attempt);
          tx.attempts().add_result(row, {});
          tx.approvals().add({record, attempt.attempt.applicant, row, 1, credential_, "page"});
          return {};
        },
        [](const Status& status) { ENSURE(status.has_value(), "the sample is refused"); });
  }

  const std::string& credential() const { return credential_; }

  Verification verified(const std::string& credential) {
    Verification result;
    store_.read(
        [&](const ReadTx& tx) -> Status {
          result = verify_credential(tx, checker_, credential, test::sample_approval().valid_from);
          return {};
        },
        [](const Status& status) { ENSURE(status.has_value(), "the store cannot be read"); });
    return result;
  }

  /// Signed by the key that signs approvals, whatever it says.
  std::string with_payload(std::string_view payload) const {
    const std::string message = credential_.substr(0, credential_.find('.') + 1) + to_base64url(payload);
    const crypto::Es256Signature signature = keys_.signing_key()->sign(message);
    return message + "." + to_base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
  }

  std::string payload() const {
    const std::size_t begin = credential_.find('.') + 1;
    return from_base64url(std::string_view{credential_}.substr(begin, credential_.rfind('.') - begin)).value();
  }

 private:
  test::KnownKeys keys_;
  crypto::Es256Verifier verifier_;
  onboarding::JwsChecker checker_{{test::sample_programme()}, keys_, verifier_};
  test::MemoryStore store_;
  std::string credential_;
};

/// Four bytes an edit: where (two), what to do, with which byte.
std::string edited(std::string text, std::string_view edits) {
  for (; edits.size() >= 4 && !text.empty(); edits.remove_prefix(4)) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(edits[i]); };
    const std::size_t where = (byte(0) * std::size_t{256} + byte(1)) % text.size();
    switch (byte(2) % 4) {
      case 0: text[where] = edits[3]; break;
      case 1: text.insert(where, 1, edits[3]); break;
      case 2: text.erase(where, byte(3)); break;
      default: text[where] = static_cast<char>(text[where] ^ (1 << byte(3) % 8)); break;
    }
  }
  return text;
}

std::string handed_in(const Issued& issued, std::string_view input) {
  const auto [which, rest] = choose(input, 4);
  switch (which) {
    case 0: return std::string{rest};
    case 1: return edited(issued.credential(), rest);
    case 2: return issued.with_payload(edited(issued.payload(), rest));
    default: return issued.with_payload(rest);
  }
}

}  // namespace

void check(std::string_view input) {
  static Issued issued;
  const std::string credential = handed_in(issued, input);
  const Verification result = issued.verified(credential);
  ENSURE(result.valid == (credential == issued.credential()), "valid is what was issued, and nothing else");
  ENSURE(!result.checks.empty() && result.checks.front().check == CredentialCheck::form, "not looked at");
  ENSURE(!result.valid || result.checks.size() == 10, "valid without every check");
}

}  // namespace kiosk::fuzz
