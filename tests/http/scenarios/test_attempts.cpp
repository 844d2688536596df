// Goal: the main path from prepare to result and approval, and every refusal on it, with the key in no reply.

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

const std::string prepare_target = "/api/v1/exams/sample-exam/attempts";

std::string save_one(const std::string& entry, int epoch = 1) {
  return R"({"epoch":)" + std::to_string(epoch) + R"(,"responses":[)" + entry + "]}";
}

std::string entry(const std::string& item, int revision, const std::string& answer) {
  return R"({"item":")" + item + R"(","revision":)" + std::to_string(revision) + R"(,"answer":)" + answer +
         R"(,"marked":false,"since_start_ms":1})";
}

/// Public id of an item that is answered by one choice.
std::string single_choice_item(const Sitting& sitting) {
  for (const FormItem& item : sitting.form().items) {
    if (item.topic == "phones") return item.public_id;
  }
  return {};
}

}  // namespace

TEST_CASE("prepare, start, save, hand in: a pass makes one approval") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser& browser = sitting.browser();
  sitting.prepare();
  const auto again = browser.ask_for(200, "POST", prepare_target, prepare_body);
  CHECK(at(again, "/attempt/id") == sitting.attempt());
  CHECK(at(again, "/attempt/state") == "prepared");
  CHECK(at(again, "/attempt/lapses_at") == "2026-11-22T04:00:00.000Z");
  const auto before = browser.ask_for(200, "GET", sitting.path());
  CHECK(at(before, "/state") == "prepared");
  CHECK(at(before, "/paper") == "(absent)");

  const auto started = browser.ask_for(200, "POST", sitting.path("/start"));
  CHECK(at(started, "/epoch") == "1");
  CHECK(at(started, "/next_revision") == "1");
  CHECK(at(started, "/seconds_left") == "2400");
  CHECK(started.at("paper").at("items").as_array().size() == 10);
  bench.clock().advance(seconds{10});
  const auto repeated = browser.ask_for(200, "POST", sitting.path("/start"), "{}");
  CHECK(at(repeated, "/deadline") == at(started, "/deadline"));
  CHECK(at(repeated, "/seconds_left") == "2390");
  CHECK(repeated.at("paper") == started.at("paper"));

  sitting.start().answer_all(10);
  const auto open = browser.ask_for(200, "GET", sitting.path());
  CHECK(open.at("responses").as_array().size() == 10);
  CHECK(at(open, "/next_revision") == "11");
  CHECK(open.at("paper") == started.at("paper"));

  const auto result = sitting.submit();
  CHECK(at(result, "/decision") == "pass");
  CHECK(at(result, "/score/text") == "100.0 %");
  CHECK(at(result, "/failed") == "[]");
  CHECK(at(result, "/approval/state") == "active");
  CHECK(at(result, "/approval/region") == "CN-GD");
  CHECK(at(result, "/next_attempt_at") == "(absent)");
  CHECK(sitting.submit() == result);
  CHECK(browser.ask_for(200, "GET", sitting.path("/result")) == result);

  const auto ended = browser.ask_for(200, "GET", sitting.path());
  CHECK(at(ended, "/state") == "submitted");
  CHECK(at(ended, "/paper") == "(absent)");
  CHECK(at(ended, "/responses") == "(absent)");
  const auto me = browser.ask_for(200, "GET", "/api/v1/me");
  CHECK(at(me, "/attempts/0/decision") == "pass");
  CHECK(at(me, "/approvals/0/number") == at(result, "/approval/number"));
  CHECK(at(browser.ask_for(409, "POST", prepare_target, prepare_body), "/code") == "already-approved");
}

TEST_CASE("a fail says which condition was not met and when to come back") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser& browser = sitting.browser();
  const auto below_minimum = sitting.sit(8);  // 80 %, but two of the four in the rules
  CHECK(at(below_minimum, "/decision") == "fail");
  CHECK(at(below_minimum, "/failed") == R"([{"code":"section-below-minimum","section":"rules"}])");
  CHECK(at(below_minimum, "/attempts_left") == "2");
  CHECK(at(below_minimum, "/next_attempt_at") == "2026-11-23T03:00:00.000Z");
  CHECK(at(below_minimum, "/approval") == "(absent)");

  const auto waiting = browser.ask_for(409, "POST", prepare_target, prepare_body);
  CHECK(at(waiting, "/code") == "waiting-time");
  CHECK(at(waiting, "/params/next_attempt_at").starts_with("2026-11-23T03:00:00"));
  bench.clock().advance(seconds{86400});
  CHECK(at(sitting.sit(0), "/failed/0/code") == "total-below-cut");
  bench.clock().advance(seconds{86400});
  CHECK(at(sitting.sit(9), "/decision") == "pass");
}

TEST_CASE("attempts are used up") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  for (int i = 0; i < 3; ++i) {
    CHECK(at(sitting.sit(1), "/decision") == "fail");
    bench.clock().advance(seconds{86400});
  }
  CHECK(at(sitting.browser().ask_for(409, "POST", prepare_target, prepare_body), "/code") == "attempts-used-up");
}

TEST_CASE("refused prepares") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  play(
      sitting.browser(),
      {
          {"unknown exam",
           "POST",
           "/api/v1/exams/canary/attempts",
           prepare_body,
           404,
           {"exam-unknown"},
           {"canary"},
           {}},
          {"one rule only",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["price-alignment"]})",
           422,
           {"rules-not-accepted"}},
          {"no rules", "POST", prepare_target, R"({"language":"en","rules_accepted":[]})", 422, {"rules-not-accepted"}},
          {"a text that has been replaced",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["price-alignment@1","no-cheating@1"]})",
           409,
           {"rules-changed", "no-cheating@2"}},
          {"a version that is none",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["price-alignment@","no-cheating@2"]})",
           409,
           {"rules-changed"}},
          {"one rule twice",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["price-alignment@1","price-alignment","no-cheating@2"]})",
           422,
           {"rules-not-accepted"}},
          {"language",
           "POST",
           prepare_target,
           R"({"language":"fr","rules_accepted":["price-alignment","no-cheating"]})",
           422,
           {"language-unknown"}},
          {"no body", "POST", prepare_target, "", 400, {"body-malformed"}},
          {"too many rules",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a"]})",
           422,
           {"too-many"}},
          {"the texts as they stand",
           "POST",
           prepare_target,
           R"({"language":"en","rules_accepted":["price-alignment@1","no-cheating@2"]})",
           201,
           {"prepared"}},
      });
}

TEST_CASE("bad saves change nothing") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare();
  Browser& browser = sitting.browser();
  const std::string target = sitting.path("/responses");
  CHECK(at(browser.ask_for(409, "PUT", target, save_one("", 0)), "/code") == "attempt-not-started");
  CHECK(at(browser.ask_for(409, "POST", sitting.path("/submit"), R"({"epoch":1})"), "/code") == "attempt-not-started");
  CHECK(at(browser.ask_for(409, "POST", sitting.path("/take-over")), "/code") == "attempt-not-started");
  CHECK(at(browser.ask_for(409, "GET", sitting.path("/result")), "/code") == "attempt-not-ended");
  sitting.start();

  const std::string item = single_choice_item(sitting);
  const auto put = [&](const std::string& name, const std::string& body, int status, const std::string& code) {
    return Scenario{name, "PUT", target, body, status, {R"("code":")" + code + "\""}, {"canary"}, {}};
  };
  play(
      browser,
      {
          put("broken", "{\"epoch\":1,", 400, "body-malformed"),
          put("too deep", save_one(entry(item, 1, "[[[[[[[[1]]]]]]]]")), 400, "body-malformed"),
          put("duplicate members", R"({"epoch":1,"epoch":1,"responses":[]})", 400, "body-malformed"),
          put("NaN", R"({"epoch":NaN,"responses":[]})", 400, "body-malformed"),
          put("too large", save_one("") + std::string(70'000, ' '), 413, "payload-too-large"),
          put("unknown member", R"({"epoch":1,"responses":[],"other":1})", 422, "invalid-fields"),
          put("wrong type of epoch", R"({"epoch":"1","responses":[]})", 422, "invalid-fields"),
          put("fraction as epoch", R"({"epoch":1.5,"responses":[]})", 422, "invalid-fields"),
          put("huge epoch", R"({"epoch":9223372036854775808,"responses":[]})", 422, "invalid-fields"),
          put("negative revision", save_one(entry(item, -1, "null")), 422, "invalid-fields"),
          put("no answer", save_one(R"({"item":")" + item + R"(","revision":1,"marked":false,"since_start_ms":1})"),
              422, "invalid-fields"),
          put("two kinds of answer", save_one(entry(item, 1, R"({"choice":"a","number":"1"})")), 422, "invalid-fields"),
          put("answer of a wrong type", save_one(entry(item, 1, "7")), 422, "invalid-fields"),
          put("unknown item", save_one(entry("other-2", 1, "null")), 200, "item-unknown"),
          put("option of another item", save_one(entry(item, 1, R"({"choice":"canary-3"})")), 200, "answer-invalid"),
          put("answer of another kind", save_one(entry(item, 1, R"({"number":"1"})")), 200, "answer-invalid"),
          put("stale epoch", save_one(entry(item, 1, "null"), 0), 409, "stale-epoch"),
          put("future epoch", save_one(entry(item, 1, "null"), 2), 409, "stale-epoch"),
      });
  CHECK(at(browser.ask_for(200, "GET", sitting.path()), "/responses") == "[]");
}

TEST_CASE("one outcome an entry; revisions settle repeats") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  Browser& browser = sitting.browser();
  const std::string target = sitting.path("/responses");
  const std::string item = sitting.form().items[0].public_id;
  CHECK(at(browser.ask_for(200, "PUT", target, sitting.save_body(0, 5)), "/saved/0/revision") == "5");
  const auto repeated = browser.ask_for(200, "PUT", target, sitting.save_body(0, 5));
  CHECK(at(repeated, "/saved/0/revision") == "5");
  const auto older = browser.ask_for(200, "PUT", target, sitting.save_body(0, 3, false));
  CHECK(at(older, "/saved/0/revision") == "3");
  const auto conflict = browser.ask_for(200, "PUT", target, sitting.save_body(0, 5, false));
  CHECK(at(conflict, "/rejected/0/code") == "revision-conflict");
  const auto mixed =
      browser.ask_for(200, "PUT", target,
                      save_one(entry(item, 6, "null") + "," + entry("x", 7, "null") + "," + entry(item, 8, "null")));
  CHECK(mixed.at("saved").as_array().size() == 2);
  CHECK(mixed.at("rejected").as_array().size() == 1);
  CHECK(at(browser.ask_for(200, "GET", sitting.path()), "/responses/0/answer") == "null");
}

TEST_CASE("the device that takes over writes; the other is told") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  Browser& browser = sitting.browser();
  browser.ask_for(200, "PUT", sitting.path("/responses"), sitting.save_body(0, 4));
  const auto taken = browser.ask_for(200, "POST", sitting.path("/take-over"), "{}");
  CHECK(at(taken, "/epoch") == "2");
  CHECK(at(taken, "/next_revision") == "1");
  const auto stale = browser.ask_for(409, "PUT", sitting.path("/responses"), sitting.save_body(0, 5));
  CHECK(at(stale, "/code") == "stale-epoch");
  CHECK(at(stale, "/params/epoch") == "2");
  CHECK(at(stale, "/params/next_revision") == "1");
  CHECK(at(browser.ask_for(409, "POST", sitting.path("/submit"), R"({"epoch":1})"), "/code") == "stale-epoch");
  sitting.start();
  CHECK(sitting.epoch() == 2);
  browser.ask_for(200, "PUT", sitting.path("/responses"), sitting.save_body(0, 1));
}

TEST_CASE("foreign and unknown attempts are one answer") {
  ServerBench bench;
  Sitting owner{bench, 1};
  owner.prepare().start();
  Sitting other{bench, 2};
  for (const std::string& id :
       {owner.attempt(), std::string{"00000000-0000-4000-8000-000000000000"}, std::string{"x"}}) {
    const std::string path = "/api/v1/attempts/" + id;
    Browser& browser = other.browser();
    const std::string unknown = "attempt-unknown";
    CHECK(at(browser.ask_for(404, "GET", path), "/code") == unknown);
    CHECK(at(browser.ask_for(404, "POST", path + "/start"), "/code") == unknown);
    CHECK(at(browser.ask_for(404, "PUT", path + "/responses", owner.save_body(0, 1)), "/code") == unknown);
    CHECK(at(browser.ask_for(404, "POST", path + "/take-over"), "/code") == unknown);
    CHECK(at(browser.ask_for(404, "POST", path + "/submit", R"({"epoch":1})"), "/code") == unknown);
    CHECK(at(browser.ask_for(404, "GET", path + "/result"), "/code") == unknown);
  }
}

TEST_CASE("answers count until deadline + grace and not a millisecond longer") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  Browser& browser = sitting.browser();
  const Instant accepts_until = bench.clock().now() + seconds{2400 + 15};
  const std::string target = sitting.path("/responses");

  bench.clock().set(accepts_until - milliseconds{1});
  CHECK(at(browser.ask_for(200, "PUT", target, sitting.save_body(0, 1)), "/seconds_left") == "0");
  bench.clock().set(accepts_until);
  const auto late = browser.ask_for(409, "PUT", target, sitting.save_body(1, 2));
  CHECK(at(late, "/code") == "attempt-closed");
  CHECK(at(late, "/params/state") == "expired");
  CHECK(at(late, "/params/kept_as_evidence") == "true");
  bench.clock().set(accepts_until + milliseconds{1});
  CHECK(browser.ask("PUT", target, sitting.save_body(2, 3)).status == 409);
  CHECK(at(browser.ask_for(409, "POST", sitting.path("/take-over")), "/code") == "attempt-closed");
  CHECK(at(browser.ask_for(200, "GET", sitting.path()), "/state") == "expired");
  const auto result = sitting.submit();
  CHECK(at(result, "/decision") == "fail");
  CHECK(at(result, "/score/numerator") == "1");
  CHECK(at(result, "/ended_at") == "2026-11-22T03:40:00.000Z");
}

TEST_CASE("late answers that would turn a fail into a pass become a review") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  bench.clock().advance(seconds{2400 + 15});
  CHECK(bench.close_overdue() == 1);
  CHECK(at(sitting.browser().ask_for(200, "GET", sitting.path("/result")), "/decision") == "fail");
  for (std::size_t i = 0; i < 10; ++i) {
    sitting.browser().ask_for(409, "PUT", sitting.path("/responses"), sitting.save_body(i, static_cast<int>(i) + 1));
  }
  CHECK(at(sitting.browser().ask_for(200, "GET", sitting.path("/result")), "/decision") == "review");
}

TEST_CASE("a prepared attempt that never starts lapses and does not count") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare();
  bench.clock().advance(seconds{3600});
  Browser& browser = sitting.browser();
  CHECK(at(browser.ask_for(409, "POST", sitting.path("/start")), "/code") == "attempt-lapsed");
  CHECK(bench.close_overdue() == 1);
  CHECK(at(browser.ask_for(409, "GET", sitting.path("/result")), "/code") == "attempt-lapsed");
  CHECK(at(browser.ask_for(200, "GET", "/api/v1/exams"), "/exams/0/attempts_left") == "3");
  sitting.prepare();
}
