#include "onboarding/status_list.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "approval/record.hpp"
#include "base/base64.hpp"
#include "json_paths.hpp"
#include "sample_approval.hpp"
#include "support/base_seed.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::onboarding {
namespace {

std::string gunzipped(const std::string& bytes) {
  std::string out(100'000, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string in = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string bits_in(const std::string& encoded) {
  REQUIRE(encoded.front() == 'u');
  const auto bytes = from_base64url(encoded.substr(1));
  REQUIRE(bytes.has_value());
  return gunzipped(*bytes);
}

unsigned octet(const std::string& bits, std::size_t place) { return static_cast<unsigned char>(bits[place]); }

TEST_CASE("An empty list is 16 KiB of zeros, in well under 100 bytes") {
  const std::string encoded = encoded_status_list({});
  CHECK(bits_in(encoded) == std::string(16384, '\0'));
  CHECK(encoded.size() < 100);
  CHECK(encoded == encoded_status_list({}));
}

TEST_CASE("Bit 0 is the most significant of the first byte") {
  const std::string bits = bits_in(encoded_status_list({0, 9, 15, status_list_length - 1}));
  CHECK(octet(bits, 0) == 0x80);
  CHECK(octet(bits, 1) == 0x41);
  CHECK(octet(bits, 2) == 0);
  CHECK(octet(bits, 16383) == 0x01);
}

TEST_CASE("Exactly the bits named are set") {
  Rng rng{test::sample_seed(test::base_seed("status lists"))};
  std::set<int> indexes;
  while (indexes.size() < 1000) indexes.insert(static_cast<int>(rng.below(status_list_length)));
  const std::string bits = bits_in(encoded_status_list({indexes.begin(), indexes.end()}));
  for (int index = 0; index < status_list_length; ++index) {
    const bool set = (octet(bits, static_cast<std::size_t>(index / 8)) >> (7 - index % 8) & 1U) != 0;
    REQUIRE(set == indexes.contains(index));
  }
}

TEST_CASE("The list is a credential of its own, valid for a day") {
  const json::Value list =
      test::parsed(status_list_payload(test::sample_programme(), 3, {}, *parse_rfc3339("2026-11-22T03:00:00.999Z")));
  using test::text_at;
  CHECK(text_at(list, "@context/0") == "https://www.w3.org/ns/credentials/v2");
  CHECK(text_at(list, "id") == "https://cert.example/status/revocation/3");
  CHECK(text_at(list, "type/0") == "VerifiableCredential");
  CHECK(text_at(list, "type/1") == "BitstringStatusListCredential");
  CHECK(text_at(list, "issuer") == "https://cert.example/issuer");
  CHECK(text_at(list, "validFrom") == "2026-11-22T03:00:00Z");
  CHECK(text_at(list, "validUntil") == "2026-11-23T03:00:00Z");
  CHECK(text_at(list, "credentialSubject/type") == "BitstringStatusList");
  CHECK(text_at(list, "credentialSubject/statusPurpose") == "revocation");
  CHECK(text_at(list, "credentialSubject/encodedList") == encoded_status_list({}));
  CHECK(test::integer_at(list, "credentialSubject/ttl") == 300000);
}

}  // namespace
}  // namespace kiosk::onboarding
