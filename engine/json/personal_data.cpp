#include "json/personal_data.hpp"

#include "json/parts.hpp"
#include "json/reply_parts.hpp"

namespace kiosk::json {

namespace {

/// `write` writes one element's members.
template <class List, class Write>
void write_list(Writer& writer, std::string_view name, const List& list, Write write) {
  writer.begin_array(name);
  for (const auto& element : list) {
    writer.begin_object();
    write(writer, element);
    writer.end();
  }
  writer.end();
}

void write_identity(Writer& writer, const std::optional<Identity>& identity) {
  if (!identity) return writer.null("identity");
  writer.begin_object("identity");
  writer.text("name", identity->name);
  writer.text("contact", identity->contact);
  writer.text("shop_name", identity->shop_name);
  writer.end();
}

void write_sign_in(Writer& writer, const SignIn& sign_in) {
  write_instant(writer, "created_at", sign_in.created_at);
  write_instant(writer, "expires_at", sign_in.expires_at);
}

void write_rule(Writer& writer, const AcceptedRule& rule) {
  writer.text("id", rule.rule);
  writer.integer("version", rule.version);
}

void write_extension(Writer& writer, const Extension& extension) {
  writer.integer("seconds", extension.extra.count());
  writer.text("reason", extension.reason);
  write_instant(writer, "granted_at", extension.granted_at);
}

void write_response(Writer& writer, const Response& response) {
  writer.text("item", response.item);
  writer.integer("epoch", response.epoch);
  writer.integer("revision", response.revision);
  write_answer(writer, "answer", response.answer);
  writer.boolean("marked", response.marked);
  writer.integer("since_start_ms", response.since_start_ms);
  write_instant(writer, "received_at", response.received_at);
}

void write_section(Writer& writer, const SectionScore& section) {
  writer.text("id", section.section);
  write_score(writer, "score", section.score);
  if (section.minimum) writer.integer("minimum", *section.minimum);
  writer.boolean("met", section.met);
}

void write_topic(Writer& writer, const TopicScore& topic) {
  writer.text("id", topic.topic);
  write_score(writer, "score", topic.score);
}

void write_stored_result(Writer& writer, const StoredResult& stored) {
  writer.integer("version", stored.version);
  writer.text("reason", stored.reason);
  write_instant(writer, "created_at", stored.created_at);
  writer.text("decision", decision_name(stored.result.decision));
  write_score(writer, "score", stored.result.total);
  writer.integer("cut_percent", stored.result.cut_percent);
  write_list(writer, "sections", stored.result.sections, write_section);
  write_list(writer, "topics", stored.result.topics, write_topic);
}

void write_attempt_data(Writer& writer, const AttemptData& data) {
  const Attempt& attempt = data.attempt;
  writer.text("id", attempt.id.text());
  writer.text("exam", attempt.exam);
  writer.text("exam_version", attempt.exam_version);
  writer.integer("number", attempt.number);
  writer.text("state", state_name(attempt.state));
  writer.text("language", data.language);
  writer.integer("time_limit_s", attempt.timing.time_limit.count());
  writer.integer("grace_s", attempt.timing.grace.count());
  writer.integer("extension_s", attempt.extension.count());
  writer.integer("epoch", attempt.epoch);
  write_instant(writer, "prepared_at", attempt.prepared_at);
  write_instant(writer, "started_at", attempt.started_at);
  write_instant(writer, "ended_at", attempt.ended_at);
  write_list(writer, "accepted_rules", data.accepted_rules, write_rule);
  writer.begin_array("items");
  for (const std::string& item : data.items) writer.text(item);
  writer.end();
  write_list(writer, "extensions", data.extensions, write_extension);
  write_instant(writer, "answers_removed_at", data.answers_removed_at);
  write_list(writer, "responses", data.responses, write_response);
  write_list(writer, "changes", data.changes, write_response);
  write_list(writer, "late_responses", data.late_responses, write_response);
  write_list(writer, "results", data.results, write_stored_result);
}

void write_change(Writer& writer, const ApprovalChange& change) {
  writer.integer("revision", change.revision);
  writer.text("change", change_name(change.change));
  writer.text("state", state_name(change.state));
  if (change.reason) writer.text("reason", reason_name(*change.reason));
  write_instant(writer, "at", change.at);
}

void write_mark(Writer& writer, const std::optional<OnboardingMark>& mark) {
  if (!mark) return;
  writer.begin_object("onboarding");
  writer.text("external_id", mark->external_id);
  write_instant(writer, "since", mark->first_at);
  write_instant(writer, "changed", mark->changed_at);
  writer.end();
}

void write_life(Writer& writer, const ApprovalLife& life) {
  writer.text("state", state_name(life.state));
  writer.integer("revision", life.revision);
  if (life.reason) writer.text("reason", reason_name(*life.reason));
  write_instant(writer, "recertify_by", life.recertify_by);
  if (life.noticed_days != 0) writer.integer("noticed_days", life.noticed_days);
  if (!life.revocation) return;
  writer.begin_object("revocation_asked");
  writer.text("reason", reason_name(life.revocation->reason));
  write_instant(writer, "at", life.revocation->at);
  writer.end();
}

void write_try(Writer& writer, const DeliveryAttempt& attempt) {
  write_instant(writer, "at", attempt.at);
  writer.text("outcome", outcome_name(attempt.outcome));
  writer.integer("status", attempt.status);
  writer.integer("took_ms", attempt.took.count());
  writer.text("error", attempt.error);
}

void write_delivery(Writer& writer, const DeliveryData& data) {
  const Delivery& delivery = data.delivery.delivery;
  writer.text("event", delivery.event_id);
  writer.text("receiver", data.delivery.receiver);
  writer.text("state", delivery_state_name(delivery.state));
  writer.integer("attempts", delivery.attempts);
  writer.integer("failures", delivery.failures);
  write_instant(writer, "next_attempt_at", delivery.next_at);
  if (delivery.last_outcome) writer.text("last_outcome", outcome_name(*delivery.last_outcome));
  writer.integer("last_status", delivery.last_status);
  writer.text("last_error", delivery.last_error);
  write_list(writer, "tries", data.tries, write_try);
}

void write_approval(Writer& writer, const ApprovalData& data) {
  const ApprovalRecord& record = data.record;
  writer.text("id", record.id.text());
  writer.text("number", record.number);
  writer.text("exam", record.exam);
  writer.text("exam_version", record.exam_version);
  writer.text("region", record.region);
  if (record.supersedes) writer.text("supersedes", record.supersedes->text());
  write_life(writer, data.life);
  write_score(writer, "score", record.score);
  write_list(writer, "rules", record.rules, write_rule);
  write_instant(writer, "awarded_at", record.awarded_at);
  write_instant(writer, "valid_from", record.valid_from);
  write_instant(writer, "valid_until", record.valid_until);
  writer.begin_object("status_entry");
  writer.integer("list", record.status_entry.list);
  writer.integer("index", record.status_entry.index);
  writer.end();
  writer.text("credential", data.credential);
  writer.begin_object("public_page");
  writer.text("token", data.page.token);
  writer.boolean("name_shown", data.page.name_shown);
  writer.end();
  write_list(writer, "changes", data.changes, write_change);
  write_mark(writer, data.onboarding);
  write_list(writer, "deliveries", data.deliveries, write_delivery);
}

/// Who else did it is another person's business: of them only what they are.
void write_audit_line(Writer& writer, const AuditEntry& entry, const std::string& person) {
  writer.integer("number", entry.number);
  write_instant(writer, "at", entry.time);
  writer.text("by", entry.actor == person ? entry.actor : entry.actor.substr(0, entry.actor.find(':')));
  writer.text("act", entry.act);
  writer.text("subject", entry.subject);
  writer.text("details", entry.details);
}

/// As it left the server.
void write_event(Writer& writer, const OutboxEvent& event) {
  writer.integer("sequence", event.sequence);
  writer.text("id", event.id);
  writer.text("type", event.type);
  write_instant(writer, "created_at", event.created_at);
  writer.raw("body", event.body);
}

}  // namespace

std::string write_personal_data(const PersonalData& data) {
  Writer writer;
  writer.begin_object();
  writer.text("id", data.applicant.id.text());
  writer.text("partner_id", data.applicant.partner_id.text());
  writer.text("region", data.applicant.region);
  writer.text("language", data.applicant.language);
  write_instant(writer, "registered_at", data.applicant.registered_at);
  write_instant(writer, "erased_at", data.applicant.erased_at);
  write_identity(writer, data.identity);
  write_list(writer, "sign_ins", data.sign_ins, write_sign_in);
  write_list(writer, "attempts", data.attempts, write_attempt_data);
  write_list(writer, "approvals", data.approvals, write_approval);
  write_list(writer, "events", data.trail.events, write_event);
  write_list(writer, "audit", data.trail.audit,
             [&](Writer& list, const AuditEntry& entry) { write_audit_line(list, entry, data.trail.actor); });
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
