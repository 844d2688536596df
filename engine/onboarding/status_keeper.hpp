#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.hpp"
#include "onboarding/status_lists.hpp"
#include "ports/store.hpp"

namespace kiosk::onboarding {

/// Keeps the status lists as the database has it, on a thread of its own: neither the writer nor an io thread waits for
/// a signature. It looks four times a second at the count of set bits, which is one row; changes in between become one
/// signature. Since it asks the database, no code that changes an approval can forget to tell it.
class StatusKeeper {
 public:
  /// All outlive this. The store may stop before.
  StatusKeeper(Store& store, Clock& clock, LogSink& log, StatusLists& lists);
  StatusKeeper(const StatusKeeper&) = delete;
  StatusKeeper& operator=(const StatusKeeper&) = delete;
  ~StatusKeeper();

  /// Derives and signs the lists on the caller's thread, then goes on by itself. Error: that of the store.
  Status start();

 private:
  struct SetBits {
    std::int64_t count = -1;             ///< of bits that are set
    int lists = 0;                       ///< that are published
    std::vector<StatusEntry> entries{};  ///< only of what is to be signed
    /// No bit is ever cleared, so equal counts are equal lists.
    bool as_many_as(const SetBits& other) const { return count == other.count && lists == other.lists; }
  };

  Status bring_up_to_date();
  void look();
  void log_lateness(const Status& done);
  void keep();

  Store& store_;
  Clock& clock_;
  LogSink& log_;
  StatusLists& lists_;
  SetBits known_;      ///< in the lists as they are signed
  bool late_ = false;  ///< the last look failed; of the keeper's thread
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  ///< guarded by mutex_
  std::thread thread_;
};

}  // namespace kiosk::onboarding
