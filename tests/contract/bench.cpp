#include "contract/bench.hpp"

#include <future>

#include "sqlite/sqlite_store.hpp"
#include "support/memory_store/memory_store.hpp"

namespace kiosk::test {

namespace {

std::unique_ptr<Store> make_store(StoreKind kind, const std::filesystem::path& data, LogSink& log) {
  if (kind == StoreKind::memory) return std::make_unique<MemoryStore>();
  Result<std::unique_ptr<sqlite::SqliteStore>> store = sqlite::SqliteStore::open({data, {}, {}}, log);
  REQUIRE(store.has_value());
  return std::move(*store);
}

}  // namespace

Bench::Bench(StoreKind kind) : store_(make_store(kind, folder_.path() / "data", log_)) {}

Status Bench::write(Store::Work work) {
  std::promise<Status> answer;
  store_->submit(std::move(work), [&](Status status) { answer.set_value(std::move(status)); });
  return answer.get_future().get();
}

Status Bench::read(Store::Query query) {
  std::promise<Status> answer;
  store_->read(std::move(query), [&](Status status) { answer.set_value(std::move(status)); });
  return answer.get_future().get();
}

void Bench::act(const std::function<void(Tx&)>& work) {
  const Status status = write([&](Tx& tx) -> Status {
    work(tx);
    return {};
  });
  REQUIRE(status.has_value());
}

}  // namespace kiosk::test
