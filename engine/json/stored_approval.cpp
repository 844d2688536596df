#include "json/stored.hpp"
#include "json/stored_parts.hpp"

namespace kiosk::json {

namespace {

std::vector<AcceptedRule> read_rules(ObjectReader& reader, Problems& problems) {
  std::vector<AcceptedRule> rules;
  for (const PlacedValue& place : reader.array("rules", list_limit)) {
    ObjectReader rule(place, problems);
    AcceptedRule read;
    read.rule = rule.text("rule", id_limit);
    read.version = read_int(rule, "version");
    rules.push_back(std::move(read));
  }
  return rules;
}

StatusEntry read_status_entry(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  StatusEntry entry;
  entry.list = read_int(reader, "list");
  entry.index = read_int(reader, "index");
  return entry;
}

ApprovalRecord read_approval(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  ApprovalRecord approval;
  approval.id = read_uuid(reader, "id");
  approval.number = reader.text("number", id_limit);
  approval.partner_id = read_uuid(reader, "partner_id");
  approval.region = reader.text("region", id_limit);
  approval.language = reader.text("language", id_limit);
  approval.exam = reader.text("exam", id_limit);
  approval.exam_version = reader.text("exam_version", id_limit);
  approval.exam_fingerprint = read_digest(reader, "exam_fingerprint");
  approval.banks = read_bank_fingerprints(reader, problems);
  approval.score = read_points(reader.any("score"), problems);
  approval.cut_percent = read_int(reader, "cut_percent");
  approval.sections = read_sections(reader, problems);
  approval.rules = read_rules(reader, problems);
  approval.awarded_at = read_time(reader, "awarded_at");
  approval.valid_from = read_time(reader, "valid_from");
  approval.valid_until = read_time(reader, "valid_until");
  const std::optional<ApprovalState> state = parse_approval_state(reader.text("state", id_limit));
  if (!state) reader.note("state", "unknown-value", "must be the state of an approval");
  approval.state = state.value_or(ApprovalState::revoked);
  approval.revision = read_int(reader, "revision");
  approval.status_entry = read_status_entry(reader.any("status_entry"), problems);
  if (reader.has("supersedes")) approval.supersedes = read_uuid(reader, "supersedes");
  return approval;
}

}  // namespace

std::string encode_approval(const ApprovalRecord& approval) {
  Writer writer;
  writer.begin_object();
  writer.text("id", approval.id.text());
  writer.text("number", approval.number);
  writer.text("partner_id", approval.partner_id.text());
  writer.text("region", approval.region);
  writer.text("language", approval.language);
  writer.text("exam", approval.exam);
  writer.text("exam_version", approval.exam_version);
  writer.text("exam_fingerprint", approval.exam_fingerprint.hex());
  write_bank_fingerprints(writer, approval.banks);
  write_points(writer, "score", approval.score);
  writer.integer("cut_percent", approval.cut_percent);
  write_sections(writer, approval.sections);
  writer.begin_array("rules");
  for (const AcceptedRule& rule : approval.rules) {
    writer.begin_object();
    writer.text("rule", rule.rule);
    writer.integer("version", rule.version);
    writer.end();
  }
  writer.end();
  write_time(writer, "awarded_at", approval.awarded_at);
  write_time(writer, "valid_from", approval.valid_from);
  write_time(writer, "valid_until", approval.valid_until);
  writer.text("state", state_name(approval.state));
  writer.integer("revision", approval.revision);
  writer.begin_object("status_entry");
  writer.integer("list", approval.status_entry.list);
  writer.integer("index", approval.status_entry.index);
  writer.end();
  if (approval.supersedes) writer.text("supersedes", approval.supersedes->text());
  writer.end();
  return writer.take();
}

Result<ApprovalRecord> decode_approval(std::string_view bytes) {
  return decode_stored<ApprovalRecord>(bytes, read_approval, encode_approval);
}

}  // namespace kiosk::json
