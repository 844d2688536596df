#include "onboarding/status_keeper.hpp"

#include <pthread.h>

#include <future>
#include <memory>

#include "onboarding/status_list.hpp"

namespace kiosk::onboarding {

namespace {

constexpr milliseconds look_interval{250};

/// One more than approvals have places on: a list is there before the first credential names it.
int lists_wanted(const ReadTx& tx) { return tx.approvals().last_status_list() + 1; }

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
  const SetBits known = in_time && lists_.are_of_signing_key() ? known_ : SetBits{};
  const auto promise = std::make_shared<std::promise<Result<SetBits>>>();
  read_for<SetBits>(
      store_,
      [known](const ReadTx& tx) -> Result<SetBits> {
        SetBits bits{tx.approvals().set_status_count(), lists_wanted(tx), {}};
        if (!bits.as_many_as(known)) bits.entries = tx.approvals().set_status_entries();
        return bits;
      },
      [promise](Result<SetBits> bits) { promise->set_value(std::move(bits)); });
  const Result<SetBits> bits = promise->get_future().get();
  if (bits.has_error()) return bits.error();
  if (bits->as_many_as(known)) return {};
  lists_.bring_up_to(bits->entries, bits->lists, now);
  known_ = {bits->count, bits->lists, {}};
  log_.write(LogLevel::debug, "status-lists-signed", {{"set", std::to_string(known_.count)}});
  return {};
}

/// A store that is busy is asked again at the next look.
void StatusKeeper::look() {
  const Status done = bring_up_to_date();
  if (done.has_error() != late_) log_lateness(done);
  late_ = done.has_error();
}

void StatusKeeper::log_lateness(const Status& done) {
  if (done.has_error()) {
    log_.write(LogLevel::warning, "status-lists-late", {{"what", std::string{wire_name(done.error().code)}}});
  } else {
    log_.write(LogLevel::note, "status-lists-in-time", {});
  }
}

void StatusKeeper::keep() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, look_interval, [this] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

}  // namespace kiosk::onboarding
