#include "json/parts.hpp"

namespace kiosk::json {

namespace {

constexpr std::size_t id_limit = 64;
constexpr std::size_t most_options = 20;

/// Writes what stands inside the braces.
struct AnswerMember {
  Writer& writer;

  void operator()(const ClearedAnswer& /*answer*/) const {}
  void operator()(const ChoiceAnswer& answer) const { writer.text("choice", answer.option); }
  void operator()(const ChoicesAnswer& answer) const {
    writer.begin_array("choices");
    for (const std::string& option : answer.options) writer.text(option);
    writer.end();
  }
  void operator()(const NumberAnswer& answer) const { writer.text("number", answer.decimal); }
};

bool is_cleared(const Answer& answer) { return std::holds_alternative<ClearedAnswer>(answer); }

}  // namespace

void write_localized(Writer& writer, std::string_view name, const LocalizedText& text) {
  writer.begin_object(name);
  for (const auto& [language, words] : text) writer.text(language, words);
  writer.end();
}

void write_answer(Writer& writer, const Answer& answer) {
  if (is_cleared(answer)) return writer.null();
  writer.begin_object();
  std::visit(AnswerMember{writer}, answer);
  writer.end();
}

void write_answer(Writer& writer, std::string_view name, const Answer& answer) {
  if (is_cleared(answer)) return writer.null(name);
  writer.begin_object(name);
  std::visit(AnswerMember{writer}, answer);
  writer.end();
}

Answer read_answer(const PlacedValue& place, Problems& problems) {
  if (place.value == nullptr || place.value->is_null()) return ClearedAnswer{};
  ObjectReader reader(place, problems);
  Answer answer;
  if (reader.has("choices")) {
    answer = ChoicesAnswer{reader.lines("choices", most_options, id_limit)};
  } else if (reader.has("number")) {
    answer = NumberAnswer{reader.line("number", id_limit)};
  } else {
    answer = ChoiceAnswer{reader.line("choice", id_limit)};
  }
  reader.refuse_unknown();
  return answer;
}

void write_instant(Writer& writer, std::string_view name, Instant instant) {
  writer.text(name, to_rfc3339_ms(instant));
}

void write_instant(Writer& writer, std::string_view name, const std::optional<Instant>& instant) {
  if (instant) write_instant(writer, name, *instant);
}

}  // namespace kiosk::json
