#pragma once

#include <optional>

#include "base/clock.hpp"

namespace kiosk {

enum class Entry { contact, invitation };
enum class Publish { on_load, by_review };

/// Time, tries and cut of an exam. Ranges are those the loader enforces.
struct Policy {
  seconds time_limit{0};         ///< 60 s .. 8 h
  seconds grace{15};             ///< 0 .. 120 s: answers that arrive before deadline + grace count
  int cut_percent = 80;          ///< 1 .. 100, of all points
  int attempts = 1;              ///< 1 .. 100 counted attempts per applicant
  seconds waiting_time{0};       ///< 0 .. 1 year, from the end of an attempt to the next prepare
  seconds prepared_lapse{3600};  ///< 60 s .. 1 day: a prepared attempt that never starts lapses then
  seconds late_evidence{86400};  ///< 0 .. 30 days after the end in which late answers are kept as evidence
  int validity_months = 12;      ///< 1 .. 120, of an approval
  Entry entry = Entry::contact;
  Publish publish = Publish::on_load;
  std::optional<Instant> opens_at;
  std::optional<Instant> closes_at;

  bool is_open(Instant now) const { return (!opens_at || now >= *opens_at) && (!closes_at || now < *closes_at); }
};

}  // namespace kiosk
