#include "rehearsal/text.hpp"

#include <algorithm>
#include <locale>
#include <sstream>

namespace kiosk::rehearsal {

namespace {

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padding(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, code_points(text)), ' ');
}

}  // namespace

std::string decimal(double value, int digits) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(digits);
  out << std::fixed << value;
  return out.str();
}

std::string milliseconds_text(std::uint64_t duration_us) {
  const double ms = static_cast<double>(duration_us) / 1000;
  if (ms < 10) return decimal(ms, 2);
  return decimal(ms, ms < 100 ? 1 : 0);
}

std::string to_right(std::string_view text, std::size_t width) { return padding(text, width) + std::string{text}; }

std::string to_left(std::string_view text, std::size_t width) { return std::string{text} + padding(text, width); }

std::string escaped_for_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace kiosk::rehearsal
