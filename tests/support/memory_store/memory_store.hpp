#pragma once

#include <mutex>

#include "support/memory_store/attempt_rows.hpp"
#include "support/memory_store/other_rows.hpp"
#include "support/memory_store/people_rows.hpp"
#include "support/memory_store/retention_rows.hpp"
#include "support/memory_store/webhook_rows.hpp"

namespace kiosk::test {

/// A Store of plain values, for tests of use cases and as the simple one of the two that the contract suite compares.
/// Everything happens at once, on the caller's thread: when `submit` returns, `done` has been called. Each job works on
/// a copy of the whole state, which becomes the state when the job succeeds.
class MemoryStore final : public Store {
 public:
  void submit(Work work, Done done) override;
  void read(Query query, Done done) override;

 private:
  std::mutex mutex_;
  State state_;
};

}  // namespace kiosk::test
