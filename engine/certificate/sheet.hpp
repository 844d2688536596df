#pragma once

#include <string>

#include "certificate/badge.hpp"

namespace kiosk::certificate {

/// A PDF page of A4 with the facts of the approval, the holder's name where `approval` has one, and a QR code of its
/// public page. Of an approval that is not in force a band says so, in the place of the words that its holder may sell.
/// The same approval in the same state gives the same bytes: its dates are those of the issue, not of the printing.
/// Not to be called by two threads at once: Pango's fonts are not made for that.
std::string sheet(const Issuer& issuer, const PublicApproval& approval, const Language& language);

}  // namespace kiosk::certificate
