#include "rehearsal/wire.hpp"

#include <algorithm>

#include "json/parse.hpp"
#include "json/writer.hpp"

namespace kiosk::rehearsal {

namespace {

constexpr std::size_t most_bytes = 4 * 1024 * 1024;

using json::Value;

/// Walks through a reply; what is not there leads to nothing, so that one question at the end is enough.
class View {
 public:
  explicit View(const Value* value) : value_(value) {}

  View operator[](std::string_view name) const {
    const Value::Object* members = value_ == nullptr ? nullptr : value_->object();
    if (members == nullptr) return View{nullptr};
    const auto found = std::find_if(members->begin(), members->end(), [&](const auto& m) { return m.name == name; });
    return View{found == members->end() ? nullptr : &found->value};
  }
  std::vector<View> elements() const {
    std::vector<View> views;
    const Value::Array* array = value_ == nullptr ? nullptr : value_->array();
    if (array == nullptr) return views;
    for (const Value& element : *array) views.emplace_back(&element);
    return views;
  }
  std::string text() const {
    const auto* text = value_ == nullptr ? nullptr : std::get_if<std::string>(&value_->data);
    return text == nullptr ? std::string{} : *text;
  }
  std::int64_t number() const {
    const auto* number = value_ == nullptr ? nullptr : std::get_if<std::int64_t>(&value_->data);
    return number == nullptr ? 0 : *number;
  }
  bool is_true() const {
    const auto* flag = value_ == nullptr ? nullptr : std::get_if<bool>(&value_->data);
    return flag != nullptr && *flag;
  }
  bool is_there() const { return value_ != nullptr; }

 private:
  const Value* value_;
};

std::vector<std::string> texts(const View& array, std::string_view member = {}) {
  std::vector<std::string> all;
  for (const View& element : array.elements()) all.push_back(member.empty() ? element.text() : element[member].text());
  return all;
}

std::string choices_text(std::vector<std::string> choices) {
  std::sort(choices.begin(), choices.end());
  json::Writer writer;
  writer.begin_object();
  writer.begin_array("choices");
  for (const std::string& choice : choices) writer.text(choice);
  writer.end();
  writer.end();
  return writer.take();
}

std::string single_text(const char* name, const std::string& value) {
  json::Writer writer;
  writer.begin_object();
  writer.text(name, value);
  writer.end();
  return writer.take();
}

std::string stored_answer_text(const View& answer) {
  if (answer["choices"].is_there()) return choices_text(texts(answer["choices"]));
  if (answer["number"].is_there()) return single_text("number", answer["number"].text());
  if (answer["choice"].is_there()) return single_text("choice", answer["choice"].text());
  return "null";
}

std::vector<std::string> drawn_choices(const PaperItem& item, std::uint64_t choice) {
  std::vector<std::string> drawn;
  for (std::size_t i = 0; i < item.options.size(); ++i) {
    if ((choice >> (8 + i % 32) & 1U) != 0) drawn.push_back(item.options[i]);
  }
  if (drawn.empty()) drawn.push_back(item.options[choice % item.options.size()]);
  return drawn;
}

}  // namespace

std::optional<Offer> read_offer(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  const std::vector<View> exams = View{&*document}["exams"].elements();
  if (exams.empty()) return std::nullopt;
  const View& exam = exams.front();
  const std::vector<std::string> languages = texts(exam["languages"]);
  if (languages.empty()) return std::nullopt;
  Offer offer;
  offer.exam = exam["id"].text();
  offer.language = languages.front();
  offer.rules = texts(exam["rules"], "id");
  offer.items = static_cast<int>(exam["item_count"].number());
  offer.time_limit_s = exam["time_limit_s"].number();
  return offer;
}

std::optional<RegionStep> read_first_region(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  const std::vector<View> regions = View{&*document}["regions"].elements();
  if (regions.empty()) return std::nullopt;
  return RegionStep{regions.front()["code"].text(), regions.front()["has_children"].is_true()};
}

std::optional<std::string> read_attempt_id(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  std::string id = View{&*document}["attempt"]["id"].text();
  if (id.empty()) return std::nullopt;
  return id;
}

std::optional<StartedPaper> read_started(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  const View reply{&*document};
  StartedPaper paper{reply["epoch"].number(), reply["next_revision"].number(), {}};
  for (const View& item : reply["paper"]["items"].elements()) {
    paper.items.push_back({item["id"].text(), item["kind"].text(), texts(item["options"], "id")});
  }
  if (paper.items.empty()) return std::nullopt;
  return paper;
}

std::optional<std::vector<std::pair<std::string, std::int64_t>>> read_saved(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  std::vector<std::pair<std::string, std::int64_t>> saved;
  for (const View& entry : View{&*document}["saved"].elements()) {
    saved.emplace_back(entry["item"].text(), entry["revision"].number());
  }
  return saved;
}

std::optional<std::map<std::string, SentAnswer>> read_responses(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  if (document.has_error()) return std::nullopt;
  std::map<std::string, SentAnswer> responses;
  for (const View& response : View{&*document}["responses"].elements()) {
    const std::string item = response["item"].text();
    responses[item] = {item, response["revision"].number(), stored_answer_text(response["answer"])};
  }
  return responses;
}

std::string problem_code(std::string_view body) {
  const auto document = json::parse(body, most_bytes);
  return document.has_error() ? std::string{} : View{&*document}["code"].text();
}

std::vector<std::string> page_files(std::string_view html) {
  std::vector<std::string> files;
  for (const std::string_view attribute : {"src=\"/", "href=\"/"}) {
    for (std::size_t at = html.find(attribute); at != std::string_view::npos; at = html.find(attribute, at + 1)) {
      const std::size_t begin = at + attribute.size() - 1;
      const std::string_view file = html.substr(begin, html.find('"', begin) - begin);
      if (file.find('.') != std::string_view::npos) files.emplace_back(file);
    }
  }
  return files;
}

std::string write_registration(const Offer& offer, int number, std::uint64_t seed) {
  json::Writer writer;
  writer.begin_object();
  writer.text("name", "Rehearsal " + std::to_string(number));
  writer.text("region", offer.region);
  writer.text("language", offer.language);
  writer.text("contact", "rehearsal-" + std::to_string(seed) + "-" + std::to_string(number) + "@example.invalid");
  writer.end();
  return writer.take();
}

std::string write_prepare(const Offer& offer) {
  json::Writer writer;
  writer.begin_object();
  writer.text("language", offer.language);
  writer.begin_array("rules_accepted");
  for (const std::string& rule : offer.rules) writer.text(rule);
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_save(std::int64_t epoch, const std::vector<SentAnswer>& answers, std::int64_t since_start_ms) {
  json::Writer writer;
  writer.begin_object();
  writer.integer("epoch", epoch);
  writer.begin_array("responses");
  for (const SentAnswer& answer : answers) {
    writer.begin_object();
    writer.text("item", answer.item);
    writer.integer("revision", answer.revision);
    writer.raw("answer", answer.answer);
    writer.boolean("marked", false);
    writer.integer("since_start_ms", since_start_ms);
    writer.end();
  }
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_submit(std::int64_t epoch) {
  json::Writer writer;
  writer.begin_object();
  writer.integer("epoch", epoch);
  writer.end();
  return writer.take();
}

std::string answer_text(const PaperItem& item, std::uint64_t choice) {
  if (item.kind == "true_false") return single_text("choice", choice % 2 == 0 ? "true" : "false");
  if (item.kind == "numeric") return single_text("number", std::to_string(choice % 1000));
  if (item.options.empty()) return "null";
  if (item.kind == "multiple") return choices_text(drawn_choices(item, choice));
  return single_text("choice", item.options[choice % item.options.size()]);
}

}  // namespace kiosk::rehearsal
