#include "service/tokens.hpp"

#include "base/base64.hpp"

namespace kiosk {

namespace {

constexpr std::string_view bearer_start = "kk_";
constexpr std::size_t token_id_length = 8;
constexpr std::size_t secret_length = 43;

}  // namespace

std::string random_token(Entropy& entropy) {
  const Seed bytes = entropy.seed();
  return to_base64url(std::string{bytes.begin(), bytes.end()});
}

std::string random_token_id(Entropy& entropy) {
  constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  std::uint64_t word = entropy.word();
  std::string id;
  for (std::size_t i = 0; i < token_id_length; ++i) {
    id += alphabet[word & 31U];
    word >>= 5U;
  }
  return id;
}

std::string bearer_text(const BearerParts& parts) {
  return std::string{bearer_start} + parts.token_id + "_" + parts.secret;
}

std::optional<BearerParts> split_bearer(std::string_view bearer) {
  const std::size_t expected = bearer_start.size() + token_id_length + 1 + secret_length;
  if (bearer.size() != expected || !bearer.starts_with(bearer_start)) return std::nullopt;
  bearer.remove_prefix(bearer_start.size());
  if (bearer[token_id_length] != '_') return std::nullopt;
  return BearerParts{std::string{bearer.substr(0, token_id_length)}, std::string{bearer.substr(token_id_length + 1)}};
}

}  // namespace kiosk
