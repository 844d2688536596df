#include "exam/region.hpp"

#include <catch2/catch.hpp>

#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("regions are found on every level") {
  const RegionTree regions = test::sample_regions();
  REQUIRE(regions.find("CN") != nullptr);
  CHECK(regions.find("CN")->children.size() == 2);
  REQUIRE(regions.find("IN-DL") != nullptr);
  CHECK(in_language(regions.find("IN-DL")->name, "en") == "Delhi");
  for (const char* unknown : {"", "cn", "CN-", "CN-G", "CN-SH", "DE"}) {
    CAPTURE(unknown);
    CHECK(regions.find(unknown) == nullptr);
  }
  CHECK(RegionTree{}.find("CN") == nullptr);
}

TEST_CASE("a subtree is the region and everything below it") {
  const RegionTree regions = test::sample_regions();
  CHECK(regions.subtree("CN") == Codes{"CN", "CN-GD", "CN-BJ"});
  CHECK(regions.subtree("CN-GD") == Codes{"CN-GD"});
  CHECK(regions.subtree("DE").empty());
}

TEST_CASE("subtrees go deeper than two levels") {
  const RegionTree regions{{{"CN", {}, {{"CN-GD", {}, {{"CN-GD-0755", {}, {}}}}}}}};
  CHECK(regions.subtree("CN") == Codes{"CN", "CN-GD", "CN-GD-0755"});
  CHECK(regions.find("CN-GD-0755") != nullptr);
}

}  // namespace
}  // namespace kiosk
