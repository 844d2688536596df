#include "base/rational.hpp"

#include <limits>
#include <numeric>

#include "base/ensure.hpp"

namespace kiosk {

namespace {

__extension__ using Wide = __int128;

Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

Rational reduced(Wide numerator, Wide denominator) {
  const Wide divisor = greatest_common_divisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
  ENSURE(numerator <= limit && numerator >= -limit && denominator <= limit, "fraction outside 64 bits");
  return {static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  ENSURE(denominator > 0, "fraction with a denominator that is not positive");
  const std::int64_t divisor = std::gcd(numerator, denominator);
  numerator_ = numerator / divisor;
  denominator_ = denominator / divisor;
}

std::optional<Rational> Rational::from_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || whole.size() > 9 || fraction.size() > 6) return std::nullopt;
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  std::int64_t value = 0;
  std::int64_t scale = 1;
  for (const char digit : whole) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  for (const char digit : fraction) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
    scale *= 10;
  }
  return Rational{negative ? -value : value, scale};
}

Rational Rational::operator+(const Rational& other) const {
  return reduced(Wide{numerator_} * other.denominator_ + Wide{other.numerator_} * denominator_,
                 Wide{denominator_} * other.denominator_);
}

Rational Rational::operator-(const Rational& other) const {
  return *this + Rational{-other.numerator_, other.denominator_};
}

Rational Rational::operator*(const Rational& other) const {
  return reduced(Wide{numerator_} * other.numerator_, Wide{denominator_} * other.denominator_);
}

Rational Rational::absolute() const { return {numerator_ < 0 ? -numerator_ : numerator_, denominator_}; }

std::strong_ordering Rational::operator<=>(const Rational& other) const {
  const Wide left = Wide{numerator_} * other.denominator_;
  const Wide right = Wide{other.numerator_} * denominator_;
  if (left < right) return std::strong_ordering::less;
  return left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::string percent_text(const Rational& fraction) {
  ENSURE(fraction >= Rational{0}, "percent of a negative fraction");
  const auto tenths = static_cast<std::int64_t>(Wide{fraction.numerator()} * 1000 / fraction.denominator());
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

}  // namespace kiosk
