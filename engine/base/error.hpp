#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kiosk {

/// Everything that a person, a file, the network or the disk can cause. The set is closed: `http/error_map` turns each
/// code into a status by a switch without a default, so a new code breaks the build and not the client.
/// The name on the wire is `wire_name(code)`; it never changes once published.
enum class ErrorCode {
  // the request itself
  body_malformed,
  fields_invalid,
  not_found,
  method_not_allowed,
  media_type_unsupported,
  not_acceptable,
  payload_too_large,
  origin_refused,
  request_refused,
  parameter_invalid,
  cursor_unknown,
  precondition_required,
  precondition_failed,
  key_reused,
  // who asks
  not_signed_in,
  not_allowed,
  sign_in_failed,
  too_many_attempts,
  token_invalid,
  // applicants
  contact_known,
  invitation_required,
  invitation_unknown,
  applicant_unknown,
  staff_known,
  region_unknown,
  language_unknown,
  // exams and attempts
  exam_unknown,
  exam_not_open,
  rules_not_accepted,
  rules_changed,
  attempts_used_up,
  waiting_time,
  already_approved,
  attempt_unknown,
  attempt_not_started,
  attempt_not_ended,
  attempt_closed,
  attempt_lapsed,
  stale_epoch,
  // content
  content_invalid,
  content_changed,
  bank_too_small,
  // approvals
  approval_unknown,
  approval_state,
  second_person_needed,
  reason_differs,
  credential_unknown,
  key_unknown,
  // webhooks
  endpoint_unknown,
  endpoint_disabled,
  endpoints_full,
  delivery_unknown,
  // the store and the server
  store_full,
  store_busy,
  store_failed,
  schema_newer,
  locked,
  unavailable,
  internal,
};

/// Kebab-case name used in problem documents, logs and tests, for example `attempt-closed`.
std::string_view wire_name(ErrorCode code);

/// One wrong field of a request: a JSON Pointer (RFC 6901), a stable code and a sentence for developers.
struct FieldProblem {
  std::string pointer;
  std::string code;
  std::string detail;
};

using ParameterValue = std::variant<std::string, std::int64_t, bool>;

/// Values that the browser puts into its own sentence for a code, for example `next_attempt_at`.
using Parameters = std::vector<std::pair<std::string, ParameterValue>>;

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string detail;  ///< for developers and logs; never text taken from the request
  Parameters parameters;
  std::vector<FieldProblem> fields;
};

/// `store-full: the detail`, for logs and failed tests.
std::ostream& operator<<(std::ostream& out, const Error& error);

}  // namespace kiosk
