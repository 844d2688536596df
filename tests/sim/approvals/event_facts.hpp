#pragma once

#include <cstdint>
#include <string>

#include "approval/record.hpp"
#include "json/value.hpp"

namespace kiosk::sim {

/// What a consumer reads from the body of an event.
struct EventFacts {
  std::string id;
  std::string subject;
  std::string type;           ///< without prefix and version: `approval.issued`, `endpoint.test`
  std::int64_t sequence = 0;  ///< 0: it has no place in the feed
  std::string approval;
  std::int64_t revision = 0;
  std::string status;
  std::string supersedes;  ///< empty: none
  std::string credential;
};

/// Throws Violation when the body is no event.
EventFacts read_event(const std::string& body);

/// What a verifier reads from a credential.
struct CredentialFacts {
  std::string key;  ///< that it says it is signed with
  StatusEntry place;
};

CredentialFacts read_credential(const std::string& jws);

/// The bits of a signed status list, encoded.
std::string read_encoded_list(const std::string& jws);

}  // namespace kiosk::sim
