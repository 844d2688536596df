#include "http/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kiosk::http {

namespace {

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    std::optional<std::string> segment = percent_decoded(path.substr(1, end - 1));
    if (!segment || *segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos) {
      return std::nullopt;
    }
    segments.push_back(std::move(*segment));
    path.remove_prefix(end);
  }
  return segments;
}

std::optional<std::vector<Field>> split_query(std::string_view query) {
  std::vector<Field> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    std::string pair{query.substr(0, end)};
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    for (char& c : pair) {
      if (c == '+') c = ' ';
    }
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = percent_decoded(std::string_view{pair}.substr(0, equals));
    std::optional<std::string> value =
        percent_decoded(std::string_view{pair}.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return std::nullopt;
    parameters.push_back({std::move(*name), std::move(*value)});
  }
  return parameters;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const std::optional<int> high = hex_digit(text[i + 1]);
    const std::optional<int> low = hex_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    const int byte = *high * 16 + *low;
    if (byte < 0x20 || byte == 0x7F) return std::nullopt;
    decoded.push_back(static_cast<char>(byte));
    i += 2;
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.push_back('%');
    encoded.push_back(digits[byte / 16]);
    encoded.push_back(digits[byte % 16]);
  }
  return encoded;
}

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/') return std::nullopt;
  for (const char c : text) {
    if (c < 0x21 || c > 0x7E || c == '#') return std::nullopt;
  }
  const std::size_t question = std::min(text.find('?'), text.size());
  std::optional<std::vector<std::string>> segments = split_path(text.substr(0, question));
  std::optional<std::vector<Field>> query = split_query(text.substr(std::min(question + 1, text.size())));
  if (!segments || !query) return std::nullopt;
  return Target{std::string{text.substr(0, question)}, std::move(*segments), std::move(*query)};
}

}  // namespace kiosk::http
