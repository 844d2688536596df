#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/exam/chance.hpp"

namespace kiosk::sim {

/// Decides whether something goes wrong. "Swarm": each kind is on or off in a world, its odds are the world's own, and
/// it has its own stream of chance. `Kind` is an enumeration of `kinds` values from 0 on.
template <class Kind, std::size_t kinds>
class Swarm {
 public:
  /// Per mille of the occasions, by kind.
  using Odds = std::array<int, kinds>;
  using Counts = std::array<std::int64_t, kinds>;
  struct Row {
    std::string_view name;
    int most_permille = 0;
  };
  using Table = std::array<Row, kinds>;

  Swarm(std::uint64_t seed, const Odds& odds) : odds_(odds) {
    constexpr std::uint64_t first_stream = 1000;
    for (std::size_t i = 0; i < kinds; ++i) streams_.emplace_back(seed, first_stream + i);
  }

  static Odds draw(Chance& chance, const Table& table) {
    constexpr int percent_of_worlds_with_a_kind = 60;
    Odds odds{};
    for (std::size_t i = 0; i < kinds; ++i) {
      const int drawn = static_cast<int>(chance.between(1, table[i].most_permille));
      if (chance.percent(percent_of_worlds_with_a_kind)) odds[i] = drawn;
    }
    return odds;
  }

  static std::optional<Kind> parse(std::string_view name, const Table& table) {
    for (std::size_t i = 0; i < kinds; ++i) {
      if (table[i].name == name) return static_cast<Kind>(i);
    }
    return std::nullopt;
  }

  /// Whether it happens on this occasion; counted.
  bool happens(Kind kind) {
    if (!ordered(kind)) return false;
    ++counts_[index(kind)];
    return true;
  }
  /// Whether it is ordered for later; whoever carries it out says how often.
  bool ordered(Kind kind) {
    const int odds = odds_[index(kind)];
    return odds > 0 && chance(kind).permille(odds);
  }
  void set_count(Kind kind, std::int64_t times) { counts_[index(kind)] = times; }
  /// For the details of a fault.
  Chance& chance(Kind kind) { return streams_[index(kind)]; }
  /// Nothing goes wrong any more.
  void end() { odds_.fill(0); }

  std::int64_t count_of(Kind kind) const { return counts_[index(kind)]; }
  const Counts& counts() const { return counts_; }

 private:
  static constexpr std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }

  Odds odds_;
  std::vector<Chance> streams_;
  Counts counts_{};
};

}  // namespace kiosk::sim
