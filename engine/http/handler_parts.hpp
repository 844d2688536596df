#pragma once

#include <atomic>
#include <string>

#include "base/log.hpp"
#include "http/access.hpp"
#include "http/budget.hpp"
#include "http/commit_signal.hpp"
#include "http/error_map.hpp"
#include "http/router.hpp"
#include "http/token_uses.hpp"
#include "ports/certificates.hpp"
#include "ports/credential_checker.hpp"
#include "ports/password_hasher.hpp"
#include "ports/public_documents.hpp"
#include "service/context.hpp"

namespace kiosk::http {

/// Tries of strangers. Sizes leave room for a class that signs in behind one address. A good sign-in costs nothing, a
/// registration always does.
struct BudgetRules {
  BucketRule code_per_address{30, milliseconds{5'000}};
  BucketRule codes_in_all{300, milliseconds{200}};
  BucketRule password_per_address{20, milliseconds{10'000}};
  BucketRule password_per_name{10, milliseconds{30'000}};
  BucketRule passwords_in_all{200, milliseconds{500}};
  BucketRule registration_per_address{100, milliseconds{10'000}};
  BucketRule registrations_in_all{1000, milliseconds{100}};
  BucketRule looks_per_address{120, milliseconds{500}};  ///< at public pages, and verifications
  BucketRule looks_in_all{3000, milliseconds{5}};
  BucketRule prints_per_address{20, milliseconds{10'000}};  ///< certificates: a page costs some 20 ms
  BucketRule prints_in_all{400, milliseconds{1'000}};
};

struct Budgets {
  explicit Budgets(const BudgetRules& rules)
      : codes(rules.code_per_address, rules.codes_in_all),
        passwords(rules.password_per_address, rules.passwords_in_all),
        password_names(rules.password_per_name, rules.passwords_in_all),
        registrations(rules.registration_per_address, rules.registrations_in_all),
        looks(rules.looks_per_address, rules.looks_in_all),
        prints(rules.prints_per_address, rules.prints_in_all) {}

  Budget codes;
  Budget passwords;
  Budget password_names;
  Budget registrations;
  Budget looks;
  Budget prints;
};

/// What handlers work with. Outlives every responder.
struct HandlerParts {
  Store& store;
  const Context& context;
  const PublicDocuments& documents;
  const CredentialChecker& checker;
  Certificates& certificates;
  PasswordHasher& passwords;
  std::string base_url;
  PublicOrigin origin;
  Budgets budgets;
  CommitSignal& commits;
  Clock& clock;  ///< for what does not count from the arrival of the request
  TokenUses token_uses{};
  std::atomic<std::int64_t> feed_confirmed{0};  ///< the furthest cursor with which anybody asked, since the start
};

/// How long the answer to a wrong code or password is held back; no thread waits.
inline constexpr milliseconds wrong_try_delay{400};

/// Answers one request. Copied into the functions that the store calls.
class Responder {
 public:
  Responder(const Request& request, Respond respond) : request_id_(request.id), respond_(std::move(respond)) {}

  void give(Reply reply) const { respond_(std::move(reply)); }
  void json(std::string body, int status = 200) const { respond_(json_reply(status, std::move(body))); }
  void refuse(const Error& error) const { respond_(problem_reply(error, request_id_)); }
  /// A wrong code or password: as refuse, but later.
  void refuse_later(const Error& error) const;
  /// `too_many_attempts`, to be tried again after `wait`.
  void refuse_try(milliseconds wait) const;

 private:
  std::string request_id_;
  Respond respond_;
};

using HandlerFunction = void (*)(HandlerParts& parts, const Request& request, const Responder& responder);

Handler handler(HandlerParts& parts, HandlerFunction function);

/// A document with its ETag; 304 to who has it. `caching`: value of Cache-Control.
Reply document_reply(const HandlerParts& parts, const Request& request, Document document, const char* caching);

/// Signs out whoever holds `token`, an applicant or staff, and answers with the cookie that takes it out of the
/// browser.
void end_sign_in(HandlerParts& parts, const Responder& responder, const std::string& token, const std::string& cookie);

/// Remembers that a bearer token which was found right has been used; anything else than a token is passed over.
void note_token_use(HandlerParts& parts, const std::string& bearer);

/// A public id in the path; one that cannot be an id becomes the id of nothing, so that both are answered alike.
Uuid id_parameter(const Request& request, std::string_view name);

}  // namespace kiosk::http
