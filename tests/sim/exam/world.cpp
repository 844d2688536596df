#include "sim/exam/world.hpp"

#include <algorithm>
#include <stdexcept>

#include "crypto/es256_key.hpp"
#include "json/content_codec.hpp"
#include "onboarding/credential_writer.hpp"
#include "service/server_time.hpp"
#include "support/power_cut/power_cut_disk.hpp"
#include "support/quiet_log.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::sim {

namespace {

/// A signing key of this world.
class WorldSigner final : public Signer {
 public:
  const PublicKey& public_key() const override { return public_key_; }
  std::array<std::uint8_t, 64> sign(std::string_view message) const override { return key_.sign(message); }

 private:
  crypto::Es256Key key_ = crypto::Es256Key::generate();
  PublicKey public_key_ = key_.public_key("2026-11");
};

constexpr int applicants_in_a_world = 5;
const Instant world_begins = from_unix_ms(1795316400000);  // 2026-11-22T03:00:00Z
/// As the server's own: attempts are closed a little after their end.
constexpr milliseconds closing_delay{1500};
constexpr seconds faulty_time{2400};
constexpr seconds quiet_time{4000};

Faults draw_faults(Chance& chance) {
  Faults faults;
  faults.lost = static_cast<int>(chance.between(0, 25));
  faults.doubled = static_cast<int>(chance.between(0, 15));
  faults.late = static_cast<int>(chance.between(0, 10));
  faults.crash_every_s = chance.percent(85) ? static_cast<int>(chance.between(40, 400)) : 0;
  faults.clock_step_every_s = chance.percent(50) ? static_cast<int>(chance.between(100, 600)) : 0;
  return faults;
}

ContentSet world_content() {
  ContentSet content;
  content.banks = {test::sample_products_bank(), test::sample_rules_bank()};
  Exam exam = test::sample_exam();
  exam.policy.time_limit = seconds{600};
  exam.policy.waiting_time = seconds{30};
  exam.policy.prepared_lapse = seconds{120};
  exam.policy.cut_percent = 70;
  content.exams = {exam};
  content.regions = test::sample_regions();
  return content;
}

class World final : public Surroundings {
 public:
  explicit World(std::uint64_t seed);
  WorldReport run();

  void send(const Request& request, OnAnswer on_answer) override;
  EventQueue& time() override { return time_; }
  Chance& chance() override { return chance_; }
  Oracle& oracle() override { return *oracle_; }
  const Item& item_with_stem(const std::string& stem) const override { return *stems_.at(stem); }

 private:
  void boot();
  void arrive(const Request& request, const OnAnswer& on_answer);
  void answer(const Request& request, Instant received_at, const OnAnswer& on_answer, const Answered& answered);
  void batch();
  void plan_closing();
  void plan_crash();
  void crash();
  void plan_clock_step();
  void check(bool final);
  milliseconds network_delay();

  Instant wall() const { return time_.now() + wall_offset_; }
  milliseconds steady() const { return time_.now() - world_begins; }
  Instant server_now() { return clock_->observe(wall(), steady()).now; }

  std::uint64_t seed_;
  Chance chance_;
  EventQueue time_{world_begins};
  Faults faults_;
  ContentSet content_ = world_content();
  std::map<std::string, const Item*> stems_;
  ExamEditionPointer edition_;
  std::unique_ptr<Oracle> oracle_;
  crypto::KeyedHasher hasher_{std::string(32, 's')};
  SimEntropy entropy_{chance_};
  json::JsonContentCodec codec_;
  WorldSigner signer_;
  onboarding::OpenBadgeWriter credentials_{onboarding::Programme{}, signer_};
  test::QuietLog log_;
  test::PowerCutDisk disk_;
  ServerParts parts_{hasher_, entropy_, codec_, credentials_, content_};
  std::unique_ptr<ClockGuard> clock_;
  std::unique_ptr<SimServer> server_;
  std::vector<std::unique_ptr<SimApplicant>> applicants_;
  milliseconds wall_offset_{0};
  bool batch_planned_ = false;
  bool answers_get_out_ = true;
  WorldReport report_;
};

World::World(std::uint64_t seed) : seed_(seed), chance_(seed), disk_(seed) {
  faults_ = draw_faults(chance_);
  for (const Bank& bank : content_.banks) {
    for (const Item& item : bank.items) stems_.emplace(item.stem.at("en"), &item);
  }
  auto edition = std::make_shared<ExamEdition>();
  edition->exam = content_.exams.front();
  for (const Bank& bank : content_.banks) edition->banks.push_back({std::make_shared<const Bank>(bank), {}});
  edition_ = edition;
  oracle_ = std::make_unique<Oracle>(*edition_, seed);
}

/// The host's clock is right again before a server starts: it is all that a new process can know of the time.
void World::boot() {
  wall_offset_ = milliseconds{0};
  for (int tries = 0; server_ == nullptr; ++tries) {
    if (tries > 100) throw std::runtime_error("seed " + std::to_string(seed_) + ": the server does not come up");
    server_ = SimServer::boot(parts_, sqlite::DatabasePlace{"kiosk.db", disk_.vfs()}, log_, time_.now());
    if (server_ == nullptr) disk_.power_on();
  }
  clock_ = std::make_unique<ClockGuard>(wall(), steady(), kept_server_time(server_->view()).now);
  batch_planned_ = false;
  answers_get_out_ = true;
}

milliseconds World::network_delay() {
  if (!chance_.percent(faults_.late)) return milliseconds{chance_.between(20, 2000)};
  ++report_.late;
  return milliseconds{chance_.between(2000, 90000)};
}

void World::send(const Request& request, OnAnswer on_answer) {
  int copies = 1;
  if (chance_.percent(faults_.doubled)) {
    ++copies;
    ++report_.doubled;
  }
  for (int copy = 0; copy < copies; ++copy) {
    if (chance_.percent(faults_.lost)) {
      ++report_.lost;
      continue;
    }
    time_.after(network_delay(), [this, request, on_answer] { arrive(request, on_answer); });
  }
}

/// The request is stamped when it has been read; on its way to the writer the closing of attempts may overtake it.
void World::arrive(const Request& request, const OnAnswer& on_answer) {
  if (server_ == nullptr) return;  // connection refused
  const Instant received_at = server_now();
  if (chance_.percent(50)) {
    server_->close_overdue(received_at + milliseconds{chance_.between(0, 1400)} - closing_delay);
  }
  server_->receive(request, received_at, [this, request, received_at, on_answer](const Answered& answered) {
    answer(request, received_at, on_answer, answered);
  });
  if (batch_planned_) return;
  batch_planned_ = true;
  time_.after(milliseconds{chance_.between(1, 30)}, [this] { batch(); });
}

void World::answer(const Request& request, Instant received_at, const OnAnswer& on_answer, const Answered& answered) {
  if (!answers_get_out_) return;  // committed, but the process dies before it can say so
  oracle_->server_answered(request, received_at, answered);
  if (chance_.percent(faults_.lost)) {
    ++report_.lost;
    return;
  }
  time_.after(network_delay(), [on_answer, answered] { on_answer(answered); });
}

void World::batch() {
  batch_planned_ = false;
  if (server_ != nullptr) server_->run_batch();
}

void World::plan_closing() {
  time_.after(milliseconds{2000}, [this] {
    if (server_ != nullptr) {
      server_->close_overdue(server_now() - closing_delay);
      server_->run_batch();
    }
    plan_closing();
  });
}

void World::plan_crash() {
  if (faults_.crash_every_s == 0) return;
  time_.after(seconds{chance_.between(1, 2 * faults_.crash_every_s)}, [this] {
    if (server_ != nullptr && faults_.crash_every_s > 0) crash();
    plan_crash();
  });
}

/// The power fails somewhere in a batch, or after its commit and before the answers.
void World::crash() {
  if (chance_.percent(50)) {
    ++report_.crashes_before_commit;
    disk_.cut_power_after(chance_.between(1, 14));
  } else {
    ++report_.crashes_before_reply;
    answers_get_out_ = false;
  }
  server_->keep_time(server_now());
  server_->run_batch();
  disk_.cut_power();
  server_.reset();
  disk_.power_on();
  time_.after(milliseconds{chance_.between(100, 20000)}, [this] { boot(); });
}

void World::plan_clock_step() {
  if (faults_.clock_step_every_s == 0) return;
  time_.after(seconds{chance_.between(1, 2 * faults_.clock_step_every_s)}, [this] {
    if (faults_.clock_step_every_s > 0) {
      ++report_.clock_steps;
      const std::int64_t reach = chance_.percent(50) ? 86'400'000 : 1500;
      wall_offset_ = chance_.percent(40) ? milliseconds{0} : milliseconds{chance_.between(-reach, reach)};
    }
    plan_clock_step();
  });
}

void World::check(bool final) {
  if (server_ != nullptr) oracle_->check_store(server_->view(), hasher_, final, server_now());
}

WorldReport World::run() {
  boot();
  for (int i = 0; i < applicants_in_a_world; ++i) {
    applicants_.push_back(std::make_unique<SimApplicant>(*this, i));
    applicants_.back()->begin();
  }
  plan_closing();
  plan_crash();
  plan_clock_step();
  const Instant calm = world_begins + faulty_time;
  while (time_.step(calm)) {
  }
  check(false);

  faults_ = Faults{};
  wall_offset_ = milliseconds{0};
  const auto all_done = [&] {
    return std::all_of(applicants_.begin(), applicants_.end(), [](const auto& applicant) { return applicant->done(); });
  };
  while (!all_done() && time_.step(calm + quiet_time)) {
  }
  if (!all_done()) throw std::runtime_error("seed " + std::to_string(seed_) + ": an applicant cannot finish");
  check(true);
  report_.totals = oracle_->totals();
  return report_;
}

}  // namespace

WorldReport& WorldReport::operator+=(const WorldReport& other) {
  totals += other.totals;
  crashes_before_commit += other.crashes_before_commit;
  crashes_before_reply += other.crashes_before_reply;
  clock_steps += other.clock_steps;
  lost += other.lost;
  doubled += other.doubled;
  late += other.late;
  return *this;
}

WorldReport run_world(std::uint64_t seed) { return World{seed}.run(); }

}  // namespace kiosk::sim
