#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

/// An exact fraction, always reduced, denominator > 0. Scores and cuts are compared without rounding.
class Rational {
 public:
  constexpr Rational() = default;
  /// `denominator` > 0.
  Rational(std::int64_t numerator, std::int64_t denominator = 1);

  /// Fixed-point decimal such as `12`, `-0.5`, `74.25`: at most 9 digits before and 6 after the point, no exponent.
  static std::optional<Rational> from_decimal(std::string_view text);

  std::int64_t numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }

  Rational operator+(const Rational& other) const;
  Rational operator-(const Rational& other) const;
  Rational operator*(const Rational& other) const;
  Rational absolute() const;
  bool operator==(const Rational&) const = default;
  std::strong_ordering operator<=>(const Rational& other) const;

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

/// Percent with one decimal, rounded down so that it never reaches a cut that the exact value misses: `82.5 %`.
std::string percent_text(const Rational& fraction);

}  // namespace kiosk
