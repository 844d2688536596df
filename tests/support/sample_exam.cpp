#include "support/sample_exam.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

namespace kiosk::test {

namespace {

LocalizedText both(std::string en, std::string zh) { return {{"en", std::move(en)}, {"zh-CN", std::move(zh)}}; }

/// Options a, b, c…
std::vector<Option> options(std::initializer_list<LocalizedText> texts) {
  std::vector<Option> result;
  char id = 'a';
  for (const LocalizedText& text : texts) result.push_back({std::string(1, id++), text});
  return result;
}

Item item(std::string id, std::string topic, LocalizedText stem, ItemKind kind) {
  LocalizedText explanation = both("explained: " + id, "解释：" + id);
  std::string source = "source of " + id;
  return {std::move(id), std::move(topic), std::move(stem), std::move(kind), std::move(explanation), std::move(source)};
}

Item phone(std::string id, LocalizedText stem, std::vector<Option> choice, std::string key) {
  return item(std::move(id), "phones", std::move(stem), SingleChoice{std::move(choice), std::move(key), false});
}

Item number(std::string id, LocalizedText stem, Rational key, Rational tolerance, LocalizedText unit) {
  return item(std::move(id), "accessories", std::move(stem), Numeric{key, tolerance, std::move(unit)});
}

Item prices(std::string id, LocalizedText stem, std::vector<Option> choice, std::vector<std::string> key) {
  return item(std::move(id), "price-alignment", std::move(stem),
              MultipleChoice{std::move(choice), std::move(key), false});
}

Item fair(std::string id, LocalizedText stem, bool key) {
  return item(std::move(id), "no-cheating", std::move(stem), TrueFalse{key});
}

std::vector<Option> counts() {
  return options({both("One", "一个"), both("Two", "两个"), both("Three", "三个"), both("Four", "四个")});
}

std::vector<Option> colours() {
  return options({both("Black", "黑色"), both("White", "白色"), both("Blue", "蓝色"), both("Orange", "橙色")});
}

std::vector<Option> places() {
  return options({both("At the counter", "柜台"), both("In the box", "盒内"), both("On the shelf", "货架"),
                  both("On the website", "网站")});
}

std::vector<Option> price_acts() {
  return options({both("Show the listed price", "展示标价"), both("Add a fee", "加收费用"),
                  both("Give the listed discount", "给予公布的折扣"), both("Sell above the list", "高于标价销售")});
}

Item with_fixed_order(Item changed) {
  if (auto* single = std::get_if<SingleChoice>(&changed.kind)) single->fixed_order = true;
  if (auto* multiple = std::get_if<MultipleChoice>(&changed.kind)) multiple->fixed_order = true;
  return changed;
}

Digest digest_of_bytes(std::uint8_t value) {
  Digest digest;
  digest.bytes.fill(value);
  return digest;
}

}  // namespace

Bank sample_products_bank() {
  const LocalizedText hours = both("h", "小时");
  const LocalizedText no_unit;
  return {"bank-of-products",
          "2026.1",
          "en",
          both("Products", "产品"),
          {"en", "zh-CN"},
          {
              phone("phone-cameras", both("How many cameras are on the back?", "背面有几个摄像头？"), counts(), "c"),
              phone("phone-cards", both("How many cards fit?", "能放几张卡？"), counts(), "b"),
              phone("phone-speakers", both("How many speakers are inside?", "里面有几个扬声器？"), counts(), "b"),
              phone("phone-ports", both("How many ports are there?", "有几个接口？"), counts(), "a"),
              with_fixed_order(phone("phone-colour", both("Which colour is new?", "哪个颜色是新的？"), colours(), "d")),
              phone("phone-edge", both("Which colour is the edge?", "边框是什么颜色？"), colours(), "a"),
              phone("phone-leaflet", both("Where is the leaflet?", "说明书在哪里？"), places(), "b"),
              phone("phone-pickup", both("Where is a phone picked up?", "在哪里取手机？"), places(), "a"),
              number("charge-time", both("How long does charging take?", "充电需要多久？"), {3, 2}, {1, 10}, hours),
              number("play-time", both("How long does music play?", "音乐能播放多久？"), 24, 1, hours),
              number("band-holes", both("How many holes has the band?", "表带有几个孔？"), 12, 0, no_unit),
              number("lowest-step", both("What is the lowest step?", "最低档是多少？"), {-5, 2}, 0, no_unit),
          }};
}

Bank sample_rules_bank() {
  return {
      "bank-of-rules",
      "2026.1",
      "en",
      both("Rules", "规则"),
      {"en", "zh-CN"},
      {
          prices("counter-price", both("What may a kiosk do at the counter?", "柜台可以做什么？"), price_acts(),
                 {"a", "c"}),
          prices("online-price", both("What may a kiosk do online?", "线上可以做什么？"), price_acts(), {"a", "c"}),
          prices("never-price", both("What is never allowed?", "什么绝不允许？"), price_acts(), {"b", "d"}),
          prices("launch-price", both("What holds on launch day?", "首发日遵守什么？"), price_acts(), {"a"}),
          with_fixed_order(prices("fixed-steps", both("What comes first?", "首先做什么？"), price_acts(), {"a", "c"})),
          fair("own-exam", both("Everybody sits the exam alone.", "每个人独立参加考试。"), true),
          fair("friend-exam", both("A friend may sit the exam for you.", "朋友可以替你考试。"), false),
          fair("true-sales", both("Reported sales are real sales.", "上报的销量是真实的。"), true),
      }};
}

Exam sample_exam() {
  Exam exam;
  exam.id = "sample-exam";
  exam.version = "2026.1";
  exam.title = both("Sample Exam", "样例考试");
  exam.languages = {"zh-CN", "en"};
  exam.banks = {"bank-of-products", "bank-of-rules"};
  exam.topics = {{"phones", both("Phones", "手机")},
                 {"accessories", both("Accessories", "配件")},
                 {"price-alignment", both("Price alignment", "价格一致")},
                 {"no-cheating", both("No cheating", "不作弊")}};
  exam.sections = {
      {"products", both("Products", "产品"), {{"phones", 4}, {"accessories", 2}}, std::nullopt},
      {"rules", both("Rules", "规则"), {{"price-alignment", 3}, {"no-cheating", 1}}, 3},
  };
  exam.rules = {
      {"price-alignment", 1, both("Price alignment", "价格一致"), both("Sell at the price.", "按价销售。")},
      {"no-cheating", 2, both("No cheating", "不作弊"), both("Be honest.", "诚实。")},
  };
  exam.policy.time_limit = seconds{2400};
  exam.policy.grace = seconds{15};
  exam.policy.cut_percent = 80;
  exam.policy.attempts = 3;
  exam.policy.waiting_time = seconds{86400};
  return exam;
}

ExamEditionPointer sample_edition() {
  return std::make_shared<const ExamEdition>(
      ExamEdition{sample_exam(),
                  digest_of_bytes(0xE1),
                  {{std::make_shared<const Bank>(sample_products_bank()), digest_of_bytes(0xB1)},
                   {std::make_shared<const Bank>(sample_rules_bank()), digest_of_bytes(0xB2)}}});
}

RegionTree sample_regions() {
  return RegionTree{{
      {"CN", both("China", "中国"), {{"CN-GD", both("Guangdong", "广东"), {}}, {"CN-BJ", both("Beijing", "北京"), {}}}},
      {"IN", both("India", "印度"), {{"IN-DL", both("Delhi", "德里"), {}}}},
  }};
}

Seed sample_seed(std::uint64_t number) {
  Seed seed{};
  for (std::size_t i = 0; i < 8; ++i, number >>= 8U) seed[i] = static_cast<std::uint8_t>(number & 0xFFU);
  return seed;
}

}  // namespace kiosk::test
