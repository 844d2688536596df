#include "json/parts.hpp"
#include "json/stored.hpp"
#include "json/stored_parts.hpp"

namespace kiosk::json {

namespace {

void write_texts(Writer& writer, std::string_view name, const std::vector<std::string>& texts) {
  writer.begin_array(name);
  for (const std::string& text : texts) writer.text(text);
  writer.end();
}

void write_section(Writer& writer, const Section& section) {
  writer.begin_object();
  writer.text("id", section.id);
  write_localized(writer, "title", section.title);
  writer.begin_array("draws");
  for (const Draw& draw : section.draws) {
    writer.begin_object();
    writer.text("topic", draw.topic);
    writer.integer("count", draw.count);
    writer.end();
  }
  writer.end();
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

void write_policy(Writer& writer, const Policy& policy) {
  writer.begin_object("policy");
  writer.integer("time_limit_s", policy.time_limit.count());
  writer.integer("grace_s", policy.grace.count());
  writer.integer("cut_percent", policy.cut_percent);
  writer.integer("attempts", policy.attempts);
  writer.integer("waiting_time_s", policy.waiting_time.count());
  writer.integer("prepared_lapse_s", policy.prepared_lapse.count());
  writer.integer("late_evidence_s", policy.late_evidence.count());
  writer.integer("validity_months", policy.validity_months);
  writer.text("entry", policy.entry == Entry::contact ? "contact" : "invitation");
  writer.text("publish", policy.publish == Publish::on_load ? "on_load" : "by_review");
  if (policy.opens_at) write_time(writer, "opens_at", *policy.opens_at);
  if (policy.closes_at) write_time(writer, "closes_at", *policy.closes_at);
  writer.end();
}

Section read_section(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Section section;
  section.id = reader.text("id", id_limit);
  section.title = read_localized(reader.any("title"), problems);
  for (const PlacedValue& draw_place : reader.array("draws", list_limit)) {
    ObjectReader draw(draw_place, problems);
    section.draws.push_back({draw.text("topic", id_limit), read_int(draw, "count")});
  }
  section.minimum = read_optional_int(reader, "minimum");
  return section;
}

Rule read_rule(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Rule rule;
  rule.id = reader.text("id", id_limit);
  rule.version = read_int(reader, "version");
  rule.title = read_localized(reader.any("title"), problems);
  rule.text = read_localized(reader.any("text"), problems);
  return rule;
}

seconds read_seconds(ObjectReader& reader, std::string_view name) { return seconds{read_int(reader, name)}; }

/// Any other word is written back differently and so refused by decode_stored.
Policy read_policy(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Policy policy;
  policy.time_limit = read_seconds(reader, "time_limit_s");
  policy.grace = read_seconds(reader, "grace_s");
  policy.cut_percent = read_int(reader, "cut_percent");
  policy.attempts = read_int(reader, "attempts");
  policy.waiting_time = read_seconds(reader, "waiting_time_s");
  policy.prepared_lapse = read_seconds(reader, "prepared_lapse_s");
  policy.late_evidence = read_seconds(reader, "late_evidence_s");
  policy.validity_months = read_int(reader, "validity_months");
  policy.entry = reader.text("entry", id_limit) == "contact" ? Entry::contact : Entry::invitation;
  policy.publish = reader.text("publish", id_limit) == "on_load" ? Publish::on_load : Publish::by_review;
  if (reader.has("opens_at")) policy.opens_at = read_time(reader, "opens_at");
  if (reader.has("closes_at")) policy.closes_at = read_time(reader, "closes_at");
  return policy;
}

std::map<std::string, LocalizedText> read_topics(const PlacedValue& place, Problems& problems) {
  std::map<std::string, LocalizedText> topics;
  if (place.value == nullptr || place.value->object() == nullptr) {
    problems.push_back({place.pointer, "wrong-type", "must be an object"});
    return topics;
  }
  for (const Member& member : *place.value->object()) {
    topics[member.name] = read_localized({&member.value, place.pointer + "/" + member.name}, problems);
  }
  return topics;
}

Exam read_exam(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Exam exam;
  exam.id = reader.text("id", id_limit);
  exam.version = reader.text("version", id_limit);
  exam.title = read_localized(reader.any("title"), problems);
  exam.languages = reader.lines("languages", list_limit, id_limit);
  exam.banks = reader.lines("banks", list_limit, id_limit);
  exam.topics = read_topics(reader.any("topics"), problems);
  for (const PlacedValue& section : reader.array("sections", list_limit)) {
    exam.sections.push_back(read_section(section, problems));
  }
  for (const PlacedValue& rule : reader.array("rules", list_limit)) exam.rules.push_back(read_rule(rule, problems));
  exam.policy = read_policy(reader.any("policy"), problems);
  return exam;
}

}  // namespace

std::string encode_exam(const Exam& exam) {
  Writer writer;
  writer.begin_object();
  writer.text("id", exam.id);
  writer.text("version", exam.version);
  write_localized(writer, "title", exam.title);
  write_texts(writer, "languages", exam.languages);
  write_texts(writer, "banks", exam.banks);
  writer.begin_object("topics");
  for (const auto& [topic, title] : exam.topics) write_localized(writer, topic, title);
  writer.end();
  writer.begin_array("sections");
  for (const Section& section : exam.sections) write_section(writer, section);
  writer.end();
  writer.begin_array("rules");
  for (const Rule& rule : exam.rules) write_rule(writer, rule);
  writer.end();
  write_policy(writer, exam.policy);
  writer.end();
  return writer.take();
}

Result<Exam> decode_exam(std::string_view bytes) { return decode_stored<Exam>(bytes, read_exam, encode_exam); }

}  // namespace kiosk::json
