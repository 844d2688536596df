#include "yaml/load_exam.hpp"

#include <algorithm>
#include <set>

#include "yaml/fields.hpp"
#include "yaml/load_policy.hpp"
#include "yaml/nearest.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

constexpr int most_items = 1'000;
constexpr int highest_version = 1'000'000;

class ExamLoader {
 public:
  explicit ExamLoader(Report& report) : report_(report) {}

  ExamFile load(const Document& document) {
    const ErrorMark mark(report_);
    Fields fields(&document.root, "an exam", report_);
    fields.require("schema");
    const Node* id = fields.require("id");
    file_.id_place = id != nullptr ? id->place : document.root.place;
    exam().id = read_name(id, report_);
    exam().version = read_name(fields.require("version"), report_);
    const Node* title = fields.require("title");
    load_languages(fields.require("languages"));  // before all texts: they must be in these languages
    exam().title = load_text(title, "`title`");
    load_banks(fields.require("banks"));
    load_topics(fields.require("topics"));
    load_sections(fields.require("sections"));
    load_rules(fields.find("rules"));
    exam().policy = load_policy(fields.require("policy"), report_);
    fields.finish();
    warn_unused_topics();
    file_.complete = document.clean && mark.clean();
    return std::move(file_);
  }

 private:
  Exam& exam() { return file_.exam; }

  /// True when `name` is new in `seen`.
  bool check_new(std::set<std::string>& seen, const std::string& name, Place place, std::string_view what) {
    if (name.empty() || seen.insert(name).second) return true;
    report_.error(place, {"duplicate-id", std::string{what} + " " + shown(name) + " is there twice",
                          "each is named once", "remove or rename one"});
    return false;
  }

  void load_languages(const Node* node) {
    std::set<std::string> seen;
    for (const Node& entry : read_list(node, "`languages`", report_)) {
      const Language language = read_language(&entry, report_);
      if (!language.empty() && check_new(seen, language, entry.place, "language")) exam().languages.push_back(language);
    }
  }

  /// A text in every language of the exam.
  LocalizedText load_text(const Node* node, std::string_view what) {
    LocalizedText text = read_localized(node, what, report_);
    if (text.empty()) return text;
    for (const Language& language : exam().languages) {
      if (text.contains(language)) continue;
      report_.error(node->place, {"missing-language", std::string{what} + " is not written in " + language,
                                  "the exam offers that language", "add " + language + ": \"…\""});
    }
    for (const auto& [language, words] : text) {
      if (exam().languages.empty() || exam().offers(language)) continue;
      report_.warning(node->place, {"extra-language", std::string{what} + " is also written in " + language,
                                    "the exam does not offer that language", "add it to `languages`, or remove it"});
    }
    return text;
  }

  void load_banks(const Node* node) {
    std::set<std::string> seen;
    for (const Node& entry : read_list(node, "`banks`", report_)) {
      const std::string id = read_name(&entry, report_);
      if (id.empty() || !check_new(seen, id, entry.place, "bank")) continue;
      exam().banks.push_back(id);
      file_.bank_places.push_back(entry.place);
    }
  }

  void load_topics(const Node* node) {
    for (const Field& field : read_map(node, "`topics`", report_)) {
      const std::string topic = read_name(field.name, field.place, report_);
      exam().topics[topic] = load_text(&field.value, "the name of topic " + shown(topic));
      file_.topic_places.emplace(topic, field.place);
    }
  }

  void load_sections(const Node* node) {
    std::set<std::string> seen;
    for (const Node& entry : read_list(node, "`sections`", report_)) load_section(entry, seen);
  }

  void load_section(const Node& node, std::set<std::string>& seen) {
    const ErrorMark mark(report_);
    Section section;
    Fields fields(&node, "a section", report_);
    const Node* id = fields.require("id");
    section.id = read_name(id, report_);
    if (!section.id.empty()) check_new(seen, section.id, id->place, "section");
    section.title = load_text(fields.require("title"), "the title of section " + shown(section.id));
    file_.draw_places.emplace_back();
    load_draws(fields.require("draw"), section);
    load_minimum(fields.find("minimum"), section, mark.clean());
    fields.finish();
    exam().sections.push_back(std::move(section));
  }

  void load_draws(const Node* node, Section& section) {
    std::set<std::string> seen;
    for (const Node& entry : read_list(node, "`draw`", report_)) {
      Fields fields(&entry, "a draw", report_);
      const Node* topic = fields.require("topic");
      const Draw draw{read_name(topic, report_), read_integer(fields.require("count"), 1, most_items, report_)};
      fields.finish();
      if (draw.topic.empty()) continue;
      check_new(seen, draw.topic, topic->place, "topic");
      check_topic_named(draw.topic, topic->place);
      section.draws.push_back(draw);
      file_.draw_places.back().push_back(topic->place);
    }
  }

  void check_topic_named(const std::string& topic, Place place) {
    if (exam().topics.contains(topic) || !report_.keeps_errors(place)) return;
    std::vector<std::string> names;
    for (const auto& [name, text] : exam().topics) names.push_back(name);
    const auto meant = nearest(topic, names);
    report_.error(
        place, {"unknown-topic", "topic " + shown(topic) + " has no display name",
                "each topic of an exam is named under `topics`", meant ? "write " + *meant : "add it under `topics`"});
  }

  /// The number of items is known only when the draws were `clean`.
  void load_minimum(const Node* node, Section& section, bool clean) {
    if (node == nullptr) return;
    const int minimum = read_integer(node, 1, most_items, report_);
    if (minimum == 0) return;
    section.minimum = minimum;
    const int items = section.item_count();
    if (minimum <= items || !clean) return;
    report_.error(node->place, {"minimum-too-large",
                                "the minimum of " + std::to_string(minimum) + " is more than the " +
                                    std::to_string(items) + " items of the section",
                                "nobody could pass", "write at most " + std::to_string(items)});
  }

  void load_rules(const Node* node) {
    if (node == nullptr) return;
    std::set<std::string> seen;
    for (const Node& entry : read_list(node, "`rules`", report_)) {
      Rule rule;
      Fields fields(&entry, "a rule", report_);
      const Node* id = fields.require("id");
      rule.id = read_name(id, report_);
      if (!rule.id.empty()) check_new(seen, rule.id, id->place, "rule");
      rule.version = read_integer(fields.require("version"), 1, highest_version, report_);
      rule.title = load_text(fields.require("title"), "the title of rule " + shown(rule.id));
      rule.text = load_text(fields.require("text"), "the text of rule " + shown(rule.id));
      fields.finish();
      exam().rules.push_back(std::move(rule));
    }
  }

  void warn_unused_topics() {
    std::set<std::string> drawn;
    for (const Section& section : exam().sections) {
      for (const Draw& draw : section.draws) drawn.insert(draw.topic);
    }
    for (const auto& [topic, place] : file_.topic_places) {
      if (drawn.contains(topic)) continue;
      report_.warning(place, {"unused-topic", "no section draws from topic " + shown(topic),
                              "perhaps a draw was lost, or names another topic", "add a draw, or remove the topic"});
    }
  }

  Report& report_;
  ExamFile file_;
};

}  // namespace

ExamFile load_exam(const Document& document, Report& report) { return ExamLoader(report).load(document); }

}  // namespace kiosk::yaml
