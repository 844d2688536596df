#include "json/reply_parts.hpp"

namespace kiosk::json {

void write_score(Writer& writer, std::string_view name, const Score& score) {
  writer.begin_object(name);
  writer.integer("numerator", score.points.numerator());
  writer.integer("denominator", score.points.denominator() * score.possible);
  writer.text("text", percent_text(score.fraction()));
  writer.end();
}

void write_approval_members(Writer& writer, const ApprovalRecord& approval, const ApprovalView& view) {
  writer.text("id", approval.id.text());
  writer.text("number", approval.number);
  writer.text("exam", approval.exam);
  writer.text("region", approval.region);
  writer.text("state", state_name(live_state(approval, view.now)));
  writer.text("valid_from", to_rfc3339(approval.valid_from));
  writer.text("valid_until", to_rfc3339(approval.valid_until));
  writer.text("credential_url", std::string(view.base_url) + "/credentials/" + approval.id.text());
}

void write_page_members(Writer& writer, const VerifyPage& page, const ApprovalView& view) {
  writer.text("verify_url", std::string(view.base_url) + "/v/" + page.token);
  writer.boolean("name_shown", page.name_shown);
}

void write_held_approval_members(Writer& writer, const HeldApproval& approval, const ApprovalView& view) {
  write_approval_members(writer, approval.record, view);
  write_page_members(writer, approval.page, view);
}

}  // namespace kiosk::json
