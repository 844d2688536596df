#pragma once

#include "support/memory_store/state.hpp"

namespace kiosk::test {

class MemoryRetentionRows final : public RetentionRows {
 public:
  explicit MemoryRetentionRows(State& state) : state_(state) {}

  std::vector<AttemptId> answers_past_due(Instant ended_before, Instant now, int limit) const override;
  std::optional<Instant> answers_removed_at(AttemptId attempt) const override;
  std::vector<ApplicantId> persons_to_look_at(Instant noted_before, int limit) const override;
  std::int64_t count(KeptData data, Instant before, Instant now) const override;

  std::int64_t remove_answers(AttemptId attempt, Instant now) override;
  int remove_delivery_attempts(Instant before, int limit) override;
  void note_end(ApplicantId person, Instant end) override;

 private:
  State& state_;
};

}  // namespace kiosk::test
