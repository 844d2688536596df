#pragma once

#include "base/log.hpp"
#include "http/turns.hpp"
#include "ports/store.hpp"

namespace kiosk::http {

/// The store as handlers see it: what is left to do after a commit – writing the answer – is done on an io thread. So
/// the writer begins its next batch at once, and a fault while answering ends one request, not the process.
class AnsweringStore final : public Store {
 public:
  AnsweringStore(Store& store, Post post, LogSink& log) : store_(store), post_(std::move(post)), log_(log) {}

  void submit(Work work, Done done) override { store_.submit(std::move(work), on_io_thread(std::move(done))); }
  void read(Query query, Done done) override { store_.read(std::move(query), on_io_thread(std::move(done))); }

 private:
  Done on_io_thread(Done done) const;

  Store& store_;
  Post post_;
  LogSink& log_;
};

}  // namespace kiosk::http
