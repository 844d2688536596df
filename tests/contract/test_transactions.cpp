#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "contract/samples.hpp"

namespace kiosk::test {

namespace {

std::optional<std::string> setting(Bench& bench, const std::string& name) {
  return bench.get([&](const ReadTx& tx) { return tx.settings().get(name); });
}

/// Counts answers and waits for a number of them.
class Answers {
 public:
  explicit Answers(int expected) : missing_(expected) {}

  Store::Done one() {
    return [this](const Status& status) {
      if (status.has_error()) ++errors_;
      if (--missing_ == 0) all_.set_value();
    };
  }
  int wait() {
    all_.get_future().wait();
    return errors_;
  }

 private:
  std::atomic<int> missing_;
  std::atomic<int> errors_{0};
  std::promise<void> all_;
};

}  // namespace

TEST_CASE("An Error undoes its own job and no other", "[contract]") {
  Bench bench{EVERY_STORE()};
  constexpr int jobs = 50;
  Answers answers{jobs};
  for (int i = 0; i < jobs; ++i) {
    bench.store().submit(
        [i](Tx& tx) -> Status {
          tx.settings().set("job-" + std::to_string(i), "done");
          tx.settings().set("last", std::to_string(i));
          if (i % 5 == 2) return failure(ErrorCode::attempt_closed);
          return {};
        },
        answers.one());
  }
  CHECK(answers.wait() == 10);
  for (int i = 0; i < jobs; ++i) CHECK(setting(bench, "job-" + std::to_string(i)).has_value() == (i % 5 != 2));
  CHECK(setting(bench, "last") == "49");
}

TEST_CASE("The answer carries the error of the work", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Status status = bench.write([](Tx&) -> Status {
    return failure(ErrorCode::waiting_time, "detail", {{"next_attempt_at", std::string{"tomorrow"}}});
  });
  REQUIRE(status.has_error());
  CHECK(status.error().code == ErrorCode::waiting_time);
  CHECK(status.error().detail == "detail");
  CHECK(status.error().parameters.size() == 1);
  const Status read = bench.read([](const ReadTx&) -> Status { return failure(ErrorCode::attempt_unknown); });
  CHECK(read.error().code == ErrorCode::attempt_unknown);
}

TEST_CASE("An exception undoes the job and is answered as an internal fault", "[contract]") {
  Bench bench{EVERY_STORE()};
  const Status status = bench.write([](Tx& tx) -> Status {
    tx.settings().set("name", "value");
    throw std::runtime_error("a fault");
  });
  CHECK(status.error().code == ErrorCode::internal);
  CHECK_FALSE(setting(bench, "name").has_value());
  const Status read = bench.read([](const ReadTx&) -> Status { throw std::runtime_error("a fault"); });
  CHECK(read.error().code == ErrorCode::internal);
  CHECK(bench.write([](Tx&) -> Status { return {}; }).has_value());
}

TEST_CASE("A refusal of the database undoes its own job and no other", "[contract]") {
  Bench bench{EVERY_STORE()};
  add_applicant(bench, 1);
  Answers answers{3};
  for (const std::uint64_t number : {2U, 1U, 3U}) {
    bench.store().submit(
        [number](Tx& tx) -> Status {
          tx.settings().set("before-" + std::to_string(number), "");
          tx.people().add_applicant(an_applicant(number));
          return {};
        },
        answers.one());
  }
  CHECK(answers.wait() == 1);
  CHECK(setting(bench, "before-2").has_value());
  CHECK_FALSE(setting(bench, "before-1").has_value());
  CHECK(setting(bench, "before-3").has_value());
}

TEST_CASE("A job sees what it wrote itself", "[contract]") {
  Bench bench{EVERY_STORE()};
  const auto seen = bench.set([](Tx& tx) {
    tx.settings().set("name", "value");
    return tx.settings().get("name");
  });
  CHECK(seen == "value");
}

TEST_CASE("When the answer comes, every reader sees the change", "[contract]") {
  Bench bench{EVERY_STORE()};
  for (int i = 0; i < 50; ++i) {
    std::promise<std::optional<std::string>> seen;
    bench.store().submit(
        [i](Tx& tx) -> Status {
          tx.settings().set("name", std::to_string(i));
          return {};
        },
        [&](const Status&) {
          auto value = std::make_shared<std::optional<std::string>>();
          bench.store().read(
              [value](const ReadTx& tx) -> Status {
                *value = tx.settings().get("name");
                return {};
              },
              [value, &seen](const Status&) { seen.set_value(*value); });
        });
    CHECK(seen.get_future().get() == std::to_string(i));
  }
}

TEST_CASE("Jobs run one after the other in the order of their submission", "[contract]") {
  Bench bench{EVERY_STORE()};
  constexpr int jobs = 700;  // more than two full batches
  std::vector<int> order;
  Answers answers{jobs};
  for (int i = 0; i < jobs; ++i) {
    bench.store().submit(
        [i, &order](Tx& tx) -> Status {
          order.push_back(i);
          tx.settings().set("last", std::to_string(i));
          return {};
        },
        answers.one());
  }
  CHECK(answers.wait() == 0);
  CHECK(order.size() == jobs);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(setting(bench, "last") == "699");
}

TEST_CASE("Four threads that submit at once lose nothing and number without gaps", "[contract]") {
  Bench bench{EVERY_STORE()};
  constexpr int threads = 4;
  constexpr int each = 150;
  Answers answers{threads * each};
  std::vector<std::thread> submitters;
  for (int t = 0; t < threads; ++t) {
    submitters.emplace_back([&bench, &answers] {
      for (int i = 0; i < each; ++i) {
        bench.store().submit(
            [](Tx& tx) -> Status {
              tx.outbox().add(an_event(tx.outbox().next_sequence()));
              return {};
            },
            answers.one());
      }
    });
  }
  for (std::thread& submitter : submitters) submitter.join();
  CHECK(answers.wait() == 0);
  const auto events = bench.get([](const ReadTx& tx) { return tx.outbox().after(0, 10'000); });
  REQUIRE(events.size() == threads * each);
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].sequence == static_cast<std::int64_t>(i) + 1);
}

TEST_CASE("Fifty starts at once make one attempt", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId applicant = add_applicant(bench, 1);
  constexpr int starts = 50;
  Answers answers{starts};
  std::atomic<int> made{0};
  for (int i = 0; i < starts; ++i) {
    bench.store().submit(
        [&made, applicant, i](Tx& tx) -> Status {
          if (tx.attempts().live(applicant, "kiosk-partner")) return {};
          tx.attempts().add(an_attempt(static_cast<std::uint64_t>(i), applicant));
          ++made;
          return {};
        },
        answers.one());
  }
  CHECK(answers.wait() == 0);
  CHECK(made == 1);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().all_of(applicant).size(); }) == 1);
}

}  // namespace kiosk::test
