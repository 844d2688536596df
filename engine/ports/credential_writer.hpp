#pragma once

#include <string>

#include "approval/event.hpp"
#include "approval/record.hpp"
#include "delivery/endpoint.hpp"

namespace kiosk {

/// An event as it is stored and sent.
struct FrozenEvent {
  std::string type;  ///< CloudEvents `type`
  std::string subject;
  std::string body;  ///< CloudEvents JSON, one line
};

/// Signed and frozen forms of an approval. Called inside the issuing transaction; the bytes are stored and never made
/// again.
class CredentialWriter {
 public:
  virtual ~CredentialWriter() = default;

  /// Open Badges 3.0 credential as compact JWS.
  virtual std::string credential(const ApprovalRecord& approval, const Exam& exam) const = 0;
  /// Name of the key that signed a credential of ours.
  virtual std::string signed_with(std::string_view credential) const = 0;
  /// CloudEvents 1.0 JSON, one line. `approval` facts as of the event.
  virtual std::string event_body(const ApprovalEvent& event) const = 0;
  /// CloudEvents `type` of the event, for the outbox row.
  virtual std::string event_type(ApprovalEventKind kind) const = 0;
  virtual FrozenEvent test_event(const EndpointTest& test) const = 0;
};

}  // namespace kiosk
