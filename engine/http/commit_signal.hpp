#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "base/clock.hpp"

namespace kiosk::http {

/// Runs a function some time later, on a thread of the server. What is still due when the server stops is run then.
using RunLater = std::function<void(milliseconds, std::function<void()>)>;

/// Lets long polls wait for the next committed event. May be called from several threads.
class CommitSignal {
 public:
  explicit CommitSignal(RunLater run_later) : run_later_(std::move(run_later)) {}

  /// Number of signals so far. Take it before looking at the store, so that a commit in between is not missed.
  std::uint64_t count() const;
  /// `wake` is called once: at the first signal after the `seen`-th (at once when that has been), or after `most`.
  void wait(std::uint64_t seen, milliseconds most, std::function<void()> wake);
  /// Events have been committed.
  void notify();
  /// Another one to be told at each signal; before the first.
  void also_call(std::function<void()> on_commit) { on_commit_ = std::move(on_commit); }
  /// The server stops: everybody is woken, and waits no longer.
  void close();
  bool is_closed() const;

 private:
  void wake_one(std::uint64_t waiter);

  RunLater run_later_;
  std::function<void()> on_commit_;
  mutable std::mutex mutex_;
  std::uint64_t count_ = 0;
  bool closed_ = false;
  std::uint64_t next_waiter_ = 0;
  std::map<std::uint64_t, std::function<void()>> waiters_;
};

}  // namespace kiosk::http
