// kiosk-perf: the engine beside bare baselines, measured in the same run. See README.md.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "perf/bench.hpp"

namespace kiosk::perf {

std::string number(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

namespace {

struct NamedBench {
  const char* name;
  Bench run;
};

constexpr NamedBench benches[] = {
    {"saves", &bench_saves},           {"exams", &bench_exams},         {"storm", &bench_storm},
    {"assembly", &bench_assembly},     {"loading", &bench_loading},     {"growth", &bench_growth},
    {"pass-rates", &bench_pass_rates}, {"approvals", &bench_approvals}, {"push", &bench_push},
};

void print(const Row& row) {
  std::printf("  %-44s %12s   %-48s %8s   %s\n", row.what.c_str(), row.ours.c_str(), row.baseline.c_str(),
              row.ratio.c_str(), row.goal.c_str());
  std::fflush(stdout);
}

int usage() {
  std::cerr << "usage: kiosk-perf [--smoke] [--banks DIR] [BENCH…]\n  benches:";
  for (const NamedBench& bench : benches) std::cerr << ' ' << bench.name;
  std::cerr << '\n';
  return 2;
}

bool wanted(const std::vector<std::string>& names, const char* name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

int run(const Scale& scale, const std::vector<std::string>& names) {
  int passed = 0;
  int failed = 0;
  print({"what", "ours", "baseline", "ratio", "goal"});
  for (const NamedBench& bench : benches) {
    if (!wanted(names, bench.name)) continue;
    std::printf("%s\n", bench.name);
    try {
      for (const Row& row : bench.run(scale)) print(row);
      ++passed;
    } catch (const std::exception& fault) {
      std::printf("  FAILED: %s\n", fault.what());
      ++failed;
    }
  }
  std::printf("perf: %d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace

}  // namespace kiosk::perf

int main(int argc, char** argv) {
  using namespace kiosk::perf;
  Scale scale;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--smoke") {
      scale.smoke = true;
    } else if (word == "--banks" && i + 1 < argc) {
      scale.banks = argv[++i];
    } else if (std::any_of(std::begin(benches), std::end(benches), [&](const auto& b) { return word == b.name; })) {
      names.push_back(word);
    } else {
      return usage();
    }
  }
  return run(scale, names);
}
