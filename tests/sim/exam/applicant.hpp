#pragma once

#include <map>
#include <optional>
#include <string>

#include "sim/exam/surroundings.hpp"

namespace kiosk::sim {

/// An applicant with a phone: registers, sits the exam with an outbox of unsent changes, retries what got no answer,
/// reloads the page, changes devices, hands in or lets time run out, and comes back after a fail.
class SimApplicant {
 public:
  SimApplicant(Surroundings& world, std::uint64_t seed, int number);

  /// First wake-up; the applicant wakes itself from then on.
  void begin();
  /// Has passed or used up the attempts.
  bool done() const { return done_; }
  /// Something that the person typed is neither saved nor visibly refused.
  bool unsaved() const { return !done_ && !ended_ && !outbox_.empty(); }
  /// The server said when the next attempt may begin, and it is not before `horizon`.
  bool waits_beyond(Instant horizon) const { return waits_until_ && *waits_until_ >= horizon; }
  const std::optional<Uuid>& attempt() const { return attempt_; }

 private:
  void wake();
  void step();
  void sit();
  void change_an_answer();
  SaveEntry new_entry(int revision);
  void send_outbox();
  void send_from_the_first_tab();
  bool save_at_the_last_moment();
  void be_curious();
  void register_me();

  void post(const Request& request, std::optional<Instant> stamped_at = std::nullopt);
  void hear(const Answered& answer, int epoch, const std::optional<Uuid>& about);
  void hear_error(const Error& error);
  void hear_prepared(const Prepared& prepared);
  void hear_view(const AttemptView& view);
  void hear_saved(const SaveReply& reply, int epoch);
  void hand_in_once_more();
  void hear_result(const ResultView& result);
  void begin_epoch(int epoch, int next_revision);

  Surroundings& world_;
  Chance chance_;
  int number_;
  int ability_percent_;  ///< chance of a right answer
  bool done_ = false;
  std::optional<Instant> waits_until_;  ///< for an answer, or for the next attempt
  std::string token_;
  std::optional<Uuid> attempt_;
  std::string exam_version_;
  std::optional<Paper> paper_;
  Instant ends_at_;  ///< in the server's time
  bool ended_ = false;
  bool must_take_over_ = false;
  bool has_second_tab_ = false;
  bool lets_time_run_out_ = false;
  bool waits_for_the_last_moment_ = false;
  Instant hands_in_at_;
  int epoch_ = 0;
  int next_revision_ = 1;
  std::map<std::string, SaveEntry> outbox_;  ///< unacknowledged, by item
};

}  // namespace kiosk::sim
