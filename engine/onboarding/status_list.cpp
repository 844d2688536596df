#include "onboarding/status_list.hpp"

#include <zlib.h>

#include "approval/record.hpp"
#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "json/writer.hpp"
#include "onboarding/achievement.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

constexpr std::int64_t time_to_live_ms = 300'000;

std::string bits_of(const std::vector<int>& set_indexes) {
  std::string bits(status_list_length / 8, '\0');
  for (const int index : set_indexes) {
    ENSURE(index >= 0 && index < status_list_length, "an index of the list");
    char& byte = bits[static_cast<std::size_t>(index / 8)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | 0x80U >> static_cast<unsigned>(index % 8));
  }
  return bits;
}

/// RFC 1952; the time in the header stays zero, so equal bits give equal bytes.
std::string gzipped(std::string bytes) {
  constexpr int gzip_window = 15 + 16;
  z_stream stream{};
  ENSURE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK,
         "zlib starts");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  ENSURE(status == Z_STREAM_END, "zlib compresses all at once");
  return out;
}

}  // namespace

std::string encoded_status_list(const std::vector<int>& set_indexes) {
  return "u" + to_base64url(gzipped(bits_of(set_indexes)));
}

std::string status_list_payload(const Programme& programme, int list, const std::vector<int>& set_indexes,
                                Instant now) {
  const std::string url = status_list_url(programme, list);
  json::Writer writer;
  writer.begin_object();
  writer.begin_array("@context");
  writer.text(credentials_context);
  writer.end();
  writer.text("id", url);
  writer.begin_array("type");
  writer.text("VerifiableCredential");
  writer.text("BitstringStatusListCredential");
  writer.end();
  writer.text("issuer", issuer_url(programme));
  writer.text("validFrom", to_rfc3339(now));
  writer.text("validUntil", to_rfc3339(now + status_list_lifetime));
  writer.begin_object("credentialSubject");
  writer.text("id", url + "#list");
  writer.text("type", "BitstringStatusList");
  writer.text("statusPurpose", "revocation");
  writer.text("encodedList", encoded_status_list(set_indexes));
  writer.integer("ttl", time_to_live_ms);
  writer.end();
  writer.end();
  return writer.take();
}

}  // namespace kiosk::onboarding
