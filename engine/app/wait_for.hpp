#pragma once

#include <future>
#include <memory>

#include "ports/store.hpp"

namespace kiosk::app {

/// Submits work and waits for its commit; for commands and start-up, never for requests.
template <class T>
Result<T> write_and_wait(Store& store, std::function<Result<T>(Tx&)> work) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  submit_for<T>(store, std::move(work), [promise](Result<T> value) { promise->set_value(std::move(value)); });
  return promise->get_future().get();
}

/// The same for work that has nothing to answer.
inline Status write_and_wait(Store& store, std::function<Status(Tx&)> work) {
  auto promise = std::make_shared<std::promise<Status>>();
  store.submit(std::move(work), [promise](const Status& done) { promise->set_value(done); });
  return promise->get_future().get();
}

template <class T>
Result<T> read_and_wait(Store& store, std::function<Result<T>(const ReadTx&)> query) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  read_for<T>(store, std::move(query), [promise](Result<T> value) { promise->set_value(std::move(value)); });
  return promise->get_future().get();
}

}  // namespace kiosk::app
