#pragma once

#include "onboarding/programme.hpp"
#include "onboarding/status_lists.hpp"
#include "ports/public_documents.hpp"

namespace kiosk::onboarding {

class Documents final : public PublicDocuments {
 public:
  /// `lists` and `keys` outlive this.
  Documents(Programme programme, const StatusLists& lists, const KeyRing& keys);

  Document jwks() const override;
  std::optional<Document> key(const std::string& name) const override;
  Document issuer() const override;
  Document achievement(const Exam& exam) const override;
  Document criteria(const Exam& exam) const override;
  Document rule(const Rule& rule) const override;
  std::optional<Document> status_list(int list) const override;
  Document vocabulary() const override;
  Document event_schema() const override;
  Document approval_page(const PublicApproval& approval, const Language& language) const override;
  Document unknown_approval_page(const Language& language) const override;
  Document page_style() const override;

 private:
  Programme programme_;
  const StatusLists& lists_;
  const KeyRing& keys_;
};

}  // namespace kiosk::onboarding
