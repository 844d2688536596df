#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "ports/store.hpp"
#include "support/quiet_log.hpp"
#include "unit/crypto/temporary_folder.hpp"

namespace kiosk::test {

enum class StoreKind { memory, sqlite };

/// One fresh store, and calls that wait for its answer.
class Bench {
 public:
  explicit Bench(StoreKind kind);

  Store& store() { return *store_; }

  Status write(Store::Work work);
  Status read(Store::Query query);

  /// What `work` answers, after the commit; the test fails when the store refuses.
  template <class Work>
  auto set(Work work) {
    std::optional<decltype(work(std::declval<Tx&>()))> value;
    const Status status = write([&](Tx& tx) -> Status {
      value = work(tx);
      return {};
    });
    REQUIRE(status.has_value());
    return *std::move(value);
  }
  /// The same for work that answers nothing.
  void act(const std::function<void(Tx&)>& work);

  template <class Query>
  auto get(Query query) {
    std::optional<decltype(query(std::declval<const ReadTx&>()))> value;
    const Status status = read([&](const ReadTx& tx) -> Status {
      value = query(tx);
      return {};
    });
    REQUIRE(status.has_value());
    return *std::move(value);
  }

 private:
  QuietLog log_;
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

/// For `GENERATE`: each test of the suite runs over each kind of store.
#define EVERY_STORE() GENERATE(StoreKind::memory, StoreKind::sqlite)

}  // namespace kiosk::test
