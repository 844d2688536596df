#pragma once

#include <string>
#include <vector>

#include "onboarding/programme.hpp"

/// W3C Bitstring Status List 1.0.
namespace kiosk::onboarding {

/// How long a list is valid, and after what time it is made anew.
inline constexpr seconds status_list_lifetime{24 * 3600};
inline constexpr seconds status_list_renewal{6 * 3600};

/// `u` (multibase: base64url without padding) and the gzipped bits; `status_list_length` bits, of which those named are
/// set. Bit 0 is the most significant bit of the first byte.
std::string encoded_status_list(const std::vector<int>& set_indexes);

/// The BitstringStatusListCredential of a list, valid from `now` (a fraction of a second is dropped).
std::string status_list_payload(const Programme& programme, int list, const std::vector<int>& set_indexes, Instant now);

}  // namespace kiosk::onboarding
