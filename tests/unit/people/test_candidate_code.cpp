#include <catch2/catch.hpp>
#include <set>

#include "people/applicant.hpp"

namespace kiosk {
namespace {

TEST_CASE("a candidate code is three groups of four without look-alikes") {
  CHECK(candidate_code(0) == "0000-0000-0000");
  CHECK(candidate_code(~std::uint64_t{0}) == "ZZZZ-ZZZZ-ZZZZ");
  for (std::uint64_t entropy = 1; entropy != 0; entropy <<= 1U) {
    const std::string code = candidate_code(entropy);
    CHECK(code.size() == 14);
    CHECK(code.find_first_of("ILOU") == std::string::npos);
  }
}

TEST_CASE("60 bits of entropy decide the code, each of them") {
  std::set<std::string> codes{candidate_code(0)};
  for (unsigned bit = 0; bit < 60; ++bit) codes.insert(candidate_code(std::uint64_t{1} << bit));
  CHECK(codes.size() == 61);
}

TEST_CASE("every code is read back, however people type it") {
  for (const std::uint64_t entropy : {0x0ULL, 0x123456789ABCDEFULL, 0xFEDCBA987654321ULL, 0xFFFFFFFFFFFFFFFFULL}) {
    const std::string code = candidate_code(entropy);
    std::string bare;
    std::string lower;
    for (const char c : code) {
      if (c != '-') bare += c;
      lower += c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    CHECK(normalised_candidate_code(code) == bare);
    CHECK(normalised_candidate_code(lower) == bare);
    CHECK(normalised_candidate_code(bare) == bare);
    CHECK(normalised_candidate_code("  " + code + " ") == bare);
  }
}

TEST_CASE("look-alikes and full-width letters are read as what was meant") {
  CHECK(normalised_candidate_code("OoIi-LlAB-CDEF") == "001111ABCDEF");
  CHECK(normalised_candidate_code("ＡＢＣＤ－ＥＦＧＨ－ＪＫＭＮ") == "ABCDEFGHJKMN");
}

TEST_CASE("what cannot be a code is refused") {
  for (const char* typed : {"", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "ABCD-EFGH-JKMU", "ABCD-EFGH-JKM!",
                            "ABCD_EFGH_JKMN", "ABCD-EFGH-JKMé", "-------------"}) {
    CAPTURE(typed);
    CHECK_FALSE(normalised_candidate_code(typed));
  }
}

}  // namespace
}  // namespace kiosk
