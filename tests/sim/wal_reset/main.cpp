// The stress of hardening.md H3 as a program of its own: minutes of it, on a file system in memory.

#include <cstring>
#include <iostream>

#include "sim/wal_reset/wal_reset.hpp"
#include "unit/crypto/temporary_folder.hpp"

namespace {

constexpr const char* usage =
    "usage: wal_reset_run many|one [--seconds N]\n"
    "  many           several connections checkpoint: must break SQLite before 3.51.3 (exit 1), mostly within minutes\n"
    "  one            the store's own way: must stay whole (exit 0)\n"
    "  --seconds N    how long at most (600)\n"
    "Set TMPDIR to a folder on a tmpfs, such as /dev/shm.\n";

}  // namespace

int main(int count, char** words) {
  const std::string topology = count > 1 ? words[1] : "";
  const bool timed = count == 4 && std::strcmp(words[2], "--seconds") == 0;
  if ((topology != "many" && topology != "one") || (count != 2 && !timed)) {
    std::cerr << usage;
    return 2;
  }
  const kiosk::sim::WalResetLimits limits{0, std::chrono::seconds{timed ? std::stoi(words[3]) : 600}};
  const kiosk::test::TemporaryFolder folder;
  const kiosk::sim::WalResetTally tally = topology == "many"
                                              ? kiosk::sim::stress_many_connections(folder.path(), limits)
                                              : kiosk::sim::stress_one_writer(folder.path(), limits);
  std::cout << kiosk::sim::summary(topology, tally) << '\n';
  return tally.fault.empty() ? 0 : 1;
}
