#include "base/hex.hpp"
#include "json/parts.hpp"
#include "json/stored.hpp"
#include "json/stored_parts.hpp"

namespace kiosk::json {

namespace {

void write_form_item(Writer& writer, const FormItem& item) {
  writer.begin_object();
  writer.text("public_id", item.public_id);
  writer.text("section", item.section);
  writer.text("topic", item.topic);
  writer.text("bank", item.bank);
  writer.text("item", item.item);
  writer.begin_array("options");
  for (const FormOption& option : item.options) {
    writer.begin_object();
    writer.text("public_id", option.public_id);
    writer.text("option", option.option);
    writer.end();
  }
  writer.end();
  writer.end();
}

FormItem read_form_item(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  FormItem item;
  item.public_id = reader.text("public_id", id_limit);
  item.section = reader.text("section", id_limit);
  item.topic = reader.text("topic", id_limit);
  item.bank = reader.text("bank", id_limit);
  item.item = reader.text("item", id_limit);
  for (const PlacedValue& option_place : reader.array("options", list_limit)) {
    ObjectReader option(option_place, problems);
    FormOption read;
    read.public_id = option.text("public_id", id_limit);
    read.option = option.text("option", id_limit);
    item.options.push_back(std::move(read));
  }
  return item;
}

std::vector<ItemReference> read_history(ObjectReader& reader, Problems& problems) {
  std::vector<ItemReference> history;
  for (const PlacedValue& place : reader.array("history", list_limit)) {
    ObjectReader item(place, problems);
    ItemReference reference;
    reference.bank = item.text("bank", id_limit);
    reference.item = item.text("item", id_limit);
    history.push_back(std::move(reference));
  }
  return history;
}

Form read_form(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Form form;
  if (!from_hex(reader.text("seed", id_limit), form.seed)) {
    reader.note("seed", "unknown-value", "must be 32 octets in hexadecimal");
  }
  form.language = reader.text("language", id_limit);
  form.exam_fingerprint = read_digest(reader, "exam_fingerprint");
  form.banks = read_bank_fingerprints(reader, problems);
  form.history = read_history(reader, problems);
  for (const PlacedValue& item : reader.array("items", list_limit)) {
    form.items.push_back(read_form_item(item, problems));
  }
  return form;
}

ExamResult read_result(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  ExamResult result;
  const std::optional<Decision> decision = parse_decision(reader.text("decision", id_limit));
  if (!decision) reader.note("decision", "unknown-value", "must be a decision");
  result.decision = decision.value_or(Decision::fail);
  result.total = read_points(reader.any("total"), problems);
  result.cut_percent = read_int(reader, "cut_percent");
  result.cut_met = reader.boolean("cut_met");
  result.sections = read_sections(reader, problems);
  for (const PlacedValue& topic_place : reader.array("topics", list_limit)) {
    ObjectReader topic(topic_place, problems);
    TopicScore read;
    read.topic = topic.text("topic", id_limit);
    read.score = read_points(topic.any("score"), problems);
    result.topics.push_back(std::move(read));
  }
  return result;
}

}  // namespace

std::string encode_form(const Form& form) {
  Writer writer;
  writer.begin_object();
  writer.text("seed", to_hex(form.seed));
  writer.text("language", form.language);
  writer.text("exam_fingerprint", form.exam_fingerprint.hex());
  write_bank_fingerprints(writer, form.banks);
  writer.begin_array("history");
  for (const ItemReference& reference : form.history) {
    writer.begin_object();
    writer.text("bank", reference.bank);
    writer.text("item", reference.item);
    writer.end();
  }
  writer.end();
  writer.begin_array("items");
  for (const FormItem& item : form.items) write_form_item(writer, item);
  writer.end();
  writer.end();
  return writer.take();
}

Result<Form> decode_form(std::string_view bytes) { return decode_stored<Form>(bytes, read_form, encode_form); }

std::string encode_answer(const Answer& answer) {
  Writer writer;
  write_answer(writer, answer);
  return writer.take();
}

Result<Answer> decode_answer(std::string_view bytes) {
  return decode_stored<Answer>(bytes, read_answer, encode_answer);
}

std::string encode_result(const ExamResult& result) {
  Writer writer;
  writer.begin_object();
  writer.text("decision", decision_name(result.decision));
  write_points(writer, "total", result.total);
  writer.integer("cut_percent", result.cut_percent);
  writer.boolean("cut_met", result.cut_met);
  write_sections(writer, result.sections);
  writer.begin_array("topics");
  for (const TopicScore& topic : result.topics) {
    writer.begin_object();
    writer.text("topic", topic.topic);
    write_points(writer, "score", topic.score);
    writer.end();
  }
  writer.end();
  writer.end();
  return writer.take();
}

Result<ExamResult> decode_result(std::string_view bytes) {
  return decode_stored<ExamResult>(bytes, read_result, encode_result);
}

}  // namespace kiosk::json
