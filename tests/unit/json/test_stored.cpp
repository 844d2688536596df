#include "json/stored.hpp"

#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "json/content_codec.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::json {
namespace {

Item numeric_item() {
  return {"charge",
          "accessories",
          {{"en", "How long?"}, {"zh-CN", "多久？"}},
          Numeric{Rational(3, 2), Rational(1, 10), {{"en", "h"}, {"zh-CN", "小时"}}},
          {{"en", "Because."}, {"zh-CN", "因为。"}},
          "a source"};
}

Bank small_bank() {
  Bank bank{"b", "2026.1", "en", {{"en", "Bank"}, {"zh-CN", "题库"}}, {"en", "zh-CN"}, {}};
  bank.items = {
      numeric_item(),
      {"one", "t", {{"en", "?"}}, SingleChoice{{{"a", {{"en", "A"}}}, {"b", {{"en", "B"}}}}, "b", true}, {}, ""},
      {"more", "t", {{"en", "?"}}, MultipleChoice{{{"a", {{"en", "A"}}}, {"b", {{"en", "B"}}}}, {"a"}, false}, {}, ""},
      {"truth", "t", {{"en", "?"}}, TrueFalse{true}, {}, ""}};
  return bank;
}

const std::string small_bank_bytes =
    R"({"id":"b","version":"2026.1","language":"en","title":{"en":"Bank","zh-CN":"题库"},"languages":["en","zh-CN"],)"
    R"("items":[{"id":"charge","topic":"accessories","stem":{"en":"How long?","zh-CN":"多久？"},"kind":"numeric",)"
    R"("key":[3,2],"tolerance":[1,10],"unit":{"en":"h","zh-CN":"小时"},)"
    R"("explanation":{"en":"Because.","zh-CN":"因为。"},"source":"a source"},)"
    R"({"id":"one","topic":"t","stem":{"en":"?"},"kind":"single","options":[{"id":"a","text":{"en":"A"}},)"
    R"({"id":"b","text":{"en":"B"}}],"key":"b","fixed_order":true,"explanation":{},"source":""},)"
    R"({"id":"more","topic":"t","stem":{"en":"?"},"kind":"multiple","options":[{"id":"a","text":{"en":"A"}},)"
    R"({"id":"b","text":{"en":"B"}}],"key":["a"],"fixed_order":false,"explanation":{},"source":""},)"
    R"({"id":"truth","topic":"t","stem":{"en":"?"},"kind":"true_false","key":true,"explanation":{},"source":""}]})";

/// Fingerprints of published banks depend on these bytes: they must never change.
TEST_CASE("A bank has these canonical bytes") {
  CHECK(encode_bank(small_bank()) == small_bank_bytes);
  REQUIRE(decode_bank(small_bank_bytes).has_value());
  CHECK(encode_bank(*decode_bank(small_bank_bytes)) == small_bank_bytes);
}

TEST_CASE("An exam has these canonical bytes") {
  Exam exam;
  exam.id = "e";
  exam.version = "2026.1";
  exam.title = {{"en", "Exam"}};
  exam.languages = {"zh-CN", "en"};
  exam.banks = {"b"};
  exam.topics = {{"t", {{"en", "Topic"}}}};
  exam.sections = {{"s", {{"en", "Section"}}, {{"t", 4}}, std::nullopt}, {"r", {}, {{"t", 1}, {"u", 2}}, 2}};
  exam.rules = {{"rule", 3, {{"en", "Rule"}}, {{"en", "Text"}}}};
  exam.policy.time_limit = seconds{2400};
  exam.policy.opens_at = from_unix_ms(1795316400000);
  const std::string bytes =
      R"({"id":"e","version":"2026.1","title":{"en":"Exam"},"languages":["zh-CN","en"],"banks":["b"],)"
      R"("topics":{"t":{"en":"Topic"}},"sections":[{"id":"s","title":{"en":"Section"},"draws":[{"topic":"t","count":4}]},)"
      R"({"id":"r","title":{},"draws":[{"topic":"t","count":1},{"topic":"u","count":2}],"minimum":2}],)"
      R"("rules":[{"id":"rule","version":3,"title":{"en":"Rule"},"text":{"en":"Text"}}],)"
      R"("policy":{"time_limit_s":2400,"grace_s":15,"cut_percent":80,"attempts":1,"waiting_time_s":0,)"
      R"("prepared_lapse_s":3600,"late_evidence_s":86400,"validity_months":12,"entry":"contact","publish":"on_load",)"
      R"("opens_at":1795316400000}})";
  CHECK(encode_exam(exam) == bytes);
  REQUIRE(decode_exam(bytes).has_value());
  CHECK(encode_exam(*decode_exam(bytes)) == bytes);
}

TEST_CASE("The sample exam, its banks and a form of it come back from their bytes") {
  const ExamEditionPointer edition = test::sample_edition();
  const std::string exam = encode_exam(edition->exam);
  CHECK(encode_exam(decode_exam(exam).value()) == exam);
  for (const PublishedBank& published : edition->banks) {
    const std::string bank = encode_bank(*published.bank);
    CHECK(encode_bank(decode_bank(bank).value()) == bank);
  }
  const Form form = assemble(*edition, test::sample_seed(7), "en", {{"bank-of-rules", "own-exam"}}).value();
  CHECK(decode_form(encode_form(form)).value() == form);
}

TEST_CASE("Bytes that encode did not write are refused") {
  const auto refuse = [](std::string bytes) {
    INFO(bytes);
    const auto bank = decode_bank(bytes);
    REQUIRE(bank.has_error());
    CHECK(bank.error().code == ErrorCode::content_invalid);
  };
  const auto with = [](const std::string& from, const std::string& to) {
    std::string bytes = small_bank_bytes;
    REQUIRE(bytes.find(from) != std::string::npos);
    return bytes.replace(bytes.find(from), from.size(), to);
  };
  refuse("");
  refuse("{}");
  refuse("null");
  refuse(small_bank_bytes + " ");
  refuse(small_bank_bytes.substr(0, small_bank_bytes.size() - 1));
  refuse(with(R"("id":"b",)", R"("id":"b","extra":1,)"));
  refuse(with(R"("id":"b","version":"2026.1")", R"("version":"2026.1","id":"b")"));
  refuse(with(R"("key":[3,2])", R"("key":[6,4])"));
  refuse(with(R"("key":[3,2])", R"("key":[3,0])"));
  refuse(with(R"("key":[3,2])", R"("key":[3])"));
  refuse(with(R"("key":[3,2])", R"("key":1.5)"));
  refuse(with(R"("key":[3,2])", R"("key":[9223372036854775807,2])"));
  refuse(with(R"("numeric")", R"("essay")"));
  refuse(with(R"("key":true)", R"("key":"true")"));
  refuse(with("小时", "\\u5c0f时"));
}

TEST_CASE("The content of an item is that of its own language; a translation holds texts alone") {
  const JsonContentCodec codec;
  CHECK(codec.encode_item(numeric_item(), "en") ==
        R"({"kind":"numeric","stem":{"en":"How long?"},"key":[3,2],"tolerance":[1,10],"unit":{"en":"h"}})");
  CHECK(codec.encode_translation(numeric_item(), "zh-CN") ==
        R"({"stem":"多久？","unit":"小时","explanation":"因为。"})");
  const Item choice = small_bank().items[1];
  CHECK(codec.encode_item(choice, "en") ==
        R"({"kind":"single","stem":{"en":"?"},"options":[{"id":"a","text":{"en":"A"}},{"id":"b","text":{"en":"B"}}],)"
        R"("key":"b","fixed_order":true})");
  Item translated = choice;
  translated.explanation = {{"en", "why"}};
  CHECK(codec.encode_translation(translated, "en") ==
        R"({"stem":"?","options":{"a":"A","b":"B"},"explanation":"why"})");
}

TEST_CASE("The codec of the port writes the same") {
  const JsonContentCodec codec;
  CHECK(codec.encode(small_bank()) == small_bank_bytes);
  CHECK(codec.decode_bank(small_bank_bytes).has_value());
  CHECK(codec.decode_exam(codec.encode(test::sample_exam())).has_value());
}

TEST_CASE("Other words and values than those of the types are refused") {
  ExamResult result;
  const auto refuse_result = [&](const std::string& from, const std::string& to) {
    std::string bytes = encode_result(result);
    REQUIRE(bytes.find(from) != std::string::npos);
    bytes.replace(bytes.find(from), from.size(), to);
    CHECK(decode_result(bytes).error().code == ErrorCode::content_invalid);
  };
  refuse_result("\"fail\"", "\"maybe\"");
  refuse_result("\"cut_percent\":0", "\"cut_percent\":9999999999");
  const auto refuse_approval = [&](const std::string& from, const std::string& to) {
    std::string bytes = encode_approval({});
    REQUIRE(bytes.find(from) != std::string::npos);
    bytes.replace(bytes.find(from), from.size(), to);
    CHECK(decode_approval(bytes).error().code == ErrorCode::content_invalid);
  };
  refuse_approval("\"active\"", "\"happy\"");
  refuse_approval("\"id\":\"0", "\"id\":\"x");
  refuse_approval("\"valid_from\":0", "\"valid_from\":-1");
  std::string form = encode_form({});
  form.replace(form.find("\"seed\":\"0"), 9, "\"seed\":\"X");
  CHECK(decode_form(form).error().code == ErrorCode::content_invalid);
}

}  // namespace
}  // namespace kiosk::json
