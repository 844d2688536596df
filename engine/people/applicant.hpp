#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bank/localized_text.hpp"
#include "base/ids.hpp"

namespace kiosk {

/// The pseudonymous applicant that attempts, approvals, audit rows and events point to.
struct Applicant {
  ApplicantId row;
  Uuid id;          ///< public id
  Uuid partner_id;  ///< subject of credentials; never shown beside a name
  std::string region;
  Language language;
  Instant registered_at;
  std::optional<Instant> erased_at = std::nullopt;  ///< from then on nobody here knows who it was
};

/// Who the applicant is; kept apart, erasable.
struct Identity {
  std::string name;       ///< 1..200 characters
  std::string contact;    ///< as typed
  std::string shop_name;  ///< may be empty
};

/// Normal form of a phone number or e-mail address, so that one person stays one applicant: letters lower-cased and
/// spaces dropped in addresses; phone numbers reduced to `+` and digits (a leading 00 becomes +). A number without
/// country gets `calling_code` in front instead of its trunk 0, when that is known. Full-width digits count as digits.
/// Nothing when it is neither (a phone number has 7..15 digits, ITU-T E.164) or no UTF-8.
std::optional<std::string> normalised_contact(std::string_view contact, std::string_view calling_code = {});

/// Candidate codes: 12 characters of an alphabet without look-alikes, written in three groups of four; 60 bits.
std::string candidate_code(std::uint64_t entropy);
/// What a person typed, in normal form (upper case, no dashes or spaces, O→0, I and L→1); nothing when it cannot be a
/// code.
std::optional<std::string> normalised_candidate_code(std::string_view text);

}  // namespace kiosk
