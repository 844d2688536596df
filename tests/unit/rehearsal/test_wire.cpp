#include <catch2/catch.hpp>
#include <set>

#include "json/requests.hpp"
#include "rehearsal/wire.hpp"

namespace kiosk::rehearsal {

namespace {

const std::string exams = R"({"exams":[{"id":"kiosk-partner","languages":["zh-CN","en"],"time_limit_s":2400,
  "item_count":40,"rules":[{"id":"no-cheating","version":1},{"id":"prices","version":2}]}]})";

const PaperItem single{"i1", "single", {"a", "b", "c"}};
const PaperItem multiple{"i2", "multiple", {"c", "a", "b"}};
const PaperItem true_false{"i3", "true_false", {}};
const PaperItem numeric{"i4", "numeric", {}};

}  // namespace

TEST_CASE("The first exam offered is the one to sit", "[rehearsal]") {
  const auto offer = read_offer(exams);
  REQUIRE(offer);
  CHECK(offer->exam == "kiosk-partner");
  CHECK(offer->language == "zh-CN");
  CHECK(offer->items == 40);
  CHECK(offer->time_limit_s == 2400);
  CHECK(offer->rules == std::vector<std::string>{"no-cheating", "prices"});
  CHECK_FALSE(read_offer(R"({"exams":[]})"));
  CHECK_FALSE(read_offer("no JSON"));
}

TEST_CASE("What is no reply of the contract is nothing", "[rehearsal]") {
  for (const char* body : {"", "[]", "{}", "null", R"({"paper":{"items":3},"attempt":7,"regions":"x","saved":{}})"}) {
    INFO(body);
    CHECK_FALSE(read_first_region(body));
    CHECK_FALSE(read_attempt_id(body));
    CHECK_FALSE(read_started(body));
    CHECK(problem_code(body).empty());
  }
}

TEST_CASE("A paper tells its items with their options", "[rehearsal]") {
  const auto paper = read_started(R"({"state":"open","epoch":2,"next_revision":5,"paper":{"items":[
    {"id":"i1","kind":"single","options":[{"id":"a","text":"A"},{"id":"b","text":"B"}]},{"id":"i4","kind":"numeric"}]}})");
  REQUIRE(paper);
  CHECK(paper->epoch == 2);
  CHECK(paper->next_revision == 5);
  REQUIRE(paper->items.size() == 2);
  CHECK(paper->items[0].options == std::vector<std::string>{"a", "b"});
  CHECK(paper->items[1].kind == "numeric");
}

TEST_CASE("Every drawn answer is one that the server can read, and is found again whatever its order", "[rehearsal]") {
  for (std::uint64_t choice = 0; choice < 200'000; choice += 777) {
    std::vector<SentAnswer> sent;
    for (const PaperItem& item : {single, multiple, true_false, numeric}) {
      sent.push_back({item.id, 3, answer_text(item, choice)});
    }
    const std::string body = write_save(1, sent, 1000);
    REQUIRE(json::read_save(body).has_value());
  }
  const auto stored = read_responses(R"({"responses":[
    {"item":"i2","epoch":1,"revision":3,"answer":{"choices":["c","a"]},"marked":false},
    {"item":"i4","epoch":1,"revision":4,"answer":{"number":"12"},"marked":false},
    {"item":"i1","epoch":1,"revision":5,"answer":null,"marked":false}]})");
  REQUIRE(stored);
  CHECK(stored->at("i2").answer == R"({"choices":["a","c"]})");
  CHECK(stored->at("i4").answer == answer_text(numeric, 12));
  CHECK(stored->at("i1").answer == "null");
  CHECK(stored->at("i1").revision == 5);
}

TEST_CASE("All choices of an item come up", "[rehearsal]") {
  std::set<std::string> drawn;
  for (std::uint64_t choice = 0; choice < 4096; ++choice) drawn.insert(answer_text(multiple, choice << 4U));
  CHECK(drawn.size() == 7);  // three options, not none
}

TEST_CASE("Saved entries are read as pairs", "[rehearsal]") {
  const auto saved =
      read_saved(R"({"saved":[{"item":"i1","revision":3}],"rejected":[],"seconds_left":9,"state":"open"})");
  REQUIRE(saved);
  REQUIRE(saved->size() == 1);
  CHECK(saved->front().first == "i1");
  CHECK(saved->front().second == 3);
}

TEST_CASE("Requests are such as the server reads", "[rehearsal]") {
  const auto offer = read_offer(exams);
  REQUIRE(offer);
  CHECK(json::read_register(write_registration(*offer, 4, 99)).has_value());
  CHECK(write_registration(*offer, 4, 99) != write_registration(*offer, 5, 99));
  CHECK(json::read_prepare(write_prepare(*offer)).has_value());
  CHECK(json::read_submit(write_submit(3)).has_value());
}

TEST_CASE("A page names its own files", "[rehearsal]") {
  CHECK(page_files(R"(<script src="/assets/app.js"></script><link href="/assets/app.css"><a href="/hq/">HQ</a>
    <a href="https://example.com/x.js">)") == std::vector<std::string>{"/assets/app.js", "/assets/app.css"});
}

}  // namespace kiosk::rehearsal
