#include "json/requests.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "json/webhooks.hpp"

namespace kiosk::json {
namespace {

using Lines = std::vector<std::string>;

template <class T>
Lines problems_of(const Result<T>& result) {
  REQUIRE(result.has_error());
  CHECK(result.error().code == ErrorCode::fields_invalid);
  Lines lines;
  for (const FieldProblem& problem : result.error().fields) lines.push_back(problem.pointer + " " + problem.code);
  return lines;
}

TEST_CASE("A registration is read whole") {
  const auto command = read_register(
      R"({"name":"李雷","region":"CN-GD","language":"zh-CN","contact":"+86 138 0013 8000","shop_name":"Shop","invitation":"I"})");
  REQUIRE(command.has_value());
  CHECK(command->name == "李雷");
  CHECK(command->region == "CN-GD");
  CHECK(command->language == "zh-CN");
  CHECK(command->contact == "+86 138 0013 8000");
  CHECK(command->shop_name == "Shop");
  CHECK(command->invitation == "I");
}

TEST_CASE("Shop and invitation may be absent from a registration") {
  const auto command = read_register(R"({"name":"a","region":"CN","language":"en","contact":"c"})");
  REQUIRE(command.has_value());
  CHECK(command->shop_name.empty());
  CHECK(command->invitation.empty());
}

TEST_CASE("All faults of a registration are told at once") {
  CHECK(problems_of(read_register(R"({"name":1,"region":"CN\u0000","shop_name":null,"role":"hq"})")) ==
        Lines{"/name wrong-type", "/region characters", "/language required", "/contact required",
              "/shop_name wrong-type", "/role unknown-member"});
  CHECK(problems_of(read_register(R"({"name":")" + std::string(1001, 'n') +
                                  R"(","region":"CN","language":"en","contact":"c"})")) == Lines{"/name too-long"});
  CHECK(problems_of(read_register("[]")) == Lines{" wrong-type"});
}

TEST_CASE("A save request is read whole, with every kind of answer") {
  const auto request =
      read_save(R"({"epoch":2,"responses":[)"
                R"({"item":"i1","revision":1,"answer":{"choice":"o1"},"marked":true,"since_start_ms":1500},)"
                R"({"item":"i2","revision":2,"answer":{"choices":["o1","o2"]},"marked":false,"since_start_ms":0},)"
                R"({"item":"i3","revision":3,"answer":{"number":"12.5"},"marked":false,"since_start_ms":9},)"
                R"({"item":"i4","revision":4,"answer":null,"marked":false,"since_start_ms":9}]})");
  REQUIRE(request.has_value());
  CHECK(request->epoch == 2);
  REQUIRE(request->entries.size() == 4);
  CHECK(request->entries[0].item == "i1");
  CHECK(request->entries[0].revision == 1);
  CHECK(request->entries[0].marked);
  CHECK(request->entries[0].since_start_ms == 1500);
  CHECK(request->entries[0].answer == Answer(ChoiceAnswer{"o1"}));
  CHECK(request->entries[1].answer == Answer(ChoicesAnswer{{"o1", "o2"}}));
  CHECK(request->entries[2].answer == Answer(NumberAnswer{"12.5"}));
  CHECK(request->entries[3].answer == Answer(ClearedAnswer{}));
  CHECK(read_save(R"({"epoch":1,"responses":[]})")->entries.empty());
}

TEST_CASE("The faults of a save request are told with their places") {
  CHECK(problems_of(read_save(
            R"({"epoch":-1,"responses":[)"
            R"({"item":5,"revision":0,"marked":"no","since_start_ms":-1},)"
            R"({"item":"i","revision":1,"answer":{"choice":"a","number":"1"},"marked":false,"since_start_ms":1},)"
            R"({"item":"i","revision":1.0,"answer":{"order":["a"]},"marked":false,"since_start_ms":1,"x":1},)"
            R"({"item":"i","revision":1,"answer":"a","marked":false,"since_start_ms":1},)"
            R"({"item":"i","revision":1,"answer":{"choices":["a",1]},"marked":false,"since_start_ms":1},)"
            R"(7]})")) == Lines{"/epoch out-of-range", "/responses/0/item wrong-type",
                                "/responses/0/revision out-of-range", "/responses/0/answer required",
                                "/responses/0/marked wrong-type", "/responses/0/since_start_ms out-of-range",
                                "/responses/1/answer/choice unknown-member", "/responses/2/revision wrong-type",
                                "/responses/2/answer/choice required", "/responses/2/answer/order unknown-member",
                                "/responses/2/x unknown-member", "/responses/3/answer wrong-type",
                                "/responses/4/answer/choices/1 wrong-type", "/responses/5 wrong-type"});
}

TEST_CASE("A save request has limits") {
  std::string many = R"({"epoch":1,"responses":[0)";
  for (int i = 0; i < 500; ++i) many += ",0";
  CHECK(problems_of(read_save(many + "]}")) == Lines{"/responses too-many"});
  const auto large = read_save(std::string(most_bytes_of_save + 1, ' '));
  CHECK(large.error().code == ErrorCode::payload_too_large);
  CHECK(read_sign_in(std::string(most_bytes_of_others + 1, ' ')).error().code == ErrorCode::payload_too_large);
}

TEST_CASE("The other requests are read") {
  CHECK(read_sign_in(R"({"candidate_code":"ABCD-EFGH-JKLM"})").value() == "ABCD-EFGH-JKLM");
  const auto prepare = read_prepare(R"({"language":"en","rules_accepted":["a","b"]})");
  CHECK(prepare->language == "en");
  CHECK(prepare->rules_accepted == Lines{"a", "b"});
  const std::string longest = std::string(64, 'a') + "@1000000";
  CHECK(read_prepare(R"({"language":"en","rules_accepted":[")" + longest + R"("]})")->rules_accepted == Lines{longest});
  CHECK(read_submit(R"({"epoch":3})").value() == 3);
  const auto staff = read_staff_sign_in(R"({"name":"ann","password":"tab\tand 人"})");
  CHECK(staff->name == "ann");
  CHECK(staff->password == "tab\tand 人");
  const auto extension = read_extension(R"({"seconds":600,"reason":"power cut"})");
  CHECK(extension->extra == seconds{600});
  CHECK(extension->reason == "power cut");
  CHECK(read_nothing("").has_value());
  CHECK(read_nothing("{}").has_value());
  CHECK(problems_of(Result<int>(read_nothing(R"({"a":1})").error())) == Lines{"/a unknown-member"});
}

TEST_CASE("A replay is of a time or of events, one of the two") {
  const auto since = read_replay(R"({"since":"2026-11-22T03:00:00Z"})");
  REQUIRE(since.has_value());
  CHECK(since->since == parse_rfc3339("2026-11-22T03:00:00Z"));
  CHECK(since->event_ids.empty());
  const auto certain = read_replay(R"({"eventIds":["evt_1","evt_2"]})");
  REQUIRE(certain.has_value());
  CHECK_FALSE(certain->since.has_value());
  CHECK(certain->event_ids == Lines{"evt_1", "evt_2"});
  CHECK(problems_of(read_replay("{}")) == Lines{"/since required"});
  CHECK(problems_of(read_replay(R"({"since":7})")) == Lines{"/since wrong-type"});
  CHECK(problems_of(read_replay(R"({"since":""})")) == Lines{"/since characters"});
  CHECK(problems_of(read_replay(R"({"since":"yesterday"})")) == Lines{"/since characters"});
  CHECK(problems_of(read_replay(R"({"since":"2026-11-22T03:00:00Z","eventIds":[]})")) ==
        Lines{"/since unknown-member"});
}

TEST_CASE("Every request refuses broken, too deep, wrong, unknown and duplicate members") {
  const std::function<Error(std::string_view)> readers[] = {
      [](std::string_view body) { return read_register(body).error(); },
      [](std::string_view body) { return read_sign_in(body).error(); },
      [](std::string_view body) { return read_prepare(body).error(); },
      [](std::string_view body) { return read_save(body).error(); },
      [](std::string_view body) { return read_submit(body).error(); },
      [](std::string_view body) { return read_staff_sign_in(body).error(); },
      [](std::string_view body) { return read_extension(body).error(); },
      [](std::string_view body) { return read_approval_act(body).error(); },
      [](std::string_view body) { return read_onboarded(body).error(); },
      [](std::string_view body) { return read_verify(body).error(); },
      [](std::string_view body) { return read_public_name(body).error(); },
      [](std::string_view body) { return read_endpoint_form(body).error(); },
      [](std::string_view body) { return read_replay(body).error(); },
      [](std::string_view body) { return read_nothing(body).error(); },
  };
  for (const auto& error_of : readers) {
    CHECK(error_of("{").code == ErrorCode::body_malformed);
    CHECK(error_of("{} {}").code == ErrorCode::body_malformed);
    CHECK(error_of("{\"a\":1,\"a\":1}").code == ErrorCode::body_malformed);
    CHECK(error_of("[[[[[[[[[1]]]]]]]]]").code == ErrorCode::body_malformed);
    CHECK(error_of("\"\xff\"").code == ErrorCode::body_malformed);
    CHECK(error_of("null").code == ErrorCode::fields_invalid);
    CHECK(error_of("{\"surprise\":1}").code == ErrorCode::fields_invalid);
  }
}

}  // namespace
}  // namespace kiosk::json
