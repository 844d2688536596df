#include "onboarding/status_keeper.hpp"

#include <pthread.h>

#include <future>
#include <memory>

#include "onboarding/status_list.hpp"

namespace kiosk::onboarding {

namespace {

constexpr milliseconds look_interval{250};

struct SetBits {
  std::int64_t count = 0;
  std::vector<StatusEntry> entries;  ///< empty when the count is the known one
};

}  // namespace

StatusKeeper::StatusKeeper(Store& store, Clock& clock, LogSink& log, StatusLists& lists)
    : store_(store), clock_(clock), log_(log), lists_(lists) {}

StatusKeeper::~StatusKeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Status StatusKeeper::start() {
  if (Status derived = bring_up_to_date(); derived.has_error()) return derived;
  thread_ = std::thread{[this] { keep(); }};
  ::pthread_setname_np(thread_.native_handle(), "status-lists");
  return {};
}

Status StatusKeeper::bring_up_to_date() {
  const Instant now = clock_.now();
  const std::optional<Instant> oldest = lists_.oldest();
  const bool in_time = oldest && *oldest <= now && now - *oldest < status_list_renewal;
  const std::int64_t known = in_time ? known_count_ : -1;
  const auto promise = std::make_shared<std::promise<Result<SetBits>>>();
  read_for<SetBits>(
      store_,
      [known](const ReadTx& tx) -> Result<SetBits> {
        const std::int64_t count = tx.approvals().set_status_count();
        if (count == known) return SetBits{count, {}};
        return SetBits{count, tx.approvals().set_status_entries()};
      },
      [promise](Result<SetBits> bits) { promise->set_value(std::move(bits)); });
  const Result<SetBits> bits = promise->get_future().get();
  if (bits.has_error()) return bits.error();
  if (bits->count == known) return {};
  lists_.bring_up_to(bits->entries, now);
  known_count_ = bits->count;
  log_.write(LogLevel::debug, "status-lists-signed", {{"set", std::to_string(known_count_)}});
  return {};
}

void StatusKeeper::keep() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, look_interval, [this] { return stopping_; })) {
    lock.unlock();
    // A store that is busy is asked again; the age of the lists is among the metrics.
    static_cast<void>(bring_up_to_date());
    lock.lock();
  }
}

}  // namespace kiosk::onboarding
