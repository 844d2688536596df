#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rehearsal/histogram.hpp"
#include "rehearsal/server_sample.hpp"

namespace kiosk::rehearsal {

enum class RequestKind { page, exams, registration, prepare, start, save, state, submit, result };
inline constexpr std::size_t kind_count = 9;
inline constexpr std::array<RequestKind, kind_count> all_kinds{
    RequestKind::page, RequestKind::exams, RequestKind::registration, RequestKind::prepare, RequestKind::start,
    RequestKind::save, RequestKind::state, RequestKind::submit,       RequestKind::result};

/// For tables and pictures, for example `register`.
std::string_view kind_name(RequestKind kind);

struct KindFigures {
  Histogram latency;      ///< from the moment it was meant to be sent to its final answer, refusals and waits included
  Histogram exchange;     ///< from the last sending to its answer
  std::int64_t busy = 0;  ///< answers 503
  std::int64_t limited = 0;   ///< answers 429
  std::int64_t errors = 0;    ///< other refusals
  std::int64_t no_reply = 0;  ///< connections refused or broken off by the server
};

/// One second of the rehearsal.
struct SecondFigures {
  std::int64_t answered = 0;
  std::int64_t saved = 0;  ///< of those, saves
  std::int64_t busy = 0;
  std::int64_t limited = 0;
  std::int64_t errors = 0;  ///< other refusals and lost connections
  std::uint64_t save_p50_us = 0;
  std::uint64_t save_p99_us = 0;
  std::uint64_t other_p99_us = 0;
  ServerSecond server;
};

/// Everything that the applicants measured. Bounded: a fixed size for each kind of request and a row a second.
class Figures {
 public:
  void answered(RequestKind kind, std::uint64_t latency_us, std::uint64_t exchange_us);
  /// A further answer that the latest save carried: it has waited, but there was no request for it.
  void saved_along(std::uint64_t latency_us);
  /// A refusal; the applicant may ask again.
  void refused(RequestKind kind, int status);
  void not_answered(RequestKind kind);
  /// A second has passed, in which the server did this.
  void end_second(const ServerSecond& server);

  const KindFigures& of(RequestKind kind) const { return kinds_.at(static_cast<std::size_t>(kind)); }
  const std::vector<SecondFigures>& timeline() const { return timeline_; }
  /// The second that is still running.
  const SecondFigures& running() const { return second_; }
  std::int64_t answered_in_all() const;

 private:
  KindFigures& at(RequestKind kind) { return kinds_.at(static_cast<std::size_t>(kind)); }

  std::array<KindFigures, kind_count> kinds_;
  std::vector<SecondFigures> timeline_;
  SecondFigures second_;
  Histogram second_saves_;
  Histogram second_others_;
};

}  // namespace kiosk::rehearsal
