#pragma once

#include <deque>
#include <functional>

#include "http/turns.hpp"

namespace kiosk::http {

/// Where requests on connections that have not shown who they are wait until they are read: one of them begins in each
/// round of the io thread, behind all that was ready. So a crowd that comes in the same moment costs a running exam
/// one stranger's time, not all of theirs. Used on one io thread alone, to which `post` posts.
class StrangerQueue {
 public:
  explicit StrangerQueue(Post post) : post_(std::move(post)) {}

  /// Calls `begin` when its turn has come.
  void enter(std::function<void()> begin);

 private:
  void begin_next();

  Post post_;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace kiosk::http
