#include <catch2/catch.hpp>

#include "sim/wal_reset/wal_reset.hpp"
#include "unit/crypto/temporary_folder.hpp"

namespace kiosk::sim {

// Minutes of it, and the other topology that must break: wal_reset_run.
TEST_CASE("One connection that alone writes and checkpoints, with readers beside it, keeps the file whole", "[sim]") {
  constexpr std::int64_t commits = 500;
  const test::TemporaryFolder folder;
  const WalResetTally tally = stress_one_writer(folder.path(), {commits, std::chrono::seconds{0}});
  CHECK(tally.fault.empty());
  CHECK(tally.commits == commits);
  CHECK(tally.reads > 0);
}

}  // namespace kiosk::sim
