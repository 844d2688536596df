#include "base/result.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>

namespace kiosk {
namespace {

Status store(bool full) {
  if (full) return failure(ErrorCode::store_full, "no room", {{"left", std::int64_t{0}}});
  return {};
}

Result<std::string> read(bool there) {
  if (!there) return failure(ErrorCode::not_found);
  return "text";
}

Result<std::size_t> length(bool there) {
  const Result<std::string> text = read(there);
  if (!text) return text.error();
  return text->size();
}

TEST_CASE("a Status without an error is a success") {
  CHECK(store(false));
  const Status full = store(true);
  REQUIRE_FALSE(full);
  CHECK(full.error().code == ErrorCode::store_full);
  CHECK(full.error().detail == "no room");
  CHECK(std::get<std::int64_t>(full.error().parameters.at(0).second) == 0);
}

TEST_CASE("a Result holds its value or its error, and errors pass on from one Result to another") {
  CHECK(read(true).value() == "text");
  CHECK(read(false).error().code == ErrorCode::not_found);
  CHECK(*length(true) == 4);
  CHECK(length(false).error().code == ErrorCode::not_found);
}

TEST_CASE("a Result takes a new value or error") {
  Result<int> result = 4;
  result = failure(ErrorCode::locked);
  CHECK(result.has_error());
  result = 5;
  CHECK(*result == 5);

  Status status;
  status = failure(ErrorCode::locked);
  CHECK(status.has_error());
  status = Status{};
  CHECK(status.has_value());
}

TEST_CASE("a Result of any type can be printed, so that failed tests show the error") {
  struct Unprintable {};
  std::ostringstream out;
  out << Result<Unprintable>{Unprintable{}} << ", " << store(true) << ", " << store(false);
  CHECK(out.str() == "success, store-full: no room, success");
}

TEST_CASE("a Result can hold what cannot be copied") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = std::move(result).value();
  CHECK(*taken == 3);
  static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
}

}  // namespace
}  // namespace kiosk
