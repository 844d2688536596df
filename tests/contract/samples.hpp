#pragma once

#include <cstdint>
#include <string>

#include "contract/bench.hpp"

/// Rows made from small numbers: equal numbers make equal rows, different ones differ in everything unique.
namespace kiosk::test {

inline const Instant noon = from_unix_ms(1'795'176'000'000);  // 2026-11-20T12:00:00Z, a Friday

Digest a_digest(std::uint64_t number);
Uuid an_id(std::uint64_t number);

NewApplicant an_applicant(std::uint64_t number, const std::string& region = "CN-GD");
StaffAccount a_staff_account(std::uint64_t number);
/// Prepared at noon: limit 40 min, grace 15 s, lapses after an hour.
NewAttempt an_attempt(std::uint64_t number, ApplicantId applicant, const std::string& language = "en");
Response a_response(const std::string& item, int epoch, int revision, const std::string& option);
/// Version 1 with the decision.
StoredResult a_result(Decision decision);
NewApproval an_approval(std::uint64_t number, ApplicantId applicant, AttemptId attempt);
OutboxEvent an_event(std::int64_t sequence);
AuditEntry an_audit_entry(std::int64_t number);

/// The attempt as it is after its start, or after its hand-in.
Attempt started(Attempt attempt, Instant now);
Attempt handed_in(Attempt attempt, Instant now);

bool same(const Response& a, const Response& b);
bool same(const std::vector<Response>& a, const std::vector<Response>& b);

/// Stores them.
ApplicantId add_applicant(Bench& bench, std::uint64_t number, const std::string& region = "CN-GD");
Attempt add_attempt(Bench& bench, const NewAttempt& attempt);

}  // namespace kiosk::test
