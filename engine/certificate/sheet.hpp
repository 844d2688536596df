#pragma once

#include <string>

#include "certificate/badge.hpp"

namespace kiosk::certificate {

/// A PDF page of A4 with the facts of the approval, the holder's name where `approval` has one, and a QR code of its
/// public page. The same approval gives the same bytes: its dates are those of the issue, not of the printing.
/// Not to be called by two threads at once: Pango's fonts are not made for that.
std::string sheet(const Issuer& issuer, const PublicApproval& approval, const Language& language);

}  // namespace kiosk::certificate
