#pragma once

#include <string>
#include <string_view>

#include "approval/record.hpp"
#include "base/result.hpp"
#include "json/object_reader.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

/// Shapes that several stored documents share.
namespace kiosk::json {

/// Sizes in stored documents; the loader lets through less.
inline constexpr std::size_t id_limit = 256;
inline constexpr std::size_t text_limit = 64 * 1024;
inline constexpr std::size_t list_limit = 100000;
inline constexpr std::size_t document_limit = 64 * 1024 * 1024;

LocalizedText read_localized(const PlacedValue& place, Problems& problems);

/// `[numerator, denominator]`, reduced.
void write_rational(Writer& writer, std::string_view name, const Rational& value);
Rational read_rational(const PlacedValue& place, Problems& problems);

/// Milliseconds since 1970-01-01 UTC.
void write_time(Writer& writer, std::string_view name, Instant instant);
Instant read_time(ObjectReader& reader, std::string_view name);

Digest read_digest(ObjectReader& reader, std::string_view name);
Uuid read_uuid(ObjectReader& reader, std::string_view name);
int read_int(ObjectReader& reader, std::string_view name);
std::optional<int> read_optional_int(ObjectReader& reader, std::string_view name);

void write_points(Writer& writer, std::string_view name, const Score& score);
Score read_points(const PlacedValue& place, Problems& problems);
void write_sections(Writer& writer, const std::vector<SectionScore>& sections);
std::vector<SectionScore> read_sections(ObjectReader& reader, Problems& problems);

void write_bank_fingerprints(Writer& writer, const std::vector<BankFingerprint>& banks);
std::vector<BankFingerprint> read_bank_fingerprints(ObjectReader& reader, Problems& problems);

/// Decodes with `read` and holds the outcome against the bytes: whatever `encode` would not have written is refused.
template <class T>
Result<T> decode_stored(std::string_view bytes, T (*read)(const PlacedValue&, Problems&),
                        std::string (*encode)(const T&)) {
  const Result<Value> document = parse(bytes, document_limit);
  if (document.has_error()) return failure(ErrorCode::content_invalid, document.error().detail);
  Problems problems;
  T value = read({&*document, ""}, problems);
  if (!problems.empty()) {
    return failure(ErrorCode::content_invalid, problems.front().pointer + ": " + problems.front().code);
  }
  if (encode(value) != bytes) return failure(ErrorCode::content_invalid, "not in canonical form");
  return value;
}

}  // namespace kiosk::json
