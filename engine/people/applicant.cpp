#include "people/applicant.hpp"

#include "base/utf8.hpp"

namespace kiosk {

namespace {

// Crockford's base 32: no I, L, O, U.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_length = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Full-width forms (U+FF01..U+FF5E, as Chinese keyboards type them) become their ASCII twins, U+3000 a space.
std::string half_width(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid && point.value >= 0xFF01 && point.value <= 0xFF5E) {
      result += static_cast<char>(point.value - 0xFEE0);
    } else if (point.valid && point.value == 0x3000) {
      result += ' ';
    } else {
      result += text.substr(at, point.length);
    }
    at += point.length;
  }
  return result;
}

bool is_control(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }

/// Something before one @, and behind it a domain with a full stop inside.
bool looks_like_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.size() > 254) return false;
  const std::string_view domain = text.substr(at + 1);
  return domain.find('@') == std::string_view::npos && domain.find('.') != std::string_view::npos &&
         domain.front() != '.' && domain.back() != '.';
}

std::optional<std::string> normalised_address(std::string_view text) {
  std::string address;
  for (const char c : text) {
    if (is_control(c)) return std::nullopt;
    if (c != ' ') address += lower(c);
  }
  if (!looks_like_address(address)) return std::nullopt;
  return address;
}

std::optional<std::string> normalised_phone(std::string_view text, std::string_view calling_code) {
  std::string digits;
  bool international = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digits += c;
    } else if (c == '+' && digits.empty() && !international) {
      international = true;
    } else if (std::string_view{" -().\t"}.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  if (!international && digits.starts_with("00")) {
    digits.erase(0, 2);
    international = true;
  }
  if (!international && !calling_code.empty()) {
    digits = std::string{calling_code} + digits.substr(digits.starts_with('0') ? 1 : 0);
    international = true;
  }
  if (digits.size() < 7 || digits.size() > 15) return std::nullopt;
  return (international ? "+" : "") + digits;
}

}  // namespace

std::optional<std::string> normalised_contact(std::string_view contact, std::string_view calling_code) {
  if (!is_utf8(contact)) return std::nullopt;  // cut characters could join to others once spaces are dropped
  const std::string text = half_width(contact);
  return text.find('@') == std::string::npos ? normalised_phone(text, calling_code) : normalised_address(text);
}

std::string candidate_code(std::uint64_t entropy) {
  std::string code;
  for (std::size_t i = 0; i < code_length; ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += code_alphabet[entropy & 31U];
    entropy >>= 5U;
  }
  return code;
}

std::optional<std::string> normalised_candidate_code(std::string_view text) {
  std::string code;
  for (char c : half_width(text)) {
    c = upper(c);
    if (c == '-' || c == ' ') continue;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (code_alphabet.find(c) == std::string_view::npos) return std::nullopt;
    code += c;
  }
  if (code.size() != code_length) return std::nullopt;
  return code;
}

}  // namespace kiosk
