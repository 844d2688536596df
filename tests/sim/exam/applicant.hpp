#pragma once

#include <map>
#include <optional>
#include <string>

#include "sim/exam/chance.hpp"
#include "sim/exam/event_queue.hpp"
#include "sim/exam/messages.hpp"
#include "sim/exam/oracle.hpp"

namespace kiosk::sim {

/// What a simulated browser needs from its world.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Over the network, which may lose, double or delay both ways.
  virtual void send(const Request& request, OnAnswer on_answer) = 0;
  virtual EventQueue& time() = 0;
  virtual Chance& chance() = 0;
  virtual Oracle& oracle() = 0;
  /// The bank's item behind a stem.
  virtual const Item& item_with_stem(const std::string& stem) const = 0;
};

/// An honest applicant with a phone: registers, sits the exam with an outbox of unsent changes, retries what got no
/// answer, changes devices now and then, hands in or lets time run out, and comes back after a fail.
class SimApplicant {
 public:
  SimApplicant(Surroundings& world, int number);

  /// First wake-up; the applicant wakes itself from then on.
  void begin();
  bool done() const { return done_; }

 private:
  void wake();
  void step();
  void sit();
  void change_an_answer();
  void send_outbox();
  Answer pick_answer(const PaperItem& item);

  void post(Request request);
  void hear(const Answered& answer, int epoch);
  void hear_error(const Error& error);
  void hear_prepared(const Prepared& prepared);
  void hear_view(const AttemptView& view);
  void hear_saved(const SaveReply& reply, int epoch);
  void hear_result(const ResultView& result);
  void begin_epoch(int epoch, int next_revision);

  Surroundings& world_;
  int number_;
  int ability_percent_;  ///< chance of a right answer
  bool done_ = false;
  std::optional<Instant> waits_until_;  ///< for an answer, or for the next attempt
  std::string token_;
  std::optional<Uuid> attempt_;
  std::optional<Paper> paper_;
  bool ended_ = false;
  bool must_take_over_ = false;
  bool lets_time_run_out_ = false;
  Instant hands_in_at_;
  int epoch_ = 0;
  int next_revision_ = 1;
  std::map<std::string, SaveEntry> outbox_;  ///< unacknowledged, by item
};

}  // namespace kiosk::sim
