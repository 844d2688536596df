// Goal: two hundred sign-ins a second beside running exams take nothing from them: no answer of an exam is refused,
// passwords are hashed one at a time out of a bounded queue, and who is refused is told when to come again
// (hardening.md, H19). Counts alone: how fast it is depends on the machine.

#include <map>
#include <thread>

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

constexpr int sitters = 8;
constexpr int code_strangers = 40;
constexpr int password_strangers = 60;
constexpr milliseconds between_tries{500};  // of a hundred strangers: two hundred a second
constexpr milliseconds offered_for{2'500};
constexpr milliseconds patience{120'000};
constexpr std::size_t most_passwords_waiting = 32;

/// What strangers were answered.
class SignInAnswers {
 public:
  void add(const test::HttpReply& reply) {
    const std::lock_guard lock{mutex_};
    ++statuses_[reply.status];
    const bool refused = reply.status == 429 || reply.status == 503;
    if (refused && std::atoi(reply.field("retry-after").c_str()) < 1) ++without_retry_after_;
  }
  int count(int status) { return statuses_[status]; }
  int all() const {
    int sum = 0;
    for (const auto& [status, count] : statuses_) sum += count;
    return sum;
  }
  int without_retry_after() const { return without_retry_after_; }

 private:
  std::mutex mutex_;
  std::map<int, int> statuses_;
  int without_retry_after_ = 0;
};

/// On a connection of its own. Status 0 when there is none: a hash takes its time when many wait.
test::HttpReply answer_to(std::uint16_t port, const std::string& target, const std::string& body) {
  const std::string here = "127.0.0.1:" + std::to_string(port);
  try {
    test::HttpClient client{port};
    client.send_raw("POST " + target + " HTTP/1.1\r\nHost: " + here + "\r\nOrigin: http://" + here +
                    "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                    "\r\n\r\n" + body);
    return client.read_reply(true, patience).value_or(test::HttpReply{});
  } catch (const std::exception&) {
    return {};
  }
}

void try_to_sign_in(std::uint16_t port, const std::string& target, const std::string& body, SignInAnswers& answers) {
  const auto end = std::chrono::steady_clock::now() + offered_for;
  for (auto next = std::chrono::steady_clock::now(); next < end; next += between_tries) {
    std::this_thread::sleep_until(next);
    answers.add(answer_to(port, target, body));
  }
}

/// Saves one answer after the other until it is told to stop.
struct Sitter {
  std::unique_ptr<Sitting> sitting;
  int saved = 0;
  int refused = 0;

  void answer_until(const std::atomic<bool>& stop, std::uint16_t port) {
    test::HttpClient client{port};
    client.cookies() = sitting->browser().client().cookies();
    for (int revision = 1; !stop; ++revision) {
      bool is_saved = false;
      try {
        is_saved = client.ask("PUT", sitting->path("/responses"), sitting->save_body(0, revision)).status == 200;
      } catch (const std::runtime_error&) {
      }
      ++(is_saved ? saved : refused);
      std::this_thread::sleep_for(milliseconds{20});
    }
  }
};

ServerConfig config_with(bool budgets_hold) {
  ServerConfig config;
  config.connections = {1000, 1000, 1000};  // all come from this machine
  if (budgets_hold) return config;
  const BucketRule endless{1'000'000, milliseconds{1}};
  config.budgets.code_per_address = endless;
  config.budgets.codes_in_all = endless;
  config.budgets.password_per_address = endless;
  config.budgets.password_per_name = endless;
  config.budgets.passwords_in_all = endless;
  return config;
}

}  // namespace

TEST_CASE("a flood of sign-ins beside running exams: no answer is refused, and the queue of passwords is bounded") {
  const bool budgets_hold = GENERATE(true, false);
  CAPTURE(budgets_hold);
  ServerBench bench{config_with(budgets_hold)};
  bench.add_staff("chen", Role::hq, "a long password 1");
  std::vector<Sitter> exams(sitters);
  for (int i = 0; i < sitters; ++i) {
    exams[static_cast<std::size_t>(i)].sitting = std::make_unique<Sitting>(bench, i);
    exams[static_cast<std::size_t>(i)].sitting->prepare().start();
  }

  std::atomic<bool> over{false};
  std::vector<std::thread> exam_threads;
  for (Sitter& exam : exams) exam_threads.emplace_back([&] { exam.answer_until(over, bench.port()); });
  SignInAnswers codes;
  SignInAnswers passwords;
  std::vector<std::thread> strangers;
  for (int i = 0; i < code_strangers; ++i) {
    strangers.emplace_back(
        [&] { try_to_sign_in(bench.port(), "/api/v1/sign-ins", R"({"candidate_code":"AAAA-BBBB-CCCC"})", codes); });
  }
  for (int i = 0; i < password_strangers; ++i) {
    const std::string password = i % 2 == 0 ? "a long password 1" : "a long guess";
    strangers.emplace_back([&, body = R"({"name":"chen","password":")" + password + R"("})"] {
      try_to_sign_in(bench.port(), "/api/v1/staff/sign-ins", body, passwords);
    });
  }
  std::size_t most_waiting = 0;
  std::thread watch{[&] {
    while (!over) {
      most_waiting = std::max(most_waiting, bench.passwords().waiting());
      std::this_thread::sleep_for(milliseconds{1});
    }
  }};
  for (std::thread& stranger : strangers) stranger.join();
  over = true;
  watch.join();
  for (std::thread& exam : exam_threads) exam.join();

  for (Sitter& exam : exams) {
    CHECK(exam.refused == 0);
    CHECK(exam.saved > 10);
    CHECK(exam.sitting->browser()
              .ask("POST", exam.sitting->path("/submit"), R"({"epoch":)" + std::to_string(exam.sitting->epoch()) + "}")
              .status == 200);
  }
  CHECK(codes.all() >= code_strangers);
  CHECK(codes.count(401) + codes.count(429) == codes.all());
  CHECK(passwords.all() >= password_strangers);
  CHECK(passwords.count(200) > 0);
  CHECK(passwords.count(200) + passwords.count(401) + passwords.count(429) + passwords.count(503) == passwords.all());
  CHECK(codes.without_retry_after() + passwords.without_retry_after() == 0);
  CHECK(most_waiting <= most_passwords_waiting);
  if (budgets_hold) {
    CHECK(codes.count(429) > 0);
    CHECK(passwords.count(429) > 0);
  } else {
    CHECK(most_waiting > 0);
    CHECK(passwords.count(503) > 0);
  }
}
