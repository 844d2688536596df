#include "base/error.hpp"

#include <ostream>

#include "base/ensure.hpp"

namespace kiosk {

std::string_view wire_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::body_malformed: return "body-malformed";
    case ErrorCode::fields_invalid: return "invalid-fields";
    case ErrorCode::not_found: return "not-found";
    case ErrorCode::method_not_allowed: return "method-not-allowed";
    case ErrorCode::media_type_unsupported: return "media-type-unsupported";
    case ErrorCode::not_acceptable: return "not-acceptable";
    case ErrorCode::payload_too_large: return "payload-too-large";
    case ErrorCode::origin_refused: return "origin-refused";
    case ErrorCode::request_refused: return "request-refused";
    case ErrorCode::parameter_invalid: return "parameter-invalid";
    case ErrorCode::cursor_unknown: return "cursor-unknown";
    case ErrorCode::precondition_required: return "precondition-required";
    case ErrorCode::precondition_failed: return "precondition-failed";
    case ErrorCode::key_reused: return "idempotency-key-reused";
    case ErrorCode::not_signed_in: return "not-signed-in";
    case ErrorCode::not_allowed: return "not-allowed";
    case ErrorCode::sign_in_failed: return "sign-in-failed";
    case ErrorCode::too_many_attempts: return "too-many-attempts";
    case ErrorCode::token_invalid: return "token-invalid";
    case ErrorCode::contact_known: return "contact-known";
    case ErrorCode::invitation_required: return "invitation-required";
    case ErrorCode::invitation_unknown: return "invitation-unknown";
    case ErrorCode::applicant_unknown: return "applicant-unknown";
    case ErrorCode::staff_known: return "staff-known";
    case ErrorCode::region_unknown: return "region-unknown";
    case ErrorCode::language_unknown: return "language-unknown";
    case ErrorCode::exam_unknown: return "exam-unknown";
    case ErrorCode::exam_not_open: return "exam-not-open";
    case ErrorCode::rules_not_accepted: return "rules-not-accepted";
    case ErrorCode::rules_changed: return "rules-changed";
    case ErrorCode::attempts_used_up: return "attempts-used-up";
    case ErrorCode::waiting_time: return "waiting-time";
    case ErrorCode::already_approved: return "already-approved";
    case ErrorCode::attempt_unknown: return "attempt-unknown";
    case ErrorCode::attempt_not_started: return "attempt-not-started";
    case ErrorCode::attempt_not_ended: return "attempt-not-ended";
    case ErrorCode::attempt_closed: return "attempt-closed";
    case ErrorCode::attempt_lapsed: return "attempt-lapsed";
    case ErrorCode::stale_epoch: return "stale-epoch";
    case ErrorCode::content_invalid: return "content-invalid";
    case ErrorCode::content_changed: return "content-changed";
    case ErrorCode::bank_too_small: return "bank-too-small";
    case ErrorCode::approval_unknown: return "approval-unknown";
    case ErrorCode::approval_state: return "approval-state";
    case ErrorCode::second_person_needed: return "second-person-needed";
    case ErrorCode::reason_differs: return "reason-differs";
    case ErrorCode::credential_unknown: return "credential-unknown";
    case ErrorCode::key_unknown: return "key-unknown";
    case ErrorCode::endpoint_unknown: return "endpoint-unknown";
    case ErrorCode::endpoint_disabled: return "endpoint-disabled";
    case ErrorCode::endpoints_full: return "endpoints-full";
    case ErrorCode::delivery_unknown: return "delivery-unknown";
    case ErrorCode::store_full: return "store-full";
    case ErrorCode::store_busy: return "store-busy";
    case ErrorCode::store_failed: return "store-failed";
    case ErrorCode::schema_newer: return "schema-newer";
    case ErrorCode::locked: return "locked";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::internal: return "internal";
  }
  ENSURE(false, "ErrorCode outside its enumeration");
}

std::ostream& operator<<(std::ostream& out, const Error& error) {
  out << wire_name(error.code);
  if (!error.detail.empty()) out << ": " << error.detail;
  for (const FieldProblem& field : error.fields) out << "; " << field.pointer << ": " << field.detail;
  return out;
}

}  // namespace kiosk
