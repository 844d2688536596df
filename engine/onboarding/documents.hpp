#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "onboarding/programme.hpp"
#include "ports/public_documents.hpp"
#include "ports/signer.hpp"

namespace kiosk::onboarding {

class Documents final : public PublicDocuments {
 public:
  /// Lists 1 to this are published, whether approvals have places on them yet or not: room for a million approvals.
  static constexpr int status_list_count = 16;

  /// `published`: all public keys, the signer's among them. `signer` outlives this.
  Documents(Programme programme, const Signer& signer, std::vector<PublicKey> published);

  Document jwks() const override;
  std::optional<Document> key(const std::string& name) const override;
  Document issuer() const override;
  Document achievement(const Exam& exam) const override;
  Document criteria(const Exam& exam) const override;
  Document rule(const Rule& rule) const override;
  std::optional<Document> status_list(int list, Instant now) const override;
  Document vocabulary() const override;
  Document event_schema() const override;

 private:
  struct SignedList {
    Instant signed_at;
    std::string body;  ///< compact JWS
  };

  Programme programme_;
  const Signer& signer_;
  std::vector<PublicKey> published_;
  mutable std::mutex mutex_;
  mutable std::map<int, SignedList> lists_;  ///< guarded by mutex_
};

}  // namespace kiosk::onboarding
