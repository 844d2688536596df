#include <catch2/catch.hpp>

#include "good_content.hpp"
#include "loading.hpp"

namespace kiosk::yaml::test {
namespace {

Content load_good() {
  LoadedContent loaded = load_content(good_content());
  REQUIRE(short_problems(loaded).empty());
  REQUIRE(loaded.content);
  return std::move(*loaded.content);
}

TEST_CASE("a bank is loaded with its translation, exactly as written") {
  const Content content = load_good();
  REQUIRE(content.banks.size() == 1);
  const Bank& bank = content.banks.front();
  CHECK(bank.id == "sample");
  CHECK(bank.version == "2026.1");
  CHECK(bank.language == "en");
  CHECK(bank.languages == std::vector<Language>{"en", "zh-CN"});
  CHECK(bank.title == LocalizedText{{"en", "Sample"}, {"zh-CN", "样本"}});
  REQUIRE(bank.items.size() == 4);
  CHECK(describe(bank.items[0]) ==
        "grass colours single {en=Which colour is grass?;zh-CN=草是什么颜色？;} a{en=Red;zh-CN=红色;} "
        "b{en=Green;zh-CN=绿色;} c{en=Blue;zh-CN=蓝色;} key b {en=Grass is green.;zh-CN=草是绿色的。;} "
        "facts.md: colours");
  CHECK(describe(bank.items[1]) ==
        "primary colours multiple {en=Which colours are primary?;zh-CN=哪些是原色？;} a{en=Red;zh-CN=红色;} "
        "b{en=Green;zh-CN=绿色;} c{en=Grey;zh-CN=灰色;} key a,b, fixed {en=Grey is none.;zh-CN=灰色不是。;} "
        "facts.md: colours");
  CHECK(describe(bank.items[2]) ==
        "snow colours true_false {en=Snow is white.;zh-CN=雪是白色的。;} key true {en=It is.;zh-CN=是的。;} "
        "facts.md: colours");
  CHECK(describe(bank.items[3]) ==
        "weight numbers numeric {en=How heavy is it?;zh-CN=它有多重？;} key 74/1+-1/2{en=kg;zh-CN=公斤;} "
        "{en=It weighs 74 kg.;zh-CN=它重74公斤。;} facts.md: numbers");
}

TEST_CASE("a translation without a unit has the bank's") {
  std::vector<ContentFile> files = good_content();
  files[1].bytes = replaced(files[1].bytes, "    unit: \"公斤\"\n", "");
  const LoadedContent loaded = load_content(std::move(files));
  REQUIRE(loaded.content);
  const auto& numeric = std::get<Numeric>(loaded.content->banks.front().items[3].kind);
  CHECK(numeric.unit == LocalizedText{{"en", "kg"}, {"zh-CN", "kg"}});
}

TEST_CASE("an exam is loaded whole") {
  const Content content = load_good();
  REQUIRE(content.exams.size() == 1);
  const Exam& exam = content.exams.front();
  CHECK(exam.id == "partner");
  CHECK(exam.version == "2026.1");
  CHECK(exam.title.at("zh-CN") == "考试");
  CHECK(exam.languages == std::vector<Language>{"zh-CN", "en"});
  CHECK(exam.banks == std::vector<std::string>{"sample"});
  CHECK(exam.topics.at("numbers").at("en") == "Numbers");
  REQUIRE(exam.sections.size() == 2);
  CHECK(exam.sections[0].id == "first");
  CHECK(exam.sections[0].item_count() == 3);
  CHECK(exam.sections[0].draws[1].topic == "numbers");
  CHECK(exam.sections[0].minimum == 2);
  CHECK_FALSE(exam.sections[1].minimum);
  REQUIRE(exam.rules.size() == 1);
  CHECK(exam.rules[0].version == 2);
  CHECK(exam.rules[0].text.at("en") == "Be honest.");
}

TEST_CASE("a policy is loaded whole") {
  const Policy policy = load_good().exams.front().policy;
  CHECK(policy.time_limit == seconds{2400});
  CHECK(policy.grace == seconds{15});
  CHECK(policy.cut_percent == 80);
  CHECK(policy.attempts == 3);
  CHECK(policy.waiting_time == seconds{86400});
  CHECK(policy.prepared_lapse == seconds{3600});
  CHECK(policy.late_evidence == seconds{86400});
  CHECK(policy.validity_months == 12);
  CHECK(policy.entry == Entry::contact);
  CHECK(policy.publish == Publish::by_review);
  CHECK(policy.opens_at == parse_rfc3339("2026-11-01T00:00:00Z"));
  CHECK_FALSE(policy.closes_at);
}

TEST_CASE("regions are loaded as a tree") {
  const RegionTree regions = load_good().regions;
  CHECK(regions.subtree("CN") == std::vector<std::string>{"CN", "CN-GD", "CN-GD-4403", "CN-BJ"});
  REQUIRE(regions.find("CN-GD-4403") != nullptr);
  CHECK(regions.find("CN-GD-4403")->name.at("zh-CN") == "深圳");
}

TEST_CASE("texts that look like other types are kept exactly") {
  const std::vector<std::string> odd{
      "NO",  "yes",         "1.10",  "010",  "0x1F", "1_000", "12:30", ".nan",   "1e3",    "True", "+1",   "2026-01-01",
      "y",   "it's \"so\"", "a:b",   "a#b",  "50 %", "-1",    "- a",   "[a, b]", "{a: b}", "~",    "null", "a, b: c #",
      "\\n", "! & * | >",   "? : -", "，。", "'",    "\"",    "%",     "@x",     "`",      "=",    "<<"};
  for (const std::string& text : odd) {
    INFO(text);
    std::string escaped;
    for (const char c : text) escaped += c == '\'' ? std::string{"''"} : std::string{c};
    ContentFile file = good_file("bank.yaml");
    file.bytes = replaced(file.bytes, "\"Green\"\n      c: \"Blue\"", "'" + escaped + "'\n      c: \"Blue\"");
    const LoadedContent loaded = load_content({file}, Scope::parts);
    REQUIRE(loaded.content);
    CHECK(options_of(loaded.content->banks.front().items.front().kind)[1].text.at("en") == text);
  }
}

TEST_CASE("the content that ships has neither errors nor warnings") {
  const auto files = read_content_directory("question_banks");
  REQUIRE(files);
  const LoadedContent loaded = load_content(*files);
  for (const Problem& problem : loaded.problems) UNSCOPED_INFO(to_text(problem));
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.content);
  CHECK(loaded.item_count >= 60);
  CHECK(loaded.content->exams.size() == 1);
}

}  // namespace
}  // namespace kiosk::yaml::test
