#include "sim/exam/world.hpp"

#include <algorithm>

#include "sim/exam/applicant.hpp"
#include "sim/exam/host.hpp"
#include "sim/exam/network.hpp"

namespace kiosk::sim {

namespace {

const Instant world_begins = from_unix_ms(1795316400000);  // 2026-11-22T03:00:00Z
constexpr seconds faulty_time{2400};
constexpr seconds clock_accepted_after{15};
constexpr seconds time_to_come_to_rest{60};
constexpr seconds quiet_time{4000};
constexpr milliseconds a_moment{100};
constexpr seconds feed_read_every{5};
constexpr seconds staff_looks_every{2};
constexpr std::uint64_t world_stream = 503;

class World final : public Surroundings {
 public:
  explicit World(const WorldOptions& options);
  WorldReport run();

  void send(Sender from, const Request& request, const OnAnswer& on_answer, std::optional<Instant> stamped_at) override;
  EventQueue& time() override { return time_; }
  Faults& faults() override { return faults_; }
  Oracle& oracle() override { return oracle_; }
  TrainedContent& content() override { return content_; }
  bool resting() const override { return resting_; }
  std::optional<Uuid> attempt_of_another(Sender applicant) const override;

  std::int64_t steps() const { return steps_; }
  const Trace& trace() const { return trace_; }

 private:
  void arrive(Sender from, const Request& request, const OnAnswer& on_answer);
  void read_feed();
  void grant_extensions();
  void run_faulty_time();
  void come_to_rest();
  void let_everybody_finish();
  void check_at_rest();
  WorldReport report();

  WorldOptions options_;
  Chance chance_;
  EventQueue time_{world_begins};
  Faults faults_;
  TrainedContent content_;
  Trace trace_;
  Oracle oracle_{content_, faults_};
  Network network_;
  Host host_;
  std::vector<std::unique_ptr<SimApplicant>> applicants_;
  std::string last_event_id_;
  std::int64_t last_sequence_ = 0;
  std::int64_t steps_ = 0;
  bool resting_ = false;
  milliseconds ahead_{0};  ///< of the server's time, until the wall clock was accepted
};

World::World(const WorldOptions& options)
    : options_(options),
      chance_(options.seed, world_stream),
      faults_(options.seed, options.odds),
      network_(options.seed, time_, faults_),
      host_(options.seed, time_, faults_, content_, oracle_, trace_) {
  for (int i = 0; i < options.applicants; ++i) {
    applicants_.push_back(std::make_unique<SimApplicant>(*this, options.seed, i));
  }
}

void World::send(Sender from, const Request& request, const OnAnswer& on_answer, std::optional<Instant> stamped_at) {
  std::optional<milliseconds> just_then;
  if (stamped_at && host_.serves()) just_then = std::max(milliseconds{0}, *stamped_at - host_.server_now());
  trace_.add(time_.now(), std::to_string(from) + " sends: " + text_of(request));
  network_.carry(
      {true, from}, [this, from, request, on_answer] { arrive(from, request, on_answer); }, milliseconds{0}, just_then);
}

void World::arrive(Sender from, const Request& request, const OnAnswer& on_answer) {
  if (!host_.serves()) return;  // connection refused
  trace_.add(time_.now(), "arrives from " + std::to_string(from) + ": " + text_of(request));
  host_.receive(request, [this, from, on_answer](const Answered& answer, milliseconds delay) {
    network_.carry(
        {false, from}, [on_answer, answer] { on_answer(answer); }, delay);
  });
}

std::optional<Uuid> World::attempt_of_another(Sender applicant) const {
  for (std::size_t i = 0; i < applicants_.size(); ++i) {
    if (static_cast<Sender>(i) != applicant && applicants_[i]->attempt()) return applicants_[i]->attempt();
  }
  return std::nullopt;
}

/// The onboarding side: pulls the feed from the last event that it has handled.
void World::read_feed() {
  time_.after(feed_read_every, [this] { read_feed(); });
  send(
      feed_reader, FeedRequest{last_event_id_},
      [this](const Answered& answer) {
        const auto* feed = std::get_if<HeardFeed>(&answer);
        if (feed == nullptr || feed->events.empty() || feed->events.back().sequence <= last_sequence_) return;
        last_event_id_ = feed->events.back().id;
        last_sequence_ = feed->events.back().sequence;
      },
      std::nullopt);
}

void World::grant_extensions() {
  time_.after(staff_looks_every, [this] { grant_extensions(); });
  if (applicants_.empty() || !faults_.happens(FaultKind::extension)) return;
  const auto who = static_cast<std::size_t>(faults_.chance(FaultKind::extension).below(applicants_.size()));
  const std::optional<Uuid>& attempt = applicants_[who]->attempt();
  if (attempt)
    send(
        staff_sender, ExtendRequest{*attempt}, [](const Answered&) {}, std::nullopt);
}

void World::run_faulty_time() {
  host_.switch_on();
  for (const auto& applicant : applicants_) applicant->begin();
  read_feed();
  grant_extensions();
  while (steps_ < options_.steps && time_.step(world_begins + faulty_time)) ++steps_;
}

/// Liveness: without faults and with true clocks everything is saved, closed and delivered within a minute.
void World::come_to_rest() {
  const Instant calm = time_.now();
  faults_.end();
  host_.calm();
  resting_ = true;
  while (time_.step(calm + clock_accepted_after)) {
  }
  require(host_.serves(), "liveness: the server does not come up");
  ahead_ = host_.clock().ahead();
  host_.clock().accept();
  while (time_.step(calm + time_to_come_to_rest)) {
  }
  for (const auto& applicant : applicants_) require(!applicant->unsaved(), "liveness: an answer stays unsaved");
  check_at_rest();
  resting_ = false;
}

/// An attempt that began while the server's time was ahead has that much longer once the clock is true again.
void World::let_everybody_finish() {
  const Instant horizon = time_.now() + quiet_time + ahead_;
  const auto finished = [&](const auto& applicant) { return applicant->done() || applicant->waits_beyond(horizon); };
  while (!std::all_of(applicants_.begin(), applicants_.end(), finished) && time_.step(horizon)) {
  }
  require(std::all_of(applicants_.begin(), applicants_.end(), finished), "liveness: an applicant cannot finish");
  const Instant finished_at = time_.now();
  while (time_.step(finished_at + time_to_come_to_rest)) {
  }
  check_at_rest();
  host_.check_every_form();
}

/// The server keeps the time all the while; what waits for that is committed within a moment.
void World::check_at_rest() {
  const Instant begun = time_.now();
  while (host_.waiting() > 0 && time_.step(begun + a_moment)) {
  }
  host_.check_at_rest();
}

WorldReport World::run() {
  run_faulty_time();
  come_to_rest();
  let_everybody_finish();
  return report();
}

WorldReport World::report() {
  host_.count_disk_faults();
  WorldReport report;
  report.totals = oracle_.totals();
  report.faults = faults_.counts();
  report.worlds = 1;
  report.lives = host_.lives();
  report.virtual_time = std::chrono::floor<seconds>(time_.now() - world_begins);
  report.steps = steps_;
  report.trace_digest = trace_.digest();
  return report;
}

std::string failure_text(const std::string& rule, const WorldOptions& options, std::int64_t steps,
                         const std::deque<std::string>& last) {
  std::string text = rule + "\n  after " + std::to_string(steps) + " steps; once more with KIOSK_SIM_WORLD='" +
                     to_text(options) + "' bin/test_exam_sim\n  what happened last:\n";
  for (const std::string& line : last) text += "    " + line + '\n';
  return text;
}

}  // namespace

WorldFailure::WorldFailure(const std::string& what, const WorldOptions& options, std::int64_t steps,
                           const std::deque<std::string>& last)
    : std::runtime_error(failure_text(what, options, steps, last)), rule_(what), options_(options), steps_(steps) {}

WorldReport& WorldReport::operator+=(const WorldReport& other) {
  totals += other.totals;
  for (std::size_t i = 0; i < fault_kinds; ++i) faults[i] += other.faults[i];
  worlds += other.worlds;
  lives += other.lives;
  virtual_time += other.virtual_time;
  steps += other.steps;
  return *this;
}

std::string to_text(const WorldReport& report) {
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  const Totals& totals = report.totals;
  std::string text = number(report.worlds) + " worlds, " + number(report.virtual_time.count() / 3600) +
                     " virtual hours, " + number(report.lives) + " lives of the server, " + number(report.steps) +
                     " steps; acknowledged answers " + number(totals.acknowledged) + ", attempts " +
                     number(totals.attempts) + " (passed " + number(totals.passes) + ", expired " +
                     number(totals.expired) + "), late saves " + number(totals.late_evidence) + ", stale epochs " +
                     number(totals.stale_epochs) + ", closed " + number(totals.refused_closed) + "\n ";
  for (const FaultKind kind : all_fault_kinds()) {
    text += ' ' + std::string{fault_name(kind)} + ' ' + number(report.faults[index_of(kind)]);
  }
  return text;
}

WorldReport run_world(const WorldOptions& options) {
  World world{options};
  try {
    return world.run();
  } catch (const Violation& broken) {
    throw WorldFailure(broken.what(), options, world.steps(), world.trace().last());
  } catch (const std::exception& other) {
    throw WorldFailure(std::string{no_rule} + other.what(), options, world.steps(), world.trace().last());
  }
}

}  // namespace kiosk::sim
