#include "http/turns.hpp"

#include <utility>

namespace kiosk::http {

void Turns::take(std::function<void(Turn)> work) {
  {
    const std::lock_guard lock(mutex_);
    if (at_work_ >= most_at_once_) {
      waiting_.push_back(std::move(work));
      return;
    }
    ++at_work_;
  }
  work(turn());
}

Turns::Turn Turns::turn() {
  // Holds this object too: an answer may come after the site has gone.
  return {nullptr, [self = shared_from_this()](void*) { self->leave(); }};
}

void Turns::leave() {
  std::function<void(Turn)> next;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
      --at_work_;
      return;
    }
    next = std::move(waiting_.front());
    waiting_.pop_front();
  }
  // Behind what else waits on the io thread, not before it.
  post_([self = shared_from_this(), next = std::move(next)] { next(self->turn()); });
}

}  // namespace kiosk::http
