#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "ports/hasher.hpp"
#include "ports/store.hpp"

namespace kiosk {

/// How long data are kept; 0: for ever. Answers from the end of their attempt, identities from the end of the person's
/// last attempt or approval, or from the registration when there is none.
struct RetentionPeriods {
  std::chrono::days answers{0};
  std::chrono::days delivery_attempts{0};
  std::chrono::days identities{0};
};

inline constexpr std::array all_kept_data{KeptData::answers, KeptData::delivery_attempts, KeptData::identities};

/// `answers`, `delivery-attempts`, `identities`.
std::string_view kept_data_name(KeptData data);

/// By the places of `all_kept_data`: attempts, lines, persons.
using KeptCounts = std::array<std::int64_t, all_kept_data.size()>;

/// `answers=3 delivery-attempts=0 identities=1`.
std::string counts_text(const KeptCounts& counts);

/// A run begins with the first night after the last one ended; nights begin at 19:00 UTC, three in the morning in
/// China.
bool is_run_due(const std::optional<Instant>& last_run, Instant now);

struct RetentionStep {
  bool run_ended = false;  ///< nothing is past due any more
  KeptCounts removed{};    ///< in this run so far
};

/// One step of the nightly run: removes a little of what is past due, so that whoever saves an answer meanwhile hardly
/// waits; call it until the run has ended, in as many transactions. A run that was interrupted is gone on with, its
/// counts are kept. Persons who are past due are erased, each with a line in the audit; the run's end writes its counts
/// there when there are any. Nothing happens while no run is due.
RetentionStep retention_step(Tx& tx, const Hasher& hasher, const RetentionPeriods& periods, Instant now);

/// What is past due for more than a day, which a run should have removed; of identities, persons who ought to
/// have been looked at.
KeptCounts overdue_counts(const ReadTx& tx, const RetentionPeriods& periods, Instant now);

}  // namespace kiosk
