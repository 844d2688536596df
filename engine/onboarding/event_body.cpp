#include "onboarding/event_body.hpp"

#include "base/ensure.hpp"
#include "json/writer.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

constexpr std::size_t sequence_digits = 20;

/// The CloudEvents extension compares sequences as texts.
std::string padded(std::int64_t sequence) {
  ENSURE(sequence > 0, "events are counted from one");
  const std::string digits = std::to_string(sequence);
  return std::string(sequence_digits - digits.size(), '0') + digits;
}

void write_data(json::Writer& writer, const Programme& programme, const ApprovalEvent& event) {
  const ApprovalRecord& approval = event.approval;
  writer.begin_object("data");
  writer.text("approvalId", approval.id.text());
  writer.integer("revision", approval.revision);
  writer.text("status", state_name(approval.state));
  writer.text("partnerId", partner_urn(approval.partner_id));
  writer.text("approvalNumber", approval.number);
  writer.begin_object("region");
  writer.text("scheme", region_scheme(approval.region));
  writer.text("code", approval.region);
  writer.end();
  writer.text("examCode", approval.exam);
  writer.text("examVersion", approval.exam_version);
  writer.text("validFrom", to_rfc3339(approval.valid_from));
  writer.text("validUntil", to_rfc3339(approval.valid_until));
  if (approval.supersedes) {
    writer.text("supersedes", approval.supersedes->text());
  } else {
    writer.null("supersedes");
  }
  if (event.reason) writer.text("reason", reason_name(*event.reason));
  if (event.recertify_by) writer.text("recertifyBy", to_rfc3339(*event.recertify_by));
  writer.text("credentialUrl", credential_url(programme, approval.id));
  writer.text("credential", event.credential);
  writer.end();
}

void write_text_type(json::Writer& writer, std::string_view name, std::string_view format = {}) {
  writer.begin_object(name);
  writer.text("type", "string");
  if (!format.empty()) writer.text("format", format);
  writer.end();
}

void write_states(json::Writer& writer) {
  writer.begin_object("status");
  writer.begin_array("enum");
  for (const ApprovalState state : {ApprovalState::active, ApprovalState::suspended, ApprovalState::revoked,
                                    ApprovalState::expired, ApprovalState::superseded}) {
    writer.text(state_name(state));
  }
  writer.end();
  writer.end();
}

void write_reasons(json::Writer& writer) {
  writer.begin_object("reason");
  writer.text("description", "Why, of a suspension, reinstatement, revocation, or of the end that a rule change sets.");
  writer.begin_array("enum");
  for (const ReasonCode reason : all_reasons) writer.text(reason_name(reason));
  writer.end();
  writer.end();
}

void write_region_type(json::Writer& writer) {
  writer.begin_object("region");
  writer.text("type", "object");
  writer.begin_array("required");
  writer.text("scheme");
  writer.text("code");
  writer.end();
  writer.begin_object("properties");
  write_text_type(writer, "scheme");
  write_text_type(writer, "code");
  writer.end();
  writer.end();
}

void write_properties(json::Writer& writer) {
  writer.begin_object("properties");
  write_text_type(writer, "approvalId", "uuid");
  writer.begin_object("revision");
  writer.text("type", "integer");
  writer.integer("minimum", 1);
  writer.end();
  write_states(writer);
  write_text_type(writer, "partnerId", "uri");
  write_text_type(writer, "approvalNumber");
  write_region_type(writer);
  write_text_type(writer, "examCode");
  write_text_type(writer, "examVersion");
  write_text_type(writer, "validFrom", "date-time");
  write_text_type(writer, "validUntil", "date-time");
  writer.begin_object("supersedes");
  writer.begin_array("type");
  writer.text("string");
  writer.text("null");
  writer.end();
  writer.end();
  write_reasons(writer);
  write_text_type(writer, "recertifyBy", "date-time");
  write_text_type(writer, "credentialUrl", "uri");
  write_text_type(writer, "credential");
  writer.end();
}

}  // namespace

std::string event_type(const Programme& programme, ApprovalEventKind kind) {
  return programme.event_type_prefix + "." + std::string(event_name(kind)) + ".v1";
}

std::string event_body(const Programme& programme, const ApprovalEvent& event) {
  json::Writer writer;
  writer.begin_object();
  writer.text("specversion", "1.0");
  writer.text("id", event.id);
  writer.text("source", event_source(programme));
  writer.text("type", event_type(programme, event.kind));
  writer.text("subject", "approvals/" + event.approval.id.text());
  writer.text("time", to_rfc3339_ms(event.time));
  writer.text("datacontenttype", "application/json");
  writer.text("dataschema", event_schema_url(programme));
  writer.text("sequence", padded(event.sequence));
  writer.text("partitionkey", partner_urn(event.approval.partner_id));
  write_data(writer, programme, event);
  writer.end();
  return writer.take();
}

FrozenEvent test_event(const Programme& programme, const EndpointTest& test) {
  FrozenEvent event;
  event.type = programme.event_type_prefix + ".endpoint.test.v1";
  event.subject = "webhook-endpoints/" + test.endpoint.text();
  json::Writer writer;
  writer.begin_object();
  writer.text("specversion", "1.0");
  writer.text("id", test.event_id);
  writer.text("source", event_source(programme));
  writer.text("type", event.type);
  writer.text("subject", event.subject);
  writer.text("time", to_rfc3339_ms(test.time));
  writer.text("datacontenttype", "application/json");
  writer.begin_object("data");
  writer.text("endpointId", test.endpoint.text());
  writer.end();
  writer.end();
  event.body = writer.take();
  return event;
}

std::string event_schema(const Programme& programme) {
  json::Writer writer;
  writer.begin_object();
  writer.text("$schema", "https://json-schema.org/draft/2020-12/schema");
  writer.text("$id", event_schema_url(programme));
  writer.text("title", "Data of an approval event");
  writer.text("description", "Consumers ignore members that they do not know.");
  writer.text("type", "object");
  writer.begin_array("required");
  for (const char* name : {"approvalId", "revision", "status", "partnerId", "approvalNumber", "region", "examCode",
                           "examVersion", "validFrom", "validUntil", "supersedes", "credentialUrl", "credential"}) {
    writer.text(name);
  }
  writer.end();
  write_properties(writer);
  writer.end();
  return writer.take();
}

}  // namespace kiosk::onboarding
