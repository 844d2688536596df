#include "base/rational.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

std::string text(const Rational& value) {
  return std::to_string(value.numerator()) + "/" + std::to_string(value.denominator());
}

TEST_CASE("fractions are always reduced") {
  CHECK(text({6, 8}) == "3/4");
  CHECK(text({-6, 8}) == "-3/4");
  CHECK(text({0, 8}) == "0/1");
  CHECK(text(5) == "5/1");
  CHECK(text({}) == "0/1");
}

TEST_CASE("fractions are added, subtracted and multiplied exactly") {
  for (std::int64_t a = -4; a <= 4; ++a) {
    for (std::int64_t b = 1; b <= 4; ++b) {
      for (std::int64_t c = -4; c <= 4; ++c) {
        for (std::int64_t d = 1; d <= 4; ++d) {
          const Rational left{a, b};
          const Rational right{c, d};
          CHECK(left + right == Rational{a * d + c * b, b * d});
          CHECK(left - right == Rational{a * d - c * b, b * d});
          CHECK(left * right == Rational{a * c, b * d});
          CHECK((left < right) == (a * d < c * b));
          CHECK((left == right) == (a * d == c * b));
        }
      }
    }
  }
  CHECK(Rational{-3, 4}.absolute() == Rational{3, 4});
}

TEST_CASE("large fractions are compared without overflow") {
  constexpr std::int64_t large = 9'000'000'000'000'000'000;
  CHECK(Rational{large, large - 1} > Rational{large - 1, large});
  CHECK(Rational{-large, 7} < Rational{large, 7});
}

TEST_CASE("decimals are read exactly") {
  CHECK(Rational::from_decimal("12") == Rational{12});
  CHECK(Rational::from_decimal("-0.5") == Rational{-1, 2});
  CHECK(Rational::from_decimal("74.25") == Rational{297, 4});
  CHECK(Rational::from_decimal("0") == Rational{0});
  CHECK(Rational::from_decimal("-0") == Rational{0});
  CHECK(Rational::from_decimal("5.990") == Rational{599, 100});
  CHECK(Rational::from_decimal("999999999.999999") == Rational{999999999999999, 1000000});
  CHECK(Rational::from_decimal("0.000001") == Rational{1, 1000000});
}

TEST_CASE("other texts are no decimals") {
  for (const char* wrong :
       {"",   "-",  ".",     ".5",  "5.",   "+5",    "05",  "00",  "-05",        "1e3",       "1,5",
        " 1", "1 ", "1.2.3", "--1", "0x10", "1_000", "1/2", "inf", "1234567890", "0.1234567", "١"}) {
    CAPTURE(wrong);
    CHECK_FALSE(Rational::from_decimal(wrong));
  }
}

TEST_CASE("percent is rounded down to one decimal and never up to a cut") {
  CHECK(percent_text({33, 40}) == "82.5 %");
  CHECK(percent_text({2, 3}) == "66.6 %");
  CHECK(percent_text({79999, 100000}) == "79.9 %");
  CHECK(percent_text({4, 5}) == "80.0 %");
  CHECK(percent_text(0) == "0.0 %");
  CHECK(percent_text(1) == "100.0 %");
  CHECK(percent_text({999999, 1000000}) == "99.9 %");
}

}  // namespace
}  // namespace kiosk
