#pragma once

#include <string>
#include <vector>

#include "approval/public_approval.hpp"
#include "service/sign_ins.hpp"

namespace kiosk {

/// An approval as its holder sees it.
struct HeldApproval {
  ApprovalRecord record;
  VerifyPage page;
};

HeldApproval held_approval(const ReadTx& tx, ApprovalRecord record);

/// 128 random bits as base64url, for the address of a public page.
std::string new_page_token(Entropy& entropy);

/// What the page with this token shows. Error `approval_unknown`.
Result<PublicApproval> public_approval(const ReadTx& tx, const Context& context, const std::string& page_token,
                                       Instant now);

/// The same for an approval that is there, and never with a name.
PublicApproval nameless_approval(const ReadTx& tx, const Context& context, const Uuid& approval, Instant now);

/// The holder's own, with the name. Errors: `not_signed_in`, `approval_unknown`.
Result<PublicApproval> own_approval(const ReadTx& tx, const Context& context, const std::string& token,
                                    const Uuid& approval, Instant now);

struct ShowNameCommand {
  std::string token;  ///< the holder's
  Uuid approval;
  bool shown = false;
};

/// The holder puts the name on the public page, or takes it off. Errors: `not_signed_in`, `approval_unknown`.
Result<VerifyPage> show_name(Tx& tx, const Context& context, const ShowNameCommand& command, Instant now);

}  // namespace kiosk
