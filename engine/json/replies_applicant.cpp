#include "json/parts.hpp"
#include "json/replies.hpp"
#include "json/reply_parts.hpp"

namespace kiosk::json {

namespace {

void write_section(Writer& writer, const Section& section) {
  writer.begin_object();
  writer.text("id", section.id);
  write_localized(writer, "title", section.title);
  writer.integer("item_count", section.item_count());
  if (section.minimum) writer.integer("minimum", *section.minimum);
  writer.end();
}

void write_rule(Writer& writer, const Rule& rule) {
  writer.begin_object();
  writer.text("id", rule.id);
  writer.integer("version", rule.version);
  write_localized(writer, "title", rule.title);
  write_localized(writer, "text", rule.text);
  writer.end();
}

void write_exam(Writer& writer, const ExamOffer& offer) {
  const Exam& exam = offer.edition->exam;
  writer.begin_object();
  writer.text("id", exam.id);
  writer.text("version", exam.version);
  write_localized(writer, "title", exam.title);
  writer.begin_array("languages");
  for (const Language& language : exam.languages) writer.text(language);
  writer.end();
  writer.integer("time_limit_s", exam.policy.time_limit.count());
  writer.integer("grace_s", exam.policy.grace.count());
  writer.integer("item_count", exam.item_count());
  writer.integer("cut_percent", exam.policy.cut_percent);
  writer.integer("attempts", exam.policy.attempts);
  writer.integer("waiting_time_s", exam.policy.waiting_time.count());
  if (offer.attempts_left) writer.integer("attempts_left", *offer.attempts_left);
  write_instant(writer, "next_attempt_at", offer.next_attempt_at);
  writer.begin_array("sections");
  for (const Section& section : exam.sections) write_section(writer, section);
  writer.end();
  writer.begin_array("rules");
  for (const Rule& rule : exam.rules) write_rule(writer, rule);
  writer.end();
  writer.end();
}

void write_summary(Writer& writer, const AttemptSummary& summary) {
  const Attempt& attempt = summary.attempt;
  writer.begin_object();
  writer.text("id", attempt.id.text());
  writer.text("exam", attempt.exam);
  writer.text("exam_version", attempt.exam_version);
  writer.text("state", state_name(attempt.state));
  writer.text("language", summary.language);
  write_instant(writer, "prepared_at", attempt.prepared_at);
  write_instant(writer, "started_at", attempt.started_at);
  write_instant(writer, "ended_at", attempt.ended_at);
  if (summary.decision) writer.text("decision", decision_name(*summary.decision));
  writer.end();
}

}  // namespace

std::string write_exams(const std::vector<ExamOffer>& offers) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("exams");
  for (const ExamOffer& offer : offers) write_exam(writer, offer);
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_regions(const std::vector<Region>& regions) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("regions");
  for (const Region& region : regions) {
    writer.begin_object();
    writer.text("code", region.code);
    write_localized(writer, "name", region.name);
    writer.boolean("has_children", !region.children.empty());
    writer.end();
  }
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_registered(const Registered& registered) {
  Writer writer;
  writer.begin_object();
  writer.text("id", registered.id.text());
  writer.text("candidate_code", registered.candidate_code);
  writer.end();
  return writer.take();
}

std::string write_signed_in(const ApplicantSignedIn& signed_in) {
  Writer writer;
  writer.begin_object();
  writer.text("id", signed_in.id.text());
  writer.end();
  return writer.take();
}

std::string write_me(const ApplicantPage& page, const ApprovalView& view) {
  Writer writer;
  writer.begin_object();
  writer.text("id", page.applicant.id.text());
  writer.text("name", page.identity.name);
  writer.text("region", page.applicant.region);
  writer.text("language", page.applicant.language);
  if (!page.identity.shop_name.empty()) writer.text("shop_name", page.identity.shop_name);
  writer.begin_array("attempts");
  for (const AttemptSummary& summary : page.attempts) write_summary(writer, summary);
  writer.end();
  writer.begin_array("approvals");
  for (const HeldApproval& approval : page.approvals) {
    writer.begin_object();
    write_held_approval_members(writer, approval, view);
    writer.end();
  }
  writer.end();
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
