#include "http/answering_store.hpp"

#include <exception>

namespace kiosk::http {

Store::Done AnsweringStore::on_io_thread(Done done) const {
  return [this, done = std::move(done)](Status status) mutable {
    post_([this, done = std::move(done), status = std::move(status)]() mutable {
      try {
        done(std::move(status));
      } catch (const std::exception& fault) {  // the connection answers for us when its patience ends
        log_.write(LogLevel::error, "answer-failed", {{"what", fault.what()}});
      }
    });
  };
}

}  // namespace kiosk::http
