#pragma once

#include <string>
#include <vector>

#include "service/attempt_view.hpp"

namespace kiosk {

struct PrepareCommand {
  std::string token;
  std::string exam;
  Language language;
  std::vector<std::string>
      rules_accepted;  ///< all of the exam's, each by `id@version` or, whatever its version, by `id`
};

struct Prepared {
  AttemptView view;
  bool created = false;  ///< false: the prepared or open attempt that already was
};

/// Draws and stores the form; no clock runs yet.
/// Errors: `not_signed_in`, `exam_unknown`, `exam_not_open`, `invitation_required`, `language_unknown`,
/// `rules_not_accepted`, `rules_changed`, `already_approved`, `attempts_used_up`, `waiting_time` (parameter
/// next_attempt_at).
Result<Prepared> prepare_attempt(Tx& tx, const Context& context, const PrepareCommand& command, Instant now);

/// Counted attempts at the exam among `attempts`, those that started at `since` or later.
AttemptHistory attempt_history(const std::vector<Attempt>& attempts, const std::string& exam,
                               std::optional<Instant> since = {});

/// From when on attempts count at `now`: the latest approval of the exam, once it may be renewed, opens a new round.
std::optional<Instant> counts_since(const ReadTx& tx, ApplicantId applicant, const std::string& exam, Instant now);

}  // namespace kiosk
