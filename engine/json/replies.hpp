#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exam/region.hpp"
#include "service/applicant_pages.hpp"
#include "service/approval_view.hpp"
#include "service/feed.hpp"
#include "service/mark_onboarded.hpp"
#include "service/register_applicant.hpp"
#include "service/result_view.hpp"
#include "service/save_responses.hpp"
#include "service/verify_credential.hpp"

/// Bodies of replies, compact JSON. Each function takes what the use case answers and writes nothing else: the types
/// for applicants have no room for a key.
namespace kiosk::json {

/// What an approval's fields depend on besides its record.
struct ApprovalView {
  std::string_view base_url;  ///< without a slash at the end
  Instant now;                ///< decides whether it has expired
};

std::string write_exams(const std::vector<ExamOffer>& offers);
/// One level of the tree.
std::string write_regions(const std::vector<Region>& regions);

std::string write_registered(const Registered& registered);
std::string write_signed_in(const ApplicantSignedIn& signed_in);
std::string write_me(const ApplicantPage& page, const ApprovalView& view);

/// `{"attempt":{…}}`
std::string write_prepared(const AttemptView& attempt);
std::string write_started(const AttemptView& attempt);
std::string write_attempt(const AttemptView& attempt);
std::string write_taken_over(const AttemptView& attempt);
std::string write_saved(const SaveReply& reply);
/// `{"result":{…}}`
std::string write_submitted(const ResultView& result, const ApprovalView& view);
std::string write_result(const ResultView& result, const ApprovalView& view);

/// `{verify_url, name_shown}`
std::string write_verify_page(const VerifyPage& page, const ApprovalView& view);
/// `{valid, checks:[{check, ok}], status?}`
std::string write_verification(const Verification& verification);
/// For machines and staff: the approval with its `revision` and what hangs over it.
std::string write_approval_status(const ApprovalDetail& approval, const ApprovalView& view);
/// `{"approvals":[{…}], next_cursor?}`
std::string write_approval_list(const ApprovalPage& page, const ApprovalView& view);
/// `{"onboarding", "second_person", "renewal", "recertification"}`
std::string write_approval_needs(const ApprovalNeeds& needs);
/// `{"history":[{…}], onboarding?:{externalId, since, changed}}`
std::string write_approval_history(const ApprovalHistory& history);
/// CloudEvents batch: the frozen bodies, byte for byte.
void add_to_batch(std::string& batch, const OutboxEvent& event);
std::string end_batch(std::string batch);
/// `{state, externalId, since, changed}`
std::string write_onboarded(const OnboardingMark& mark);
/// `{count, firstId, lastId, sha256}`, named as CloudEvents name things.
std::string write_feed_digest(const FeedDigest& digest);

std::string write_staff(const StaffMember& staff);
/// `{deadline, seconds_left}`
std::string write_extended(const AttemptView& attempt);
std::string write_reissued(const ReissuedCode& code);

}  // namespace kiosk::json
