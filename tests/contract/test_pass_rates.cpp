#include <algorithm>
#include <map>

#include "contract/samples.hpp"
#include "support/base_seed.hpp"

namespace kiosk::test {

namespace {

/// One attempt as the naive count sees it.
struct Sitting {
  std::string exam;
  std::string region;
  std::string language;
  std::string version;
  int number = 1;
  std::optional<Instant> started_at;
  std::optional<Decision> decision;
};

const std::vector<std::string> regions{"CN-BJ", "CN-GD", "IN-DL", "IN-MH"};

constexpr std::uint64_t weeks_of_starts = 40;

class RandomSittings {
 public:
  explicit RandomSittings(std::uint64_t seed) : rng_(seed_from(seed)) {}

  /// An instant among the starts and a little around them; often a midnight, where kept counts begin and end.
  Instant some_instant() {
    const auto ms = static_cast<std::int64_t>(rng_.below((weeks_of_starts + 4) * 7 * 86'400'000));
    const Instant instant = noon - seconds{14 * 86'400} + milliseconds{ms};
    return rng_.below(2) == 0 ? instant : Instant{std::chrono::floor<std::chrono::days>(instant)};
  }

  Sitting next() {
    Sitting sitting;
    sitting.exam = rng_.below(8) == 0 ? "another-exam" : "kiosk-partner";
    sitting.region = regions[rng_.below(regions.size())];
    sitting.language = rng_.below(2) == 0 ? "en" : "zh-CN";
    sitting.version = rng_.below(3) == 0 ? "2026.2" : "2026.1";
    sitting.number = 1 + static_cast<int>(rng_.below(11));
    if (rng_.below(10) != 0)
      sitting.started_at = noon + milliseconds{static_cast<std::int64_t>(rng_.below(weeks_of_starts * 7 * 86'400'000))};
    if (sitting.started_at && rng_.below(4) != 0) sitting.decision = static_cast<Decision>(rng_.below(3));
    return sitting;
  }

 private:
  static Seed seed_from(std::uint64_t number) {
    Seed seed{};
    for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return seed;
  }

  Rng rng_;
};

void store(Tx& tx, std::uint64_t number, const Sitting& sitting) {
  const ApplicantId applicant = tx.people().add_applicant(an_applicant(number, sitting.region));
  NewAttempt fresh = an_attempt(number, applicant, sitting.language);
  fresh.attempt.exam = sitting.exam;
  fresh.attempt.exam_version = sitting.version;
  fresh.attempt.number = sitting.number;
  fresh.attempt.row = tx.attempts().add(fresh);
  if (!sitting.started_at) return;
  const Attempt open = started(fresh.attempt, *sitting.started_at);
  tx.attempts().update(fresh.attempt, open);
  if (!sitting.decision) return;
  tx.attempts().update(open, handed_in(open, *sitting.started_at + seconds{60}));
  tx.attempts().add_result(fresh.attempt.row, a_result(Decision::fail));
  StoredResult current = a_result(*sitting.decision);  // this version counts
  current.version = 2;
  tx.attempts().add_result(fresh.attempt.row, current);
}

void store_all(Bench& bench, const std::vector<Sitting>& sittings) {
  bench.act([&](Tx& tx) {
    for (std::size_t i = 0; i < sittings.size(); ++i) store(tx, i + 1, sittings[i]);
  });
}

std::string group_of(const Sitting& sitting, PassRateGroup group) {
  switch (group) {
    case PassRateGroup::region: return sitting.region;
    case PassRateGroup::language: return sitting.language;
    case PassRateGroup::week: return iso_week(*sitting.started_at);
    case PassRateGroup::attempt: return std::to_string(sitting.number);
    case PassRateGroup::version: return sitting.version;
  }
  return {};
}

bool counts(const Sitting& sitting, const PassRateQuery& query) {
  const bool in_region = query.regions.empty() ||
                         std::find(query.regions.begin(), query.regions.end(), sitting.region) != query.regions.end();
  return sitting.exam == query.exam && sitting.started_at && in_region &&
         (!query.from || *sitting.started_at >= *query.from) && (!query.to || *sitting.started_at < *query.to);
}

using Counted = std::map<std::string, std::pair<PassCounts, PassCounts>>;

Counted naive(const std::vector<Sitting>& sittings, const PassRateQuery& query) {
  Counted groups;
  for (const Sitting& sitting : sittings) {
    if (!counts(sitting, query)) continue;
    auto& [all, first] = groups[group_of(sitting, query.group_by)];
    const PassCounts one{1, sitting.decision ? 1 : 0, sitting.decision == Decision::pass ? 1 : 0};
    all += one;
    if (sitting.number == 1) first += one;
  }
  return groups;
}

Counted by_group(const std::vector<PassRateRow>& rows) {
  Counted groups;
  for (const PassRateRow& row : rows) groups[row.group] = {row.attempts, row.first_attempts};
  CHECK(groups.size() == rows.size());
  return groups;
}

}  // namespace

TEST_CASE("Pass rates equal a naive count, however they are grouped and filtered", "[contract]") {
  Bench bench{EVERY_STORE()};
  RandomSittings random{base_seed("pass rates")};
  std::vector<Sitting> sittings;
  for (int i = 0; i < 300; ++i) sittings.push_back(random.next());
  store_all(bench, sittings);

  for (const PassRateGroup group : {PassRateGroup::region, PassRateGroup::language, PassRateGroup::week,
                                    PassRateGroup::attempt, PassRateGroup::version}) {
    const Instant someone_started = *std::find_if(sittings.begin(), sittings.end(), [](const Sitting& sitting) {
                                       return sitting.started_at.has_value();
                                     })->started_at;
    std::vector<PassRateQuery> queries{
        {"kiosk-partner", group, {}, {}, {}},
        {"another-exam", group, {}, {}, {}},
        {"no-exam", group, {}, {}, {}},
        {"kiosk-partner", group, someone_started, {}, {}},
        {"kiosk-partner", group, {}, someone_started, {}},
        {"kiosk-partner", group, noon + seconds{86400 * 7}, noon + seconds{86400 * 21}, {"CN-GD", "IN-DL"}},
        {"kiosk-partner", group, {}, {}, {"XX"}},
    };
    for (int i = 0; i < 30; ++i) {
      queries.push_back({"kiosk-partner", group, random.some_instant(), random.some_instant(), {}});
    }
    for (const PassRateQuery& query : queries) {
      const auto rows = bench.get([&](const ReadTx& tx) { return tx.reports().pass_rates(query); });
      CHECK(by_group(rows) == naive(sittings, query));
    }
  }
}

TEST_CASE("Pass rates are ordered by group, attempt numbers as numbers", "[contract]") {
  Bench bench{EVERY_STORE()};
  const std::vector<int> numbers{10, 2, 1, 11};
  std::vector<Sitting> sittings;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    sittings.push_back({"kiosk-partner", regions[3 - i], "en", "2026.1", numbers[i],
                        noon + seconds{86400 * 7 * numbers[i]}, Decision::pass});
  }
  store_all(bench, sittings);
  const auto groups = [&](PassRateGroup group) {
    std::vector<std::string> names;
    for (const PassRateRow& row : bench.get([&](const ReadTx& tx) {
           return tx.reports().pass_rates({"kiosk-partner", group, {}, {}, {}});
         })) {
      names.push_back(row.group);
    }
    return names;
  };
  CHECK(groups(PassRateGroup::attempt) == std::vector<std::string>{"1", "2", "10", "11"});
  CHECK(groups(PassRateGroup::region) == regions);
  CHECK(groups(PassRateGroup::week) == std::vector<std::string>{"2026-W48", "2026-W49", "2027-W04", "2027-W05"});
}

}  // namespace kiosk::test
