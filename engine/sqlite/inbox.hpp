#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace kiosk::sqlite {

/// A bounded queue between threads.
template <class T>
class Inbox {
 public:
  explicit Inbox(std::size_t limit) : limit_(limit) {}

  enum class Put { taken, full, closed };

  /// `value` is moved from only when it was taken.
  Put put(T& value) {
    {
      const std::lock_guard guard{mutex_};
      if (closed_) return Put::closed;
      if (waiting_.size() >= limit_) return Put::full;
      waiting_.push_back(std::move(value));
    }
    arrival_.notify_one();
    return Put::taken;
  }

  /// Everything that waits, at most `most`; may be nothing.
  std::vector<T> take(std::size_t most) {
    const std::lock_guard guard{mutex_};
    return take_locked(most);
  }

  /// The same, but waits for the first; nothing when the inbox is closed and empty.
  std::vector<T> wait_and_take(std::size_t most) {
    std::unique_lock lock{mutex_};
    arrival_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    return take_locked(most);
  }

  /// Takes nothing more; what waits can still be taken.
  void close() {
    {
      const std::lock_guard guard{mutex_};
      closed_ = true;
    }
    arrival_.notify_all();
  }

  bool closed() const {
    const std::lock_guard guard{mutex_};
    return closed_;
  }

  std::size_t size() const {
    const std::lock_guard guard{mutex_};
    return waiting_.size();
  }

 private:
  std::vector<T> take_locked(std::size_t most) {
    std::vector<T> taken;
    while (taken.size() < most && !waiting_.empty()) {
      taken.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    return taken;
  }

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable arrival_;
  std::deque<T> waiting_;
  bool closed_ = false;
};

}  // namespace kiosk::sqlite
