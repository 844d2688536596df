#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace kiosk::http {

/// Runs a function soon, on a thread of the server.
using Post = std::function<void(std::function<void()>)>;

/// Lets only a few of many do their work at a time, the others in the order in which they came. When thousands start
/// their exams in one second, the answers of those whose exams run find short queues before the writer and on the io
/// thread all the same. Used from several threads.
class Turns : public std::enable_shared_from_this<Turns> {
 public:
  Turns(std::size_t most_at_once, Post post) : most_at_once_(most_at_once), post_(std::move(post)) {}

  /// Held while the work is done; the last copy to go lets the next one begin.
  using Turn = std::shared_ptr<void>;
  /// Calls `work` at once when there is room, else later.
  void take(std::function<void(Turn)> work);

 private:
  Turn turn();
  void leave();

  const std::size_t most_at_once_;
  const Post post_;
  std::mutex mutex_;
  std::size_t at_work_ = 0;
  std::deque<std::function<void(Turn)>> waiting_;
};

}  // namespace kiosk::http
