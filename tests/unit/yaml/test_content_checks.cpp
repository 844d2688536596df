#include <catch2/catch.hpp>

#include "good_content.hpp"
#include "loading.hpp"

namespace kiosk::yaml::test {
namespace {

/// One change to the good content, and the only problems it must cause.
struct Case {
  std::string file;
  std::string from;
  std::string to;
  std::vector<std::string> problems;
};

const std::string grass_options = R"(    options:
      a: "红色"
      b: "绿色"
      c: "蓝色"
    explanation: "草是绿色的。")";

const std::vector<Case> cases{
    // translations
    {"bank.zh-CN.yaml",
     "bank: sample",
     "bank: sampel",
     {"bank.zh-CN.yaml:2 error unknown-bank", "exam.yaml:6 error missing-translation"}},
    {"bank.zh-CN.yaml", "2026.1", "2026.2", {"bank.zh-CN.yaml:3 error other-version"}},
    {"bank.zh-CN.yaml",
     "zh-CN",
     "en",
     {"bank.zh-CN.yaml:4 error duplicate-language", "exam.yaml:6 error missing-translation"}},
    {"bank.zh-CN.yaml", "  grass:", "  gras:", {"bank.zh-CN.yaml:8 error unknown-item"}},
    {"bank.zh-CN.yaml", grass_options, "    explanation: \"草\"", {"bank.zh-CN.yaml:8 error missing-option"}},
    {"bank.zh-CN.yaml", "      c: \"蓝色\"\n", "", {"bank.zh-CN.yaml:11 error missing-option"}},
    {"bank.zh-CN.yaml",
     "      c: \"蓝色\"\n",
     "      c: \"蓝色\"\n      d: \"黑色\"\n",
     {"bank.zh-CN.yaml:14 error unknown-option"}},
    {"bank.zh-CN.yaml", "c: \"蓝色\"", "c: \"红色\"", {"bank.zh-CN.yaml:13 error duplicate-option"}},
    {"bank.zh-CN.yaml", "    explanation: \"是的。\"\n", "", {"bank.zh-CN.yaml:23 error missing-field"}},
    {"bank.zh-CN.yaml",
     "    explanation: \"是的。\"\n",
     "    explanation: \"是的。\"\n    unit: \"米\"\n",
     {"bank.zh-CN.yaml:25 error unknown-field"}},
    {"bank.zh-CN.yaml",
     "    explanation: \"是的。\"\n",
     "    explanation: \"是的。\"\n    correct: true\n",
     {"bank.zh-CN.yaml:25 error unknown-field"}},
    {"bank.zh-CN.yaml", "count: 4", "count: 3", {"bank.zh-CN.yaml:6 error wrong-count"}},
    // exams against banks
    {"exam.yaml", "banks: [sample]", "banks: [sampel]", {"exam.yaml:6 error unknown-bank"}},
    {"exam.yaml", "banks: [sample]", "banks: [sample, sample]", {"exam.yaml:6 error duplicate-id"}},
    {"exam.yaml", "{topic: colours, count: 2}", "{topic: colours, count: 3}", {"exam.yaml:20 error bank-too-small"}},
    {"exam.yaml", "{topic: numbers, count: 1}", "{topic: numbers, count: 2}", {"exam.yaml:15 error bank-too-small"}},
    {"exam.yaml", "{topic: numbers, count: 1}", "{topic: number, count: 1}", {"exam.yaml:15 error unknown-topic"}},
    {"exam.yaml", "  numbers: {en: \"Numbers\", zh-CN: \"数字\"}\n", "", {"exam.yaml:14 error unknown-topic"}},
    {"exam.yaml",
     "  numbers: {en: \"Numbers\", zh-CN: \"数字\"}",
     "  numbers: {en: \"Numbers\"}",
     {"exam.yaml:9 error missing-language"}},
    {"exam.yaml", "{topic: numbers, count: 1}", "{topic: colours, count: 1}", {"exam.yaml:15 error duplicate-id"}},
    {"exam.yaml", "{topic: numbers, count: 1}", "{topic: numbers, count: 0}", {"exam.yaml:15 error out-of-range"}},
    {"exam.yaml", "minimum: 2", "minimum: 4", {"exam.yaml:16 error minimum-too-large"}},
    {"exam.yaml", "minimum: 2", "minimum: 0", {"exam.yaml:16 error out-of-range"}},
    {"exam.yaml", "  - id: second", "  - id: first", {"exam.yaml:17 error duplicate-id"}},
    {"exam.yaml", "      zh-CN: \"要诚实。\"\n", "", {"exam.yaml:26 error missing-language"}},
    {"exam.yaml",
     "title: {en: \"Exam\", zh-CN: \"考试\"}",
     "title: {en: \"Exam\", zh-CN: \"考试\", fr: \"Examen\"}",
     {"exam.yaml:4 warning extra-language"}},
    {"exam.yaml", "languages: [zh-CN, en]", "languages: [zh-CN, en, en]", {"exam.yaml:5 error duplicate-id"}},
    {"exam.yaml", "languages: [zh-CN, en]", "languages: zh-CN", {"exam.yaml:5 error wrong-type"}},
    {"exam.yaml", "    version: 2", "    version: \"2\"", {"exam.yaml:23 error wrong-type"}},
    // policy
    {"exam.yaml", "time_limit_s: 2400", "time_limit_s: 59", {"exam.yaml:29 error out-of-range"}},
    {"exam.yaml", "time_limit_s: 2400", "time_limit_s: 28801", {"exam.yaml:29 error out-of-range"}},
    {"exam.yaml", "grace_s: 15", "grace_s: 121", {"exam.yaml:30 error out-of-range"}},
    {"exam.yaml", "cut_percent: 80", "cut_percent: 0", {"exam.yaml:31 error out-of-range"}},
    {"exam.yaml", "cut_percent: 80", "cut_percent: 80%", {"exam.yaml:31 error bad-integer"}},
    {"exam.yaml", "attempts: 3", "attempts: 101", {"exam.yaml:32 error out-of-range"}},
    {"exam.yaml", "waiting_time_s: 86400", "waiting_time_s: -1", {"exam.yaml:33 error bad-integer"}},
    {"exam.yaml", "prepared_lapse_s: 3600", "prepared_lapse_s: 59", {"exam.yaml:34 error out-of-range"}},
    {"exam.yaml", "late_evidence_s: 86400", "late_evidence_s: 2592001", {"exam.yaml:35 error out-of-range"}},
    {"exam.yaml", "validity_months: 12", "validity_months: 121", {"exam.yaml:36 error out-of-range"}},
    {"exam.yaml", "entry: contact", "entry: contacts", {"exam.yaml:37 error unknown-choice"}},
    {"exam.yaml", "  grace_s: 15\n", "", {"exam.yaml:29 error missing-field"}},
    {"exam.yaml",
     "opens_at: \"2026-11-01T00:00:00Z\"",
     "opens_at: \"2026-11-31T00:00:00Z\"",
     {"exam.yaml:39 error bad-time"}},
    {"exam.yaml",
     "opens_at: \"2026-11-01T00:00:00Z\"",
     "opens_at: \"2026-11-01T00:00:00Z\"\n  closes_at: \"2026-11-01T00:00:00Z\"",
     {"exam.yaml:40 error out-of-range"}},
    // banks
    {"bank.yaml", "topic: numbers", "topic: number", {"exam.yaml:15 error bank-too-small"}},
    {"bank.yaml", "topic: numbers", "topic: colours", {"exam.yaml:15 error bank-too-small"}},
    // regions
    {"regions.yaml", "{code: CN-BJ,", "{code: CN-GD,", {"regions.yaml:10 error duplicate-id"}},
    {"regions.yaml", "{code: CN-BJ,", "{code: IN-BJ,", {"regions.yaml:10 error bad-region-code"}},
    {"regions.yaml", "{code: CN-BJ,", "{code: CN-BEIJ,", {"regions.yaml:10 error bad-region-code"}},
    {"regions.yaml", "code: IN", "code: IND", {"regions.yaml:11 error bad-region-code"}},
    {"regions.yaml", "  - code: CN\n", "  - code: cn\n", {"regions.yaml:3 error bad-region-code"}},
    {"regions.yaml", "{en: \"India\", zh-CN: \"印度\"}", "{en: \"India\"}", {"regions.yaml:11 error missing-language"}},
};

std::vector<ContentFile> changed(const Case& change) {
  std::vector<ContentFile> files = good_content();
  for (ContentFile& file : files) {
    if (file.path == change.file) file.bytes = replaced(file.bytes, change.from, change.to);
  }
  return files;
}

/// Some changes cause a second, harmless warning.
bool is_expected_besides(const std::string& problem) {
  return problem.find("warning topic-not-drawn") != std::string::npos ||
         problem.find("warning unused-topic") != std::string::npos ||
         problem.find("warning translation-incomplete") != std::string::npos;
}

TEST_CASE("each fault over several files is found at its line, and causes no other errors") {
  for (const Case& change : cases) {
    INFO(change.file << ": " << change.from << " -> " << change.to);
    const LoadedContent loaded = load_content(changed(change));
    std::vector<std::string> problems = short_problems(loaded);
    std::erase_if(problems, is_expected_besides);
    CHECK(problems == change.problems);
  }
}

TEST_CASE("a draw that asks for too much names the topic, what is asked and what there is") {
  const LoadedContent loaded =
      load_content(changed({"exam.yaml", "{topic: colours, count: 2}", "{topic: colours, count: 3}", {}}));
  REQUIRE(loaded.problems.size() == 1);
  CHECK(message(loaded.problems.front()) ==
        "topic colours: 4 items asked (3 of them by draws above), 3 available; no form could be drawn; draw at most 0 "
        "here, or add items");
}

TEST_CASE("two banks with one id are refused") {
  std::vector<ContentFile> files = good_content();
  files.push_back({"copy.yaml", files.front().bytes});
  CHECK(short_problems(load_content(files)) == std::vector<std::string>{"copy.yaml:2 error duplicate-id"});
}

TEST_CASE("two exams with one id, two translations into one language and two regions files are refused") {
  std::vector<ContentFile> files = good_content();
  for (const ContentFile& file : good_content()) {
    if (file.path != "bank.yaml") files.push_back({"copy-" + file.path, file.bytes});
  }
  CHECK(short_problems(load_content(files)) ==
        std::vector<std::string>{"copy-bank.zh-CN.yaml:4 error duplicate-language",
                                 "copy-exam.yaml:2 error duplicate-id", "copy-regions.yaml:1 error duplicate-regions"});
}

TEST_CASE("an exam cannot offer a language that a bank lacks") {
  std::vector<ContentFile> files = good_content();
  SECTION("no translation") {
    files.erase(files.begin() + 1);
    CHECK(short_problems(load_content(files)) == std::vector<std::string>{"exam.yaml:6 error missing-translation"});
  }
  SECTION("a translation that lacks an item") {
    const std::string snow = "  snow:\n    stem: \"雪是白色的。\"\n    explanation: \"是的。\"\n";
    files[1].bytes = replaced(replaced(files[1].bytes, snow, ""), "count: 4", "count: 3");
    CHECK(short_problems(load_content(files)) ==
          std::vector<std::string>{"bank.zh-CN.yaml:8 warning translation-incomplete",
                                   "exam.yaml:6 error missing-translation"});
    files.erase(files.begin() + 2, files.end());
    const LoadedContent without_exam = load_content(files);
    REQUIRE(without_exam.content);
    CHECK(without_exam.content->banks.front().languages == std::vector<Language>{"en"});
  }
}

TEST_CASE("items whose topic no exam draws are pointed out") {
  std::vector<ContentFile> files = good_content();
  files.front().bytes =
      replaced(files.front().bytes, "topic: colours\n    stem: \"Snow", "topic: colors\n    stem: \"Snow");
  files[2].bytes = replaced(files[2].bytes, "{topic: colours, count: 1}", "{topic: numbers, count: 1}");
  files[2].bytes = replaced(files[2].bytes, "      - {topic: numbers, count: 1}\n    minimum", "    minimum");
  const LoadedContent loaded = load_content(files);
  CHECK(short_problems(loaded) == std::vector<std::string>{"bank.yaml:33 warning topic-not-drawn"});
  CHECK(loaded.content);
}

TEST_CASE("a topic that another exam draws is no slip") {
  std::vector<ContentFile> files = good_content();
  ContentFile other{"other.yaml", replaced(files[2].bytes, "id: partner", "id: other")};
  other.bytes = replaced(other.bytes, "  numbers: {en: \"Numbers\", zh-CN: \"数字\"}\n", "");
  other.bytes = replaced(other.bytes, "      - {topic: numbers, count: 1}\n", "");
  files.push_back(other);
  CHECK(short_problems(load_content(files)).empty());
}

TEST_CASE("with a few files alone, a translation may lie elsewhere") {
  std::vector<ContentFile> files = good_content();
  files.erase(files.begin() + 1);
  CHECK(short_problems(load_content(files, Scope::parts)).empty());
}

TEST_CASE("a bank that cannot be read makes no follow-up errors elsewhere") {
  std::vector<ContentFile> files = good_content();
  files.front().bytes = replaced(files.front().bytes, "\"Sample\"", "\"Sample");
  CHECK(short_problems(load_content(files)) == std::vector<std::string>{"bank.yaml:5 error open-quote"});
}

TEST_CASE("a translation that cannot be read makes no follow-up errors elsewhere") {
  std::vector<ContentFile> files = good_content();
  files[1].bytes = replaced(files[1].bytes, "\"样本\"", "\"样本");
  CHECK(short_problems(load_content(files)) == std::vector<std::string>{"bank.zh-CN.yaml:5 error open-quote"});
}

TEST_CASE("a whole content needs files, and regions when it has an exam") {
  CHECK(short_problems(load_content({})) == std::vector<std::string>{":0 error no-content"});
  std::vector<ContentFile> files = good_content();
  files.pop_back();
  CHECK(short_problems(load_content(files)) == std::vector<std::string>{":0 error no-regions"});
  CHECK(short_problems(load_content(files, Scope::parts)).empty());
}

TEST_CASE("single files are judged alone") {
  for (const ContentFile& file : good_content()) {
    const LoadedContent loaded = load_content({file}, Scope::parts);
    CHECK(short_problems(loaded).empty());
    CHECK(loaded.content);
  }
}

}  // namespace
}  // namespace kiosk::yaml::test
