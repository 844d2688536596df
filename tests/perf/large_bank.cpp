#include "perf/large_bank.hpp"

#include <array>
#include <string>

namespace kiosk::perf {

namespace {

constexpr std::size_t topics = 10;
constexpr std::array option_ids{"a", "b", "c", "d"};

std::string topic(std::size_t item) { return "topic-" + std::to_string(item % topics); }
std::string id(std::size_t item) { return "item-" + std::to_string(item); }

std::string bank_file(std::size_t items) {
  std::string text = "schema: kiosk-bank/1\nid: large\nversion: \"1\"\nlanguage: en\ntitle: \"A large bank\"\ncount: " +
                     std::to_string(items) + "\nitems:\n";
  for (std::size_t i = 0; i < items; ++i) {
    const std::string n = std::to_string(i);
    text +=
        "  - id: " + id(i) + "\n    kind: single\n    topic: " + topic(i) +
        "\n    stem: \"Which statement about product " + n +
        " of the catalogue is right, going by its data sheet and by the price list of this season?\"\n    options:\n";
    for (const char* option : option_ids) {
      text += "      " + std::string{option} + ": \"Statement " + option + " about product " + n +
              ", with a figure and a short reason\"\n";
    }
    text += "    correct: " + std::string{option_ids.at(i % option_ids.size())} +
            "\n    explanation: \"The data sheet of product " + n +
            " says so in its second table; the price list repeats it.\"\n    source: \"products.csv: product " + n +
            "\"\n";
  }
  return text;
}

std::string translation_file(std::size_t items) {
  std::string text =
      "schema: kiosk-translation/1\nbank: large\nversion: \"1\"\nlanguage: zh-CN\ntitle: \"大题库\"\ncount: " +
      std::to_string(items) + "\nitems:\n";
  for (std::size_t i = 0; i < items; ++i) {
    const std::string n = std::to_string(i);
    text += "  " + id(i) + ":\n    stem: \"根据数据表和本季价目表，关于目录中第 " + n +
            " 号产品的哪个说法是正确的？\"\n    options:\n";
    for (const char* option : option_ids) {
      text +=
          "      " + std::string{option} + ": \"关于第 " + n + " 号产品的说法 " + option + "，带有数字和简短理由\"\n";
    }
    text += "    explanation: \"第 " + n + " 号产品的数据表第二张表中有说明，价目表也有重复。\"\n";
  }
  return text;
}

std::string exam_file() {
  std::string text =
      "schema: kiosk-exam/1\nid: large-exam\nversion: \"1\"\ntitle: {en: \"Large\", zh-CN: \"大\"}\n"
      "languages: [en, zh-CN]\nbanks: [large]\ntopics:\n";
  for (std::size_t i = 0; i < topics; ++i) text += "  " + topic(i) + ": {en: \"Topic\", zh-CN: \"主题\"}\n";
  text += "sections:\n  - id: all\n    title: {en: \"All\", zh-CN: \"全部\"}\n    draw:\n";
  for (std::size_t i = 0; i < topics; ++i) text += "      - {topic: " + topic(i) + ", count: 4}\n";
  return text +
         "rules:\n  - id: no-cheating\n    version: 1\n    title: {en: \"No cheating\", zh-CN: \"不作弊\"}\n"
         "    text: {en: \"I answer alone.\", zh-CN: \"我独立作答。\"}\n"
         "policy:\n  time_limit_s: 2400\n  grace_s: 15\n  cut_percent: 80\n  attempts: 3\n  waiting_time_s: 86400\n"
         "  prepared_lapse_s: 3600\n  late_evidence_s: 86400\n  validity_months: 12\n  entry: contact\n"
         "  publish: on_load\n";
}

}  // namespace

std::vector<yaml::ContentFile> large_bank(std::size_t items) {
  return {
      {"banks/large.yaml", bank_file(items)},
      {"banks/large.zh-CN.yaml", translation_file(items)},
      {"exams/large-exam.yaml", exam_file()},
      {"regions.yaml",
       "schema: kiosk-regions/1\nregions:\n  - code: CN\n    name: {en: \"China\", zh-CN: \"中国\"}\n    children:\n"
       "      - {code: CN-GD, name: {en: \"Guangdong\", zh-CN: \"广东\"}}\n"}};
}

}  // namespace kiosk::perf
