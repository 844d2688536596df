#include "json/stored_parts.hpp"

#include <limits>

namespace kiosk::json {

namespace {

// Products of two of these still fit into 64 bits where Rational compares.
constexpr std::int64_t greatest_numerator = 1'000'000'000'000'000;
constexpr std::int64_t greatest_denominator = 1'000'000;
// Years 1970 to 9999.
constexpr std::int64_t greatest_time_ms = 253'402'300'799'999;

SectionScore read_section(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  SectionScore section;
  section.section = reader.text("section", id_limit);
  section.score = read_points(reader.any("score"), problems);
  section.minimum = read_optional_int(reader, "minimum");
  section.met = reader.boolean("met");
  return section;
}

}  // namespace

LocalizedText read_localized(const PlacedValue& place, Problems& problems) {
  LocalizedText text;
  if (place.value == nullptr) return text;
  const Value::Object* members = place.value->object();
  if (members == nullptr) {
    problems.push_back({place.pointer, "wrong-type", "must be an object"});
    return text;
  }
  for (const Member& member : *members) {
    text[member.name] = read_text({&member.value, place.pointer + "/" + member.name}, text_limit, problems);
  }
  return text;
}

void write_rational(Writer& writer, std::string_view name, const Rational& value) {
  writer.begin_array(name);
  writer.integer(value.numerator());
  writer.integer(value.denominator());
  writer.end();
}

Rational read_rational(const PlacedValue& place, Problems& problems) {
  if (place.value == nullptr) return {};
  const std::vector<PlacedValue> parts = read_array(place, 2, problems);
  if (parts.size() != 2) {
    problems.push_back({place.pointer, "wrong-type", "must be numerator and denominator"});
    return {};
  }
  const std::int64_t numerator = read_integer(parts[0], -greatest_numerator, greatest_numerator, problems);
  const std::int64_t denominator = read_integer(parts[1], 1, greatest_denominator, problems);
  return Rational(numerator, denominator);
}

void write_time(Writer& writer, std::string_view name, Instant instant) { writer.integer(name, to_unix_ms(instant)); }

Instant read_time(ObjectReader& reader, std::string_view name) {
  return from_unix_ms(reader.integer(name, 0, greatest_time_ms));
}

Digest read_digest(ObjectReader& reader, std::string_view name) {
  const std::optional<Digest> digest = Digest::from_hex(reader.text(name, id_limit));
  if (!digest) reader.note(name, "unknown-value", "must be a SHA-256 in hexadecimal");
  return digest.value_or(Digest{});
}

Uuid read_uuid(ObjectReader& reader, std::string_view name) {
  const std::optional<Uuid> uuid = Uuid::parse(reader.text(name, id_limit));
  if (!uuid) reader.note(name, "unknown-value", "must be a UUID");
  return uuid.value_or(Uuid{});
}

int read_int(ObjectReader& reader, std::string_view name) {
  return static_cast<int>(reader.integer(name, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

std::optional<int> read_optional_int(ObjectReader& reader, std::string_view name) {
  if (!reader.has(name)) return std::nullopt;
  return read_int(reader, name);
}

void write_points(Writer& writer, std::string_view name, const Score& score) {
  writer.begin_object(name);
  write_rational(writer, "points", score.points);
  writer.integer("possible", score.possible);
  writer.end();
}

Score read_points(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  Score score;
  score.points = read_rational(reader.any("points"), problems);
  score.possible = read_int(reader, "possible");
  return score;
}

void write_sections(Writer& writer, const std::vector<SectionScore>& sections) {
  writer.begin_array("sections");
  for (const SectionScore& section : sections) {
    writer.begin_object();
    writer.text("section", section.section);
    write_points(writer, "score", section.score);
    if (section.minimum) writer.integer("minimum", *section.minimum);
    writer.boolean("met", section.met);
    writer.end();
  }
  writer.end();
}

std::vector<SectionScore> read_sections(ObjectReader& reader, Problems& problems) {
  std::vector<SectionScore> sections;
  for (const PlacedValue& place : reader.array("sections", list_limit)) {
    sections.push_back(read_section(place, problems));
  }
  return sections;
}

void write_bank_fingerprints(Writer& writer, const std::vector<BankFingerprint>& banks) {
  writer.begin_array("banks");
  for (const BankFingerprint& bank : banks) {
    writer.begin_object();
    writer.text("bank", bank.bank);
    writer.text("fingerprint", bank.fingerprint.hex());
    writer.end();
  }
  writer.end();
}

std::vector<BankFingerprint> read_bank_fingerprints(ObjectReader& reader, Problems& problems) {
  std::vector<BankFingerprint> banks;
  for (const PlacedValue& place : reader.array("banks", list_limit)) {
    ObjectReader bank(place, problems);
    BankFingerprint fingerprint;
    fingerprint.bank = bank.text("bank", id_limit);
    fingerprint.fingerprint = read_digest(bank, "fingerprint");
    banks.push_back(std::move(fingerprint));
  }
  return banks;
}

}  // namespace kiosk::json
