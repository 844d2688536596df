#pragma once

#include <limits>
#include <optional>
#include <string>

#include "sim/approvals/troubles.hpp"

namespace kiosk::sim {

/// Ways to write a consumer that does not work; planted to see whether the checker notices.
enum class ConsumerMistake {
  none,
  cursor_before_effect,  ///< in a transaction of its own
  repeats_not_known,     ///< does not look whether it has seen an event
  order_ignored,         ///< takes whatever came last for the newest
};

/// All that makes one world: the same options give the same run, event by event.
struct ApprovalOptions {
  static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

  std::uint64_t seed = 1;
  int partners = 4;
  int days = 20;                  ///< of trouble
  bool push = true;               ///< false: there is no webhook, the consumer has the feed alone
  std::int64_t steps = no_limit;  ///< events until troubles end; they also end after their days
  ConsumerMistake mistake = ConsumerMistake::none;
  Troubles::Odds odds{};

  bool operator==(const ApprovalOptions&) const = default;
};

/// The world that a seed stands for.
ApprovalOptions draw_approval_options(std::uint64_t seed);

/// `seed=17 partners=3 days=20 push=1 mistake=0 outage=120`; what is not named is off.
std::string to_text(const ApprovalOptions& options);
std::optional<ApprovalOptions> parse_approval_options(const std::string& text);

}  // namespace kiosk::sim
