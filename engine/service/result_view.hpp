#pragma once

#include <optional>
#include <string>

#include "service/attempt_view.hpp"
#include "service/public_approval.hpp"

namespace kiosk {

struct SectionView {
  std::string id;
  std::string title;
  Score score;
  std::optional<int> minimum;
  bool met = true;
};

struct TopicView {
  std::string id;
  std::string title;
  Score score;
};

/// The result as its applicant sees it: never which option was right.
struct ResultView {
  Uuid attempt;
  std::string exam;
  Decision decision = Decision::fail;
  Score score;
  int cut_percent = 0;
  bool cut_met = false;
  std::vector<SectionView> sections;
  std::vector<TopicView> topics;
  Instant ended_at;
  int attempts_left = 0;
  std::optional<Instant> next_attempt_at;
  std::optional<HeldApproval> approval;
};

/// Errors: `not_signed_in`, `attempt_unknown`, `attempt_not_ended`, `attempt_lapsed`.
Result<ResultView> view_result(const ReadTx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                               Instant now);

struct SubmitAttemptCommand {
  std::string token;
  Uuid attempt;
  int epoch = 0;
};

/// Hands in and scores; handing in again gives the same result.
/// Errors: `not_signed_in`, `attempt_unknown`, `attempt_not_started`, `attempt_lapsed`, `stale_epoch`.
Result<ResultView> submit_attempt(Tx& tx, const Context& context, const SubmitAttemptCommand& command, Instant now);

}  // namespace kiosk
