#include "http/error_map.hpp"

#include "base/ensure.hpp"

namespace kiosk::http {

ProblemForm problem_form(ErrorCode code) {
  switch (code) {
    case ErrorCode::body_malformed: return {400, "The body is not well-formed JSON"};
    case ErrorCode::fields_invalid: return {422, "Fields are missing or wrong"};
    case ErrorCode::not_found: return {404, "There is nothing here"};
    case ErrorCode::method_not_allowed: return {405, "This method is not allowed here"};
    case ErrorCode::media_type_unsupported: return {415, "The body must be JSON"};
    case ErrorCode::not_acceptable: return {406, "None of the accepted media types is offered"};
    case ErrorCode::payload_too_large: return {413, "The body is too large"};
    case ErrorCode::origin_refused: return {403, "The request does not come from a page of this server"};
    case ErrorCode::request_refused: return {400, "The request is refused as it is written"};
    case ErrorCode::parameter_invalid: return {400, "A query parameter is wrong"};
    case ErrorCode::cursor_unknown: return {410, "The cursor was never given out"};
    case ErrorCode::precondition_required: return {428, "If-Match is required"};
    case ErrorCode::precondition_failed: return {412, "It has changed meanwhile"};
    case ErrorCode::key_reused: return {422, "The Idempotency-Key came with another request before"};
    case ErrorCode::not_signed_in: return {401, "Not signed in"};
    case ErrorCode::not_allowed: return {403, "Not allowed"};
    case ErrorCode::sign_in_failed: return {401, "The sign-in failed"};
    case ErrorCode::too_many_attempts: return {429, "Too many attempts"};
    case ErrorCode::token_invalid: return {401, "The token is not valid"};
    case ErrorCode::contact_known: return {409, "The contact is registered already"};
    case ErrorCode::invitation_required: return {422, "An invitation is required"};
    case ErrorCode::invitation_unknown: return {422, "The invitation is not known"};
    case ErrorCode::applicant_unknown: return {404, "There is no such applicant"};
    case ErrorCode::staff_known: return {409, "The name is in use"};
    case ErrorCode::region_unknown: return {404, "There is no such region"};
    case ErrorCode::language_unknown: return {422, "The language is not offered"};
    case ErrorCode::exam_unknown: return {404, "There is no such exam"};
    case ErrorCode::exam_not_open: return {409, "The exam is not open"};
    case ErrorCode::rules_not_accepted: return {422, "All rules must be accepted"};
    case ErrorCode::rules_changed: return {409, "A rule has changed"};
    case ErrorCode::attempts_used_up: return {409, "No attempt is left"};
    case ErrorCode::waiting_time: return {409, "The waiting time is not over"};
    case ErrorCode::already_approved: return {409, "The approval is there already"};
    case ErrorCode::attempt_unknown: return {404, "There is no such attempt"};
    case ErrorCode::attempt_not_started: return {409, "The attempt has not started"};
    case ErrorCode::attempt_not_ended: return {409, "The attempt has not ended"};
    case ErrorCode::attempt_closed: return {409, "The attempt has ended"};
    case ErrorCode::attempt_lapsed: return {409, "The attempt was not started in time"};
    case ErrorCode::stale_epoch: return {409, "Another device has taken over"};
    case ErrorCode::content_invalid: return {422, "The content is not valid"};
    case ErrorCode::content_changed: return {409, "Published content cannot change"};
    case ErrorCode::bank_too_small: return {422, "A bank has too few items"};
    case ErrorCode::approval_unknown: return {404, "There is no such approval"};
    case ErrorCode::approval_state: return {409, "The state of the approval does not allow this"};
    case ErrorCode::second_person_needed: return {409, "A second person must confirm this"};
    case ErrorCode::reason_differs: return {409, "The first person gave another reason"};
    case ErrorCode::credential_unknown: return {404, "There is no such credential"};
    case ErrorCode::key_unknown: return {404, "There is no such key"};
    case ErrorCode::endpoint_unknown: return {404, "There is no such webhook endpoint"};
    case ErrorCode::endpoint_disabled: return {409, "The webhook endpoint is disabled"};
    case ErrorCode::endpoints_full: return {409, "There are as many webhook endpoints as there may be"};
    case ErrorCode::delivery_unknown: return {404, "The event was not on its way to this endpoint"};
    case ErrorCode::store_full: return {503, "The server has no room to store more"};
    case ErrorCode::store_busy: return {503, "The server is busy"};
    case ErrorCode::store_failed: return {503, "The store has failed"};
    case ErrorCode::schema_newer: return {503, "The data belong to a newer version"};
    case ErrorCode::locked: return {503, "The data are in use"};
    case ErrorCode::unavailable: return {503, "The server is stopping or not ready"};
    case ErrorCode::internal: return {500, "Something went wrong in the server"};
  }
  ENSURE(false, "ErrorCode outside its enumeration");
}

}  // namespace kiosk::http
