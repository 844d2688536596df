#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/rng.hpp"
#include "rehearsal/line.hpp"
#include "rehearsal/outcome.hpp"
#include "rehearsal/wire.hpp"

namespace kiosk::rehearsal {

using Moment = std::chrono::steady_clock::time_point;

/// What all applicants share. Everything of it is used on the one thread of the load side.
struct Course {
  net::io_context& io;
  net::ip::tcp::endpoint server;
  Offer offer;
  Outcome& outcome;
  Moment begin;
  Moment end;  ///< nobody tries anything again after it
};

/// One applicant: follows his schedule, measures, and looks up whether all that was acknowledged is there.
class Applicant {
 public:
  Applicant(Course& course, int number);

  /// From opening the page to the result. Ends early when the server refuses something for good, which is a fault.
  net::awaitable<void> attend();

 private:
  net::awaitable<bool> come();
  net::awaitable<bool> open_page();
  net::awaitable<bool> begin_exam();
  net::awaitable<bool> answer_all();
  /// Saves the planned answers [first, last).
  net::awaitable<bool> save(std::size_t first, std::size_t last);
  net::awaitable<bool> come_back(Moment planned);
  net::awaitable<bool> hand_in();

  /// Asks at the planned moment until there is a final answer; the reply's body is in `body_` then. False, and a fault,
  /// when it is no good one.
  net::awaitable<bool> ask(RequestKind kind, Moment planned, const Question& question);
  net::awaitable<void> wait_until(Moment moment);
  net::awaitable<void> wait_before_repeat(const Reply& reply, int repeats);

  void note_saved(const std::vector<SentAnswer>& sent);
  /// How many acknowledged answers the state in `body_` has as they were sent; the others are faults.
  std::int64_t count_found();
  bool is_too_late() const { return std::chrono::steady_clock::now() > course_.end; }
  void fault(const std::string& what);

  Course& course_;
  int number_;
  Schedule schedule_;
  Rng rng_;
  Line line_;
  net::steady_timer timer_;
  std::string attempt_;  ///< its path
  StartedPaper paper_;
  Moment seen_;  ///< when the paper was there
  std::map<std::string, SentAnswer> acknowledged_;
  std::string body_;
};

}  // namespace kiosk::rehearsal
