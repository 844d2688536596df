#include "json/pass_rates.hpp"

#include <catch2/catch.hpp>

#include "json/writer.hpp"

namespace kiosk::json {
namespace {

PassRateReport report_by_region() {
  PassRateReport report;
  report.exam = "kiosk-partner";
  report.rows = {{"CN-GD", {5, 4, 3}, {3, 2, 2}}, {"IN-DL", {1, 0, 0}, {1, 0, 0}}};
  report.totals = {"", {6, 4, 3}, {4, 2, 2}};
  report.labels = {{"CN-GD", {{"en", "Guangdong"}, {"zh-CN", "广东"}}}};
  return report;
}

std::string number(double value) {
  Writer writer;
  writer.real(value);
  return writer.take();
}

TEST_CASE("Pass rates name their time zone and what they count; nobody finished is null") {
  const Interval of_three = *wilson_interval(3, 4);
  const Interval of_two = *wilson_interval(2, 2);
  const std::string three =
      R"("pass_rate":0.75,"interval":[)" + number(of_three.low) + "," + number(of_three.high) + "]";
  const std::string two = R"("pass_rate":1,"interval":[)" + number(of_two.low) + "," + number(of_two.high) + "]";
  CHECK(write_pass_rates(report_by_region()) ==
        R"({"exam":"kiosk-partner","group_by":"region","time_zone":"UTC","counts":"attempts","rows":[)"
        R"({"group":"CN-GD","label":{"en":"Guangdong","zh-CN":"广东"},"started":5,"finished":4,"passed":3,)" +
            three + R"(,"first_attempts":{"started":3,"finished":2,"passed":2,)" + two +
            R"(}},{"group":"IN-DL","started":1,"finished":0,"passed":0,"pass_rate":null,"interval":null,)"
            R"("first_attempts":{"started":1,"finished":0,"passed":0,"pass_rate":null,"interval":null}}],)"
            R"("totals":{"started":6,"finished":4,"passed":3,)" +
            three + R"(,"first_attempts":{"started":4,"finished":2,"passed":2,)" + two + "}}}");
}

TEST_CASE("The same as CSV") {
  const Interval of_three = *wilson_interval(3, 4);
  const Interval of_two = *wilson_interval(2, 2);
  const std::string three = "0.75," + number(of_three.low) + "," + number(of_three.high);
  const std::string two = "1," + number(of_two.low) + "," + number(of_two.high);
  CHECK(write_pass_rates_csv(report_by_region()) ==
        "\xEF\xBB\xBFregion,name_en,name_zh-CN,started,finished,passed,pass_rate,interval_low,interval_high,"
        "first_started,first_finished,first_passed,first_pass_rate,first_interval_low,first_interval_high\r\n"
        "CN-GD,Guangdong,广东,5,4,3," +
            three + ",3,2,2," + two +
            "\r\n"
            "IN-DL,,,1,0,0,,,,1,0,0,,,\r\n"
            "total,,,6,4,3," +
            three + ",4,2,2," + two + "\r\n");
}

TEST_CASE("CSV without rows still has its names and totals") {
  PassRateReport report;
  report.group_by = PassRateGroup::week;
  const std::string text = write_pass_rates_csv(report);
  CHECK(text.starts_with("\xEF\xBB\xBFweek,started,"));
  CHECK(text.ends_with("\r\ntotal,0,0,0,,,,0,0,0,,,\r\n"));
}

TEST_CASE("Cells are quoted as RFC 4180 says, and never begin like a formula") {
  const std::pair<std::string, std::string> cases[] = {{"plain", "plain"},
                                                       {"a,b", "\"a,b\""},
                                                       {"say \"x\"", "\"say \"\"x\"\"\""},
                                                       {"two\nlines", "\"two\nlines\""},
                                                       {"=1+1", "'=1+1"},
                                                       {"+1", "'+1"},
                                                       {"-1", "'-1"},
                                                       {"@x", "'@x"},
                                                       {"\tx", "'\tx"},
                                                       {"\rx", "\"'\rx\""},
                                                       {"＝1", "'＝1"},
                                                       {"＋1", "'＋1"},
                                                       {"－1", "'－1"},
                                                       {"＠x", "'＠x"},
                                                       {"=\"a\",b", "\"'=\"\"a\"\",b\""},
                                                       {"1=2", "1=2"}};
  for (const auto& [group, cell] : cases) {
    PassRateReport report;
    report.rows = {{group, {}, {}}};
    INFO(group);
    CHECK(write_pass_rates_csv(report).find("\r\n" + cell + ",0,0,0,") != std::string::npos);
  }
}

}  // namespace
}  // namespace kiosk::json
