#pragma once

#include <string>

#include "approval/public_approval.hpp"

namespace kiosk::certificate {

/// Who issues, and where the public pages are.
struct Issuer {
  std::string base_url;  ///< without a slash at the end
  std::string name;
};

/// The link that QR codes carry.
std::string page_url(const Issuer& issuer, const PublicApproval& approval);

/// An SVG picture with the credential baked in: the compact JWS is the attribute `verify` of the element
/// `openbadges:credential` (Open Badges 3.0 §5.3.2). It shows no person, whatever the approval holds, and a band
/// when that is not in force.
std::string badge(const Issuer& issuer, const PublicApproval& approval, const std::string& credential,
                  const Language& language);

}  // namespace kiosk::certificate
