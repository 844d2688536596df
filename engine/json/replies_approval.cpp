#include "json/replies.hpp"
#include "json/reply_parts.hpp"

namespace kiosk::json {

namespace {

void write_revocation_request(Writer& writer, const ApprovalDetail& approval) {
  if (!approval.life.revocation) return;
  writer.begin_object("revocation_requested");
  writer.text("reason", reason_name(approval.life.revocation->reason));
  writer.text("at", to_rfc3339_ms(approval.life.revocation->at));
  if (approval.revocation_by) writer.text("by", "staff:" + approval.revocation_by->text());
  writer.end();
}

void write_detail(Writer& writer, const ApprovalDetail& approval, const ApprovalView& view) {
  writer.begin_object();
  write_approval_members(writer, approval.record, view);
  writer.text("exam_version", approval.record.exam_version);
  writer.integer("revision", approval.record.revision);
  if (approval.life.reason) writer.text("reason", reason_name(*approval.life.reason));
  if (approval.life.recertify_by) writer.text("recertify_by", to_rfc3339(*approval.life.recertify_by));
  if (approval.record.supersedes) writer.text("supersedes", approval.record.supersedes->text());
  if (approval.superseded_by) writer.text("superseded_by", approval.superseded_by->text());
  write_revocation_request(writer, approval);
  writer.end();
}

}  // namespace

std::string write_verify_page(const VerifyPage& page, const ApprovalView& view) {
  Writer writer;
  writer.begin_object();
  write_page_members(writer, page, view);
  writer.end();
  return writer.take();
}

std::string write_verification(const Verification& verification) {
  Writer writer;
  writer.begin_object();
  writer.boolean("valid", verification.valid);
  writer.begin_array("checks");
  for (const CheckOutcome& outcome : verification.checks) {
    writer.begin_object();
    writer.text("check", check_name(outcome.check));
    writer.boolean("ok", outcome.ok);
    writer.end();
  }
  writer.end();
  if (verification.status) writer.text("status", state_name(*verification.status));
  writer.end();
  return writer.take();
}

std::string write_approval_status(const ApprovalDetail& approval, const ApprovalView& view) {
  Writer writer;
  write_detail(writer, approval, view);
  return writer.take();
}

std::string write_approval_list(const ApprovalPage& page, const ApprovalView& view) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("approvals");
  for (const ApprovalDetail& approval : page.approvals) write_detail(writer, approval, view);
  writer.end();
  if (!page.next.empty()) writer.text("next_cursor", page.next);
  writer.end();
  return writer.take();
}

std::string write_approval_needs(const ApprovalNeeds& needs) {
  Writer writer;
  writer.begin_object();
  writer.integer("onboarding", needs.onboarding);
  writer.integer("second_person", needs.second_person);
  writer.integer("renewal", needs.renewal);
  writer.integer("recertification", needs.recertification);
  writer.end();
  return writer.take();
}

std::string write_approval_history(const ApprovalHistory& history) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("history");
  for (const ApprovalHistoryLine& line : history.lines) {
    writer.begin_object();
    writer.integer("revision", line.facts.revision);
    writer.text("change", line.change);
    writer.text("state", state_name(line.facts.state));
    if (line.facts.reason) writer.text("reason", reason_name(*line.facts.reason));
    writer.text("actor", line.facts.actor);
    if (!line.staff_name.empty()) writer.text("staff_name", line.staff_name);
    writer.text("at", to_rfc3339_ms(line.facts.at));
    writer.end();
  }
  writer.end();
  if (history.onboarding) writer.raw("onboarding", write_onboarded(*history.onboarding));
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
