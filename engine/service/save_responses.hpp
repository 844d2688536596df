#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/attempt_view.hpp"

namespace kiosk {

/// One change as the browser sends it; the answer names options by their public ids.
struct SaveEntry {
  std::string item;
  int revision = 0;
  Answer answer;
  bool marked = false;
  std::int64_t since_start_ms = 0;
};

struct SaveResponsesCommand {
  std::string token;
  Uuid attempt;
  int epoch = 0;
  std::vector<SaveEntry> entries;
};

struct SavedEntry {
  std::string item;
  int revision = 0;
};

struct RejectedEntry {
  std::string item;
  int revision = 0;
  std::string code;  ///< `item-unknown`, `answer-invalid`, `revision-conflict`
};

struct SaveReply {
  std::vector<SavedEntry> saved;
  std::vector<RejectedEntry> rejected;
  std::int64_t seconds_left = 0;
  AttemptState state = AttemptState::open;
  /// Set when the whole was refused (`attempt_closed`, with `kept_as_evidence`): a value and not an Error, so that the
  /// evidence is committed.
  std::optional<Error> refused;
};

/// Stores the changes, one outcome an entry. What arrives after deadline + grace is kept as late evidence; when
/// counting it would turn a fail into a pass, the result becomes `review` for a person. (The other way round it changes
/// nothing: a late change cannot take back an approval that was issued.) Errors: `not_signed_in`, `attempt_unknown`,
/// `attempt_not_started`, `attempt_lapsed`, `stale_epoch`, `attempt_closed`.
Result<SaveReply> save_responses(Tx& tx, const Context& context, const SaveResponsesCommand& command, Instant now);

}  // namespace kiosk
