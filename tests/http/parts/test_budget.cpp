#include <catch2/catch.hpp>

#include "http/budget.hpp"
#include "http/connection_quota.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {
const Instant start = from_unix_ms(1'795'316'400'000);
}

TEST_CASE("a bucket gives its size at once, then one try a refill") {
  Bucket bucket{{3, milliseconds{1000}}};
  for (int i = 0; i < 3; ++i) {
    CHECK(bucket.wait(start) == milliseconds{0});
    bucket.take(start);
  }
  CHECK(bucket.wait(start) == milliseconds{1000});
  CHECK(bucket.wait(start + milliseconds{999}) == milliseconds{1});
  CHECK(bucket.wait(start + milliseconds{1000}) == milliseconds{0});
  bucket.take(start + milliseconds{1000});
  CHECK(bucket.wait(start + milliseconds{1000}) == milliseconds{1000});
  bucket.give_back();
  CHECK(bucket.wait(start + milliseconds{1000}) == milliseconds{0});
  CHECK_FALSE(bucket.is_full(start + milliseconds{1000}));
  CHECK(bucket.is_full(start + seconds{10}));
}

TEST_CASE("a clock that steps back does not lock anybody out for longer than an empty bucket") {
  Bucket bucket{{2, milliseconds{1000}}};
  bucket.take(start);
  bucket.take(start);
  CHECK(bucket.wait(start - seconds{3600}) == milliseconds{1000});
}

TEST_CASE("a budget limits each key and all together") {
  Budget budget{{2, milliseconds{1000}}, {3, milliseconds{500}}};
  CHECK_FALSE(budget.take("a", start));
  CHECK_FALSE(budget.take("a", start));
  CHECK(budget.take("a", start) == milliseconds{1000});
  CHECK_FALSE(budget.take("b", start));
  CHECK(budget.take("b", start) == milliseconds{500});
  budget.give_back("b");
  CHECK_FALSE(budget.take("c", start));
}

TEST_CASE("ten thousand addresses leave no memory of them behind") {
  Budget budget{{2, milliseconds{1000}}, {100'000, milliseconds{1}}};
  for (int i = 0; i < 10'000; ++i) {
    CHECK_FALSE(budget.take(std::to_string(i), start + seconds{10 * i}));
  }
}

TEST_CASE("connections are counted in all, by address and while unknown") {
  ConnectionQuota quota{{4, 2, 3}};
  CHECK(quota.enter("a", false));
  CHECK(quota.enter("a", false));
  CHECK_FALSE(quota.enter("a", false));
  CHECK(quota.enter("b", false));
  CHECK_FALSE(quota.enter("c", false));  // three unknown ones
  quota.become_known("a");
  CHECK(quota.has_room());
  CHECK(quota.enter("c", false));
  CHECK_FALSE(quota.has_room());
  quota.leave("a", true);
  CHECK(quota.has_room());
  CHECK(quota.total() == 3);
}

TEST_CASE("a crowd from few addresses makes room for others") {
  ConnectionQuota quota{{100, 4, 6}};
  for (int i = 0; i < 4; ++i) CHECK(quota.enter("crowd", false));
  CHECK(quota.enter("pair", false));
  CHECK_FALSE(quota.enter_instead("other"));  // there is room
  CHECK(quota.enter("pair", false));

  CHECK_FALSE(quota.enter("other", false));
  CHECK(quota.enter_instead("other") == "crowd");
  CHECK_FALSE(quota.enter_instead("crowd"));  // nobody holds more
  quota.leave("crowd", false);
  CHECK(quota.total() == 6);
  CHECK(quota.enter_instead("other") == "crowd");
  quota.leave("crowd", false);
  CHECK_FALSE(quota.enter_instead("pair"));  // each holds two

  quota.become_known("other");
  quota.become_known("other");
  CHECK(quota.enter("third", false));
  CHECK(quota.enter("third", false));
  CHECK(quota.enter_instead("other"));  // who is known does not weigh
}

TEST_CASE("a proxy is no crowd") {
  ConnectionQuota quota{{100, 4, 3}};
  for (int i = 0; i < 3; ++i) CHECK(quota.enter("proxy", true));
  CHECK_FALSE(quota.enter("other", false));
  CHECK_FALSE(quota.enter_instead("other"));
}

TEST_CASE("a proxy has no limit but the total") {
  ConnectionQuota quota{{10, 1, 2}};
  for (int i = 0; i < 5; ++i) CHECK(quota.enter("10.0.0.1", true));
}

TEST_CASE("connections leave descriptors for files") {
  CHECK(within_descriptors({2000, 64, 500}, 1024).total == 960);
  CHECK(within_descriptors({2000, 64, 500}, 65536).total == 2000);
  CHECK(within_descriptors({2000, 64, 500}, 64).total == 32);
}
