#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kiosk::perf {

/// How large a run is. A smoke run is small enough for the tests: it shows that each bench works and that what it
/// counts is right; its times mean nothing.
struct Scale {
  bool smoke = false;
  std::filesystem::path banks = "question_banks";

  template <class T>
  T pick(T full, T small) const {
    return smoke ? small : full;
  }
};

/// One line of the table: what was measured, beside the baseline of the same run.
struct Row {
  std::string what;
  std::string ours;
  std::string baseline;  ///< with its name; empty when the goal is an absolute one
  std::string ratio;
  std::string goal;
};

std::string number(double value, int decimals = 0);
double median(std::vector<double> values);

/// Throws std::runtime_error when what it did is wrong, however fast.
using Bench = std::vector<Row> (*)(const Scale& scale);

std::vector<Row> bench_saves(const Scale& scale);
std::vector<Row> bench_exams(const Scale& scale);
std::vector<Row> bench_storm(const Scale& scale);
std::vector<Row> bench_assembly(const Scale& scale);
std::vector<Row> bench_growth(const Scale& scale);
std::vector<Row> bench_pass_rates(const Scale& scale);
std::vector<Row> bench_approvals(const Scale& scale);
std::vector<Row> bench_push(const Scale& scale);
std::vector<Row> bench_loading(const Scale& scale);

}  // namespace kiosk::perf
