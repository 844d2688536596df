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
  Status bring_up_to_date();
  void keep();

  Store& store_;
  Clock& clock_;
  LogSink& log_;
  StatusLists& lists_;
  std::int64_t known_count_ = -1;  ///< of set bits in the lists as they are signed
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  ///< guarded by mutex_
  std::thread thread_;
};

}  // namespace kiosk::onboarding
