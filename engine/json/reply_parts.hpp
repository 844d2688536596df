#pragma once

#include <string_view>

#include "json/replies.hpp"
#include "json/writer.hpp"

/// Shapes that several replies share.
namespace kiosk::json {

/// `{numerator, denominator, text}`; the text is rounded down, so that it never reaches a cut that was missed.
void write_score(Writer& writer, std::string_view name, const Score& score);

/// Members `id` to `name_shown`: what the holder sees.
void write_held_approval_members(Writer& writer, const HeldApproval& approval, const ApprovalView& view);

/// Members `verify_url` and `name_shown`.
void write_page_members(Writer& writer, const VerifyPage& page, const ApprovalView& view);

/// Members `id` to `credential_url`.
void write_approval_members(Writer& writer, const ApprovalRecord& approval, const ApprovalView& view);

}  // namespace kiosk::json
