#include "contract/writer_bench.hpp"

namespace kiosk::test {

TEST_CASE("A full disk answers the whole batch store-full, loses nothing, and later works", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  REQUIRE(bench.set("before", "kept")->has_value());
  bench.disk().set_full(true);
  std::vector<Status> answers;
  std::vector<sqlite::Job> batch;
  for (int i = 0; i < 3; ++i) {
    batch.push_back({[i](Tx& tx) -> Status {
                       tx.settings().set("during-" + std::to_string(i), std::string(5000, 'x'));
                       return {};
                     },
                     [&](Status status) { answers.push_back(std::move(status)); }});
  }
  bench.writer().run_batch(batch);
  REQUIRE(answers.size() == 3);
  for (const Status& answer : answers) CHECK(answer.error().code == ErrorCode::store_full);
  CHECK_FALSE(bench.writer().failed());
  CHECK(bench.get("before") == "kept");
  CHECK_FALSE(bench.get("during-0").has_value());

  bench.disk().set_full(false);
  CHECK(bench.set("after", "works")->has_value());
  REQUIRE(bench.open().has_value());
  CHECK(bench.get("before") == "kept");
  CHECK(bench.get("after") == "works");
  CHECK_FALSE(bench.get("during-0").has_value());
  CHECK(bench.fatal_calls() == 0);
}

TEST_CASE("A checkpoint without room is put off; what was committed stays", "[contract]") {
  WriterBench bench{{1, 4, 64}};
  REQUIRE(bench.open().has_value());
  std::optional<std::string> last;
  for (int i = 0; i < 200 && !bench.log().has("store-checkpoint-put-off"); ++i) {
    bench.disk().set_full(true);
    bench.writer().idle();
    bench.disk().set_full(false);
    REQUIRE(bench.set("name-" + std::to_string(i), std::string(3000, 'x'))->has_value());
    last = "name-" + std::to_string(i);
  }
  CHECK(bench.log().has("store-checkpoint-put-off"));
  CHECK_FALSE(bench.writer().failed());
  CHECK(bench.get(*last).has_value());
}

TEST_CASE("After an I/O error the writer answers nobody and never works again", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  REQUIRE(bench.set("before", "kept")->has_value());
  SECTION("write") { bench.disk().fail_write_after(1); }
  SECTION("sync") { bench.disk().fail_sync_after(1); }
  CHECK_FALSE(bench.set("during", "lost").has_value());
  CHECK(bench.writer().failed());
  CHECK(bench.fatal_calls() == 1);
  CHECK(bench.log().has("store-failed"));
  CHECK_FALSE(bench.set("after", "refused").has_value());
  bench.writer().idle();
  bench.writer().stop();
  CHECK(bench.fatal_calls() == 1);

  bench.lose_power();
  REQUIRE(bench.open().has_value());
  CHECK(bench.get("before") == "kept");
  CHECK_FALSE(bench.get("after").has_value());
}

TEST_CASE("A failed writer closes without a checkpoint", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  REQUIRE(bench.set("before", "kept")->has_value());
  bench.disk().fail_write_after(1);
  bench.set("during", "lost");
  const std::int64_t syncs = bench.disk().counts().syncs;
  bench.close();
  CHECK(bench.disk().counts().syncs == syncs);
}

TEST_CASE("A power cut at any step of the first start costs nothing, then or at the next power cut", "[contract]") {
  std::int64_t step = 0;
  bool went_through = false;
  while (!went_through) {
    ++step;
    WriterBench bench{{}, static_cast<std::uint64_t>(step)};
    bench.disk().cut_power_after(step);
    went_through = bench.open().has_value();
    bench.lose_power();
    INFO("step " << step);
    REQUIRE(bench.open().has_value());
    REQUIRE(bench.set("name", "value")->has_value());
    bench.lose_power();
    REQUIRE(bench.open().has_value());
    CHECK(bench.get("name") == "value");
  }
  CHECK(step > 50);
}

}  // namespace kiosk::test
