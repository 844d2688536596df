#include "json/stored_bank.hpp"

#include "base/ensure.hpp"
#include "json/parts.hpp"
#include "json/stored.hpp"
#include "json/stored_parts.hpp"

namespace kiosk::json {

namespace {

void write_options(Writer& writer, const std::vector<Option>& options) {
  writer.begin_array("options");
  for (const Option& option : options) {
    writer.begin_object();
    writer.text("id", option.id);
    write_localized(writer, "text", option.text);
    writer.end();
  }
  writer.end();
}

/// How each kind is answered: options, key and rule.
struct KindWriter {
  Writer& writer;

  void operator()(const SingleChoice& kind) const {
    write_options(writer, kind.options);
    writer.text("key", kind.key);
    writer.boolean("fixed_order", kind.fixed_order);
  }
  void operator()(const MultipleChoice& kind) const {
    write_options(writer, kind.options);
    writer.begin_array("key");
    for (const std::string& option : kind.key) writer.text(option);
    writer.end();
    writer.boolean("fixed_order", kind.fixed_order);
  }
  void operator()(const TrueFalse& kind) const { writer.boolean("key", kind.key); }
  void operator()(const Numeric& kind) const {
    write_rational(writer, "key", kind.key);
    write_rational(writer, "tolerance", kind.tolerance);
    write_localized(writer, "unit", kind.unit);
  }
};

void write_item(Writer& writer, const Item& item) {
  writer.begin_object();
  writer.text("id", item.id);
  writer.text("topic", item.topic);
  write_localized(writer, "stem", item.stem);
  writer.text("kind", kind_name(item.kind));
  std::visit(KindWriter{writer}, item.kind);
  write_localized(writer, "explanation", item.explanation);
  writer.text("source", item.source);
  writer.end();
}

std::vector<Option> read_options(ObjectReader& reader, Problems& problems) {
  std::vector<Option> options;
  for (const PlacedValue& place : reader.array("options", list_limit)) {
    ObjectReader option(place, problems);
    Option read;
    read.id = option.text("id", id_limit);
    read.text = read_localized(option.any("text"), problems);
    options.push_back(std::move(read));
  }
  return options;
}

ItemKind read_kind(ObjectReader& reader, Problems& problems) {
  const std::string name = reader.text("kind", id_limit);
  if (name == "single") {
    SingleChoice kind;
    kind.options = read_options(reader, problems);
    kind.key = reader.text("key", id_limit);
    kind.fixed_order = reader.boolean("fixed_order");
    return kind;
  }
  if (name == "multiple") {
    MultipleChoice kind;
    kind.options = read_options(reader, problems);
    kind.key = reader.lines("key", list_limit, id_limit);
    kind.fixed_order = reader.boolean("fixed_order");
    return kind;
  }
  if (name == "true_false") return TrueFalse{reader.boolean("key")};
  if (name != "numeric") reader.note("kind", "unknown-value", "must be the kind of an item");
  Numeric kind;
  kind.key = read_rational(reader.any("key"), problems);
  kind.tolerance = read_rational(reader.any("tolerance"), problems);
  kind.unit = read_localized(reader.any("unit"), problems);
  return kind;
}

Item read_item(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Item item;
  item.id = reader.text("id", id_limit);
  item.topic = reader.text("topic", id_limit);
  item.stem = read_localized(reader.any("stem"), problems);
  item.kind = read_kind(reader, problems);
  item.explanation = read_localized(reader.any("explanation"), problems);
  item.source = reader.text("source", text_limit);
  return item;
}

Bank read_bank(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Bank bank;
  bank.id = reader.text("id", id_limit);
  bank.version = reader.text("version", id_limit);
  bank.language = reader.text("language", id_limit);
  bank.title = read_localized(reader.any("title"), problems);
  bank.languages = reader.lines("languages", list_limit, id_limit);
  for (const PlacedValue& item : reader.array("items", list_limit)) bank.items.push_back(read_item(item, problems));
  return bank;
}

void keep_only(LocalizedText& text, const Language& language) {
  std::erase_if(text, [&](const auto& entry) { return entry.first != language; });
}

void keep_only(std::vector<Option>& options, const Language& language) {
  for (Option& option : options) keep_only(option.text, language);
}

/// The item with its texts in one language alone.
struct KindInLanguage {
  const Language& language;

  void operator()(SingleChoice& kind) const { keep_only(kind.options, language); }
  void operator()(MultipleChoice& kind) const { keep_only(kind.options, language); }
  void operator()(TrueFalse& /*kind*/) const {}
  void operator()(Numeric& kind) const { keep_only(kind.unit, language); }
};

}  // namespace

std::string encode_bank(const Bank& bank) {
  Writer writer;
  writer.begin_object();
  writer.text("id", bank.id);
  writer.text("version", bank.version);
  writer.text("language", bank.language);
  write_localized(writer, "title", bank.title);
  writer.begin_array("languages");
  for (const Language& language : bank.languages) writer.text(language);
  writer.end();
  writer.begin_array("items");
  for (const Item& item : bank.items) write_item(writer, item);
  writer.end();
  writer.end();
  return writer.take();
}

Result<Bank> decode_bank(std::string_view bytes) { return decode_stored<Bank>(bytes, read_bank, encode_bank); }

std::string encode_item(const Item& item, const Language& language) {
  ItemKind kind = item.kind;
  std::visit(KindInLanguage{language}, kind);
  LocalizedText stem = item.stem;
  keep_only(stem, language);
  Writer writer;
  writer.begin_object();
  writer.text("kind", kind_name(kind));
  write_localized(writer, "stem", stem);
  std::visit(KindWriter{writer}, kind);
  writer.end();
  return writer.take();
}

std::string encode_translation(const Item& item, const Language& language) {
  Writer writer;
  writer.begin_object();
  writer.text("stem", in_language(item.stem, language));
  if (!options_of(item.kind).empty()) {
    writer.begin_object("options");
    for (const Option& option : options_of(item.kind)) writer.text(option.id, in_language(option.text, language));
    writer.end();
  }
  if (const auto* numeric = std::get_if<Numeric>(&item.kind); numeric != nullptr && !numeric->unit.empty()) {
    writer.text("unit", in_language(numeric->unit, language));
  }
  writer.text("explanation", in_language(item.explanation, language));
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
