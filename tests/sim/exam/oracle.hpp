#pragma once

#include <algorithm>

#include "sim/exam/faults.hpp"
#include "sim/exam/heard.hpp"
#include "sim/exam/trained_content.hpp"

namespace kiosk::sim {

/// What was known when a request was read.
struct Arrival {
  Instant stamped;  ///< the server's time
  int epoch = 0;    ///< highest one of the attempt that the server has acknowledged
};

/// What must hold of every answer, written from the specification and independent of the engine's code. It hears every
/// change that a browser makes, every request that is read and every answer that leaves the server.
class Oracle {
 public:
  Oracle(TrainedContent& content, const Faults& faults) : content_(content), faults_(faults) {}

  void browser_changed(const ChangeKey& key, const Answer& public_answer, bool marked);
  /// The server's time now and then, for when a person sets it back.
  void time_is(Instant now) { latest_ = std::max(latest_, now); }
  Arrival request_read(const Request& request, Instant stamped);
  void server_answered(const Request& request, const Arrival& arrival, const Answered& answer);

  const Heard& heard() const { return heard_; }
  Totals& totals() { return totals_; }

 private:
  bool is_strangers(const Request& request) const;
  void hear_registered(const RegisterCommand& command, const Registered& registered);
  void hear_view(const AttemptView& view, Instant stamped);
  void hear_paper(HeardAttempt& attempt, const Paper& paper);
  void hear_responses(const AttemptView& view);
  void hear_save(const SaveResponsesCommand& command, const Arrival& arrival, const SaveReply& reply);
  void hear_result(const ResultView& result);
  void hear_feed(const HeardFeed& feed);
  void hear_error(const Request& request, Instant stamped, const Error& error);
  bool possible(const Request& request, ErrorCode code);
  /// With so many extensions; while the start is not known, the earliest that it can be.
  Instant deadline(const HeardAttempt& attempt, int extensions) const;
  /// End of the time in which answers count.
  Instant accepts_until(const HeardAttempt& attempt, int extensions) const;
  /// Whether that time is over, or was before a person set the clock back.
  bool time_is_over(const HeardAttempt& attempt, Instant stamped) const;

  TrainedContent& content_;
  const Faults& faults_;
  Heard heard_;
  Totals totals_;
  std::int64_t internal_errors_ = 0;
  Instant latest_;
};

}  // namespace kiosk::sim
