#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/approval_view.hpp"
#include "service/personal_trail.hpp"

namespace kiosk {

struct AttemptData {
  Attempt attempt;
  Language language;
  std::vector<std::string> items;  ///< of the form, by the ids that the applicant saw, in their order
  std::vector<AcceptedRule> accepted_rules;
  std::vector<Extension> extensions;
  std::vector<Response> responses;       ///< current ones; answers as the applicant gave them, here and below
  std::vector<Response> changes;         ///< every one, in the order of arrival
  std::vector<Response> late_responses;  ///< came after the end
  std::optional<Instant> answers_removed_at;
  std::vector<StoredResult> results;  ///< all versions
};

/// An event about an approval on its way to one receiver.
struct DeliveryData {
  ApprovalDelivery delivery;
  std::vector<DeliveryAttempt> tries;
};

struct ApprovalData {
  ApprovalRecord record;
  ApprovalLife life;
  std::string credential;  ///< the latest; replaced ones stand in the events
  VerifyPage page;
  std::vector<ApprovalChange> changes;
  std::optional<OnboardingMark> onboarding;
  std::vector<DeliveryData> deliveries;  ///< newest first
};

/// Everything held on a person. Never the key of an exam.
struct PersonalData {
  Applicant applicant;
  std::optional<Identity> identity;  ///< nothing once the person was erased
  std::vector<SignIn> sign_ins;
  std::vector<AttemptData> attempts;
  std::vector<ApprovalData> approvals;
  PersonalTrail trail;
};

/// All but the trail, which is only begun: `read_on` reads it. `person`: a candidate code or an applicant's id. Error
/// `applicant_unknown`.
Result<PersonalData> personal_data(const ReadTx& tx, const Hasher& hasher, const std::string& person);

/// That somebody has taken a person's data out goes into the audit.
void note_export(Tx& tx, const Context& context, const Uuid& applicant, Instant now);

/// Name, contact, shop, candidate code and sign-ins go for good; the contact may register anew. What stays names a
/// random id alone: attempts, results, approvals, credentials, events and the audit.
/// `person` as above; answers the applicant's id. Errors: `applicant_unknown`, also when the person was erased before;
/// `attempt_not_ended` while an attempt runs.
Result<Uuid> erase_person(Tx& tx, const Context& context, const std::string& person, Instant now);

/// The erasure itself with its line in the audit, in the caller's transaction.
void erase(Tx& tx, const Hasher& hasher, const Applicant& applicant, const std::string& by, Instant now);

}  // namespace kiosk
