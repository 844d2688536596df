#pragma once

#include <optional>
#include <string>
#include <vector>

#include "approval/record.hpp"
#include "attempt/attempt.hpp"
#include "attempt/response.hpp"
#include "form/form.hpp"
#include "scoring/score.hpp"

namespace kiosk {

struct NewAttempt {
  Attempt attempt;  ///< `row` is given by the store
  Form form;
  std::vector<AcceptedRule> accepted_rules;
};

/// Results are append-only versions; the highest version is the current one.
struct StoredResult {
  int version = 1;
  ExamResult result;
  std::string reason;  ///< `submitted`, `expired`, `late-evidence`, …
  Instant created_at;
};

struct Extension {
  seconds extra{0};
  std::string reason;
  StaffId granted_by;
  Instant granted_at;
};

/// Attempts that have not ended.
struct LiveAttempts {
  std::int64_t prepared = 0;
  std::int64_t open = 0;
  bool operator==(const LiveAttempts&) const = default;
};

class AttemptRows {
 public:
  virtual ~AttemptRows() = default;

  /// Ownership stands in the query: another applicant's attempt is not found.
  virtual std::optional<Attempt> find(const Uuid& id, ApplicantId owner) const = 0;
  virtual std::optional<Attempt> find(const Uuid& id) const = 0;
  /// The prepared or open attempt; at most one, which the store enforces.
  virtual std::optional<Attempt> live(ApplicantId owner, const std::string& exam) const = 0;
  /// Oldest first.
  virtual std::vector<Attempt> all_of(ApplicantId owner) const = 0;
  /// Open ones with accepts_until <= now and prepared ones with lapses_at <= now, most overdue first.
  virtual std::vector<Attempt> overdue(Instant now, int limit) const = 0;
  virtual LiveAttempts live_counts() const = 0;
  virtual Form form(AttemptId row) const = 0;
  virtual std::vector<AcceptedRule> accepted_rules(AttemptId row) const = 0;
  /// Oldest first.
  virtual std::vector<Extension> extensions(AttemptId row) const = 0;

  /// The store refuses (the job is undone and answered `internal`) when the applicant already has a prepared or open
  /// attempt at the exam: ask `live` first, in the same transaction.
  virtual AttemptId add(const NewAttempt& attempt) = 0;
  /// Stores what changed: state, extension, start, end, epoch and last revision. The row must still be as `before`,
  /// else the store refuses, as for `add`.
  virtual void update(const Attempt& before, const Attempt& after) = 0;
  /// Appends the row alone; the sum in the attempt is changed with `update`.
  virtual void add_extension(AttemptId row, const Extension& extension) = 0;

  /// Current response to one item.
  virtual std::optional<Response> response(AttemptId row, const std::string& item) const = 0;
  /// Current responses, by item.
  virtual std::vector<Response> responses(AttemptId row) const = 0;
  /// Appends the change and makes it the current one.
  virtual void store_response(AttemptId row, const Response& response) = 0;
  /// Every stored change, in the order of arrival.
  virtual std::vector<Response> response_history(AttemptId row) const = 0;
  /// Evidence that came after the end; the same (item, epoch, revision) again is ignored.
  virtual void add_late_response(AttemptId row, const Response& response) = 0;
  /// By item, epoch and revision.
  virtual std::vector<Response> late_responses(AttemptId row) const = 0;

  virtual std::optional<StoredResult> result(AttemptId row) const = 0;
  /// All versions, oldest first.
  virtual std::vector<StoredResult> results(AttemptId row) const = 0;
  /// Its version is one more than the current one.
  virtual void add_result(AttemptId row, const StoredResult& result) = 0;
};

}  // namespace kiosk
