#include "good_content.hpp"

namespace kiosk::yaml::test {

namespace {

constexpr const char* bank = R"(schema: kiosk-bank/1
id: sample
version: "2026.1"
language: en
title: "Sample"
count: 4
items:
  - id: grass
    kind: single
    topic: colours
    stem: "Which colour is grass?"
    options:
      a: "Red"
      b: "Green"
      c: "Blue"
    correct: b
    explanation: "Grass is green."
    source: "facts.md: colours"
  - id: primary
    kind: multiple
    topic: colours
    stem: "Which colours are primary?"
    options:
      a: "Red"
      b: "Green"
      c: "Grey"
    correct: [b, a]
    option_order: fixed
    explanation: "Grey is none."
    source: "facts.md: colours"
  - id: snow
    kind: true_false
    topic: colours
    stem: "Snow is white."
    correct: true
    explanation: "It is."
    source: "facts.md: colours"
  - id: weight
    kind: numeric
    topic: numbers
    stem: "How heavy is it?"
    correct: "74"
    tolerance: "0.5"
    unit: "kg"
    explanation: "It weighs 74 kg."
    source: "facts.md: numbers"
)";

constexpr const char* translation = R"(schema: kiosk-translation/1
bank: sample
version: "2026.1"
language: zh-CN
title: "样本"
count: 4
items:
  grass:
    stem: "草是什么颜色？"
    options:
      a: "红色"
      b: "绿色"
      c: "蓝色"
    explanation: "草是绿色的。"
  primary:
    stem: "哪些是原色？"
    options:
      a: "红色"
      b: "绿色"
      c: "灰色"
    explanation: "灰色不是。"
  snow:
    stem: "雪是白色的。"
    explanation: "是的。"
  weight:
    stem: "它有多重？"
    unit: "公斤"
    explanation: "它重74公斤。"
)";

constexpr const char* exam = R"(schema: kiosk-exam/1
id: partner
version: "2026.1"
title: {en: "Exam", zh-CN: "考试"}
languages: [zh-CN, en]
banks: [sample]
topics:
  colours: {en: "Colours", zh-CN: "颜色"}
  numbers: {en: "Numbers", zh-CN: "数字"}
sections:
  - id: first
    title: {en: "First", zh-CN: "第一"}
    draw:
      - {topic: colours, count: 2}
      - {topic: numbers, count: 1}
    minimum: 2
  - id: second
    title: {en: "Second", zh-CN: "第二"}
    draw:
      - {topic: colours, count: 1}
rules:
  - id: honesty
    version: 2
    title: {en: "Honesty", zh-CN: "诚实"}
    text:
      en: "Be honest."
      zh-CN: "要诚实。"
policy:
  time_limit_s: 2400
  grace_s: 15
  cut_percent: 80
  attempts: 3
  waiting_time_s: 86400
  prepared_lapse_s: 3600
  late_evidence_s: 86400
  validity_months: 12
  entry: contact
  publish: by_review
  opens_at: "2026-11-01T00:00:00Z"
)";

constexpr const char* regions = R"(schema: kiosk-regions/1
regions:
  - code: CN
    name: {en: "China", zh-CN: "中国"}
    children:
      - code: CN-GD
        name: {en: "Guangdong", zh-CN: "广东"}
        children:
          - {code: CN-GD-4403, name: {en: "Shenzhen", zh-CN: "深圳"}}
      - {code: CN-BJ, name: {en: "Beijing", zh-CN: "北京"}}
  - code: IN
    name: {en: "India", zh-CN: "印度"}
)";

}  // namespace

std::vector<ContentFile> good_content() {
  return {{"bank.yaml", bank}, {"bank.zh-CN.yaml", translation}, {"exam.yaml", exam}, {"regions.yaml", regions}};
}

ContentFile good_file(const std::string& path) {
  for (ContentFile& file : good_content()) {
    if (file.path == path) return file;
  }
  return {};
}

}  // namespace kiosk::yaml::test
