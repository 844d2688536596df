#pragma once

#include <optional>
#include <string>
#include <vector>

#include "approval/record.hpp"

namespace kiosk {

struct NewApproval {
  ApprovalRecord record;
  ApplicantId applicant;
  AttemptId attempt;       ///< at most one approval an attempt
  int result_version = 1;  ///< the result it rests on
  std::string credential;  ///< compact JWS, stored as it is for ever
};

class ApprovalRows {
 public:
  virtual ~ApprovalRows() = default;

  virtual std::optional<ApprovalRecord> find(const Uuid& id) const = 0;
  virtual std::optional<ApprovalRecord> of_attempt(AttemptId attempt) const = 0;
  /// Oldest first.
  virtual std::vector<ApprovalRecord> of_applicant(ApplicantId applicant) const = 0;
  virtual std::optional<std::string> credential(const Uuid& id) const = 0;
  virtual bool status_index_taken(const StatusEntry& entry) const = 0;

  /// From the counter row; 1.. without gaps, since it is part of the transaction.
  virtual std::int64_t next_number() = 0;
  virtual void add(const NewApproval& approval) = 0;
};

/// A frozen event as it leaves by feed and webhook.
struct OutboxEvent {
  std::int64_t sequence = 0;
  std::string id;
  std::string type;
  std::string subject;
  std::string body;  ///< CloudEvents JSON, one line
  Instant created_at;
};

class OutboxRows {
 public:
  virtual ~OutboxRows() = default;

  /// Sequence of the newest event; 0 when there is none.
  virtual std::int64_t head() const = 0;
  virtual std::optional<std::int64_t> sequence_of(const std::string& event_id) const = 0;
  /// Events with a higher sequence, oldest first.
  virtual std::vector<OutboxEvent> after(std::int64_t sequence, int limit) const = 0;
  /// Ids of the events with sequences `from` to `to`, both included, in order.
  virtual std::vector<std::string> ids(std::int64_t from, std::int64_t to) const = 0;

  /// From the counter row; order of numbers = order of commits.
  virtual std::int64_t next_sequence() = 0;
  virtual void add(const OutboxEvent& event) = 0;
};

}  // namespace kiosk
