#include "http/commit_signal.hpp"

#include <utility>

namespace kiosk::http {

std::uint64_t CommitSignal::count() const {
  const std::lock_guard lock{mutex_};
  return count_;
}

void CommitSignal::wait(std::uint64_t seen, milliseconds most, std::function<void()> wake) {
  std::unique_lock lock{mutex_};
  if (count_ != seen || closed_) {
    lock.unlock();
    wake();
    return;
  }
  const std::uint64_t waiter = ++next_waiter_;
  waiters_.emplace(waiter, std::move(wake));
  lock.unlock();
  run_later_(most, [this, waiter] { wake_one(waiter); });
}

void CommitSignal::wake_one(std::uint64_t waiter) {
  std::function<void()> wake;
  {
    const std::lock_guard lock{mutex_};
    const auto entry = waiters_.find(waiter);
    if (entry == waiters_.end()) return;
    wake = std::move(entry->second);
    waiters_.erase(entry);
  }
  wake();
}

void CommitSignal::notify() {
  std::map<std::uint64_t, std::function<void()>> woken;
  {
    const std::lock_guard lock{mutex_};
    ++count_;
    woken.swap(waiters_);
  }
  for (const auto& [waiter, wake] : woken) wake();
  if (on_commit_) on_commit_();
}

bool CommitSignal::is_closed() const {
  const std::lock_guard lock{mutex_};
  return closed_;
}

void CommitSignal::close() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = true;
  }
  notify();
}

}  // namespace kiosk::http
