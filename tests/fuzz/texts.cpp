// Small texts with one canonical form: what is read is written back as it was, or in its normal form for ever.

#include "base/base64.hpp"
#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/ensure.hpp"
#include "base/ids.hpp"
#include "base/rational.hpp"
#include "fuzz/fuzz.hpp"
#include "people/applicant.hpp"

namespace kiosk::fuzz {

namespace {

void check_bytes(std::string_view text) {
  if (const auto bytes = from_base64url(text)) ENSURE(to_base64url(*bytes) == text, "a second encoding of bytes");
  ENSURE(from_base64url(to_base64url(text)) == text, "bytes change in base64url");
  ENSURE(to_base64(text).size() == (text.size() + 2) / 3 * 4, "base64 without its padding");
  if (const auto digest = Digest::from_hex(text)) ENSURE(digest->hex() == text, "a second form of a digest");
  if (const auto id = Uuid::parse(text)) ENSURE(id->text() == text, "a second form of an id");
}

void check_numbers(std::string_view text) {
  if (const auto instant = parse_rfc3339(text)) {
    ENSURE(parse_rfc3339(to_rfc3339_ms(*instant)) == *instant, "a time changes when it is written");
  }
  if (const auto number = Rational::from_decimal(text)) {
    ENSURE(number->denominator() > 0 && 1'000'000 % number->denominator() == 0, "no decimal of six places");
    ENSURE(*number - *number == Rational{0} && *number + *number == *number * Rational{2}, "sums that do not hold");
    ENSURE(number->absolute() >= Rational{0}, "a negative size");
  }
}

void check_people(std::string_view text) {
  if (const auto code = normalised_candidate_code(text)) {
    ENSURE(code->size() == 12 && normalised_candidate_code(*code) == *code, "a code with two normal forms");
  }
  for (const char* calling_code : {"", "86"}) {
    const auto contact = normalised_contact(text, calling_code);
    if (!contact) continue;
    ENSURE(normalised_contact(*contact, calling_code) == *contact, "a contact with two normal forms");
  }
}

}  // namespace

void check(std::string_view input) {
  check_bytes(input);
  check_numbers(input);
  check_people(input);
}

}  // namespace kiosk::fuzz
