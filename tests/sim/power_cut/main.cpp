// The power-cut run as a program of its own, for more cuts than the tests make and for replaying one seed.

#include <cstring>
#include <iostream>
#include <string>

#include "sim/power_cut/power_cuts.hpp"

namespace {

constexpr const char* usage =
    "usage: power_cut_run [--cuts N] [--seed N] [--synchronous full|normal] [--threads N]\n"
    "  --cuts N         how many power cuts at least (1000); 1 = one life\n"
    "  --seed N         seed of the first life (1); the same seed gives the same life\n"
    "  --synchronous    normal must lose acknowledged answers, full must not\n"
    "  --threads N      each runs lives of its own (1)\n";

bool parse(int count, char** words, kiosk::sim::PowerCutOptions& options) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const std::string value = words[i + 1];
    if (name == "--cuts") {
      options.cuts = std::stoi(value);
    } else if (name == "--seed") {
      options.seed = std::stoull(value);
    } else if (name == "--threads") {
      options.threads = std::stoi(value);
    } else if (name == "--synchronous" && (value == "full" || value == "normal")) {
      using kiosk::sqlite::Synchronous;
      options.synchronous = value == "full" ? Synchronous::full : Synchronous::normal;
    } else {
      return false;
    }
  }
  return count % 2 == 1;
}

}  // namespace

int main(int count, char** words) {
  kiosk::sim::PowerCutOptions options;
  if (!parse(count, words, options)) {
    std::cerr << usage;
    return 2;
  }
  const kiosk::sim::PowerCutTally tally = kiosk::sim::run_power_cuts(options);
  std::cout << kiosk::sim::summary(options, tally) << '\n';
  for (const std::string& fault : tally.faults) std::cout << "FAULT " << fault << '\n';
  return tally.lost == 0 && tally.faults.empty() ? 0 : 1;
}
