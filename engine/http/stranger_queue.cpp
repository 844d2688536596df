#include "http/stranger_queue.hpp"

#include <utility>

namespace kiosk::http {

void StrangerQueue::enter(std::function<void()> begin) {
  waiting_.push_back(std::move(begin));
  if (waiting_.size() == 1) post_([this] { begin_next(); });
}

void StrangerQueue::begin_next() {
  const std::function<void()> begin = std::move(waiting_.front());
  waiting_.pop_front();
  if (!waiting_.empty()) post_([this] { begin_next(); });
  begin();
}

}  // namespace kiosk::http
