#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "approval/lifecycle.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "ports/credential_checker.hpp"
#include "service/register_applicant.hpp"
#include "service/save_responses.hpp"

/// Bodies of requests. Every member is checked for presence, type and size, unknown ones are refused; whether a value
/// makes sense (a known region, an open exam) is the use case's matter.
/// Errors of all: `body_malformed`, `payload_too_large`, `fields_invalid` with every wrong field.
namespace kiosk::json {

/// Greatest sizes of bodies (hardening.md §5); the HTTP parser is given the same.
inline constexpr std::size_t most_bytes_of_save = 64 * 1024;
inline constexpr std::size_t most_bytes_of_others = 4 * 1024;
inline constexpr std::size_t most_bytes_of_replay = 16 * 1024;
/// The greatest credential and what stands around it.
inline constexpr std::size_t most_bytes_of_verify = CredentialChecker::most_bytes + 1024;

/// `{name, region, language, contact, shop_name?, invitation?}`
Result<RegisterCommand> read_register(std::string_view body);

/// `{candidate_code}`
Result<std::string> read_sign_in(std::string_view body);

struct PrepareRequest {
  Language language;
  std::vector<std::string> rules_accepted;  ///< at most 32, `id` or `id@version`
};

/// `{language, rules_accepted:[…]}`
Result<PrepareRequest> read_prepare(std::string_view body);

struct SaveRequest {
  int epoch = 0;
  std::vector<SaveEntry> entries;  ///< at most 500
};

/// `{epoch, responses:[{item, revision, answer, marked, since_start_ms}]}`; answers as in api.md.
Result<SaveRequest> read_save(std::string_view body);

/// `{epoch}`
Result<int> read_submit(std::string_view body);

struct StaffSignInRequest {
  std::string name;
  std::string password;
};

/// `{name, password}`
Result<StaffSignInRequest> read_staff_sign_in(std::string_view body);

struct ExtensionRequest {
  seconds extra{0};
  std::string reason;
};

/// `{seconds, reason}`
Result<ExtensionRequest> read_extension(std::string_view body);

/// `{reason}`: one that staff may give.
Result<ReasonCode> read_approval_act(std::string_view body);

/// `{state, externalId?}` with `state` = `onboarded`; answers the external id, at most 200 bytes.
Result<std::string> read_onboarded(std::string_view body);

/// `{credential}`: any text of at most 16 KiB.
Result<std::string> read_verify(std::string_view body);

/// `{shown}`
Result<bool> read_public_name(std::string_view body);

/// Nothing at all, or `{}`: start, take over, reissue.
Status read_nothing(std::string_view body);

}  // namespace kiosk::json
