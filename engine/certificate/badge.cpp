#include "certificate/badge.hpp"

#include <algorithm>

#include "base/markup.hpp"
#include "base/utf8.hpp"
#include "certificate/certificate_words.hpp"
#include "certificate/qr_code.hpp"

namespace kiosk::certificate {

namespace {

constexpr int width = 480;
constexpr int margin = 40;
constexpr int height = 640;
constexpr int band_height = 56;

/// About how wide the text is, in parts of its size: wide characters fill the square, others a bit more than half.
double relative_width(std::string_view text) {
  constexpr char32_t first_wide = 0x2E80;
  double sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    sum += c.value >= first_wide ? 1.0 : 0.6;
    at += c.length;
  }
  return sum;
}

/// One line, made smaller when it would not fit: SVG does not wrap.
std::string line(int y, int size, const char* color, const std::string& text) {
  const int fitting = static_cast<int>((width - 2 * margin) / std::max(relative_width(text), 1.0));
  return "<text x=\"" + std::to_string(margin) + "\" y=\"" + std::to_string(y) + "\" font-size=\"" +
         std::to_string(std::clamp(fitting, 4, size)) + "\" fill=\"" + color + "\">" + escaped_markup(text) +
         "</text>\n";
}

std::string fact(int y, const std::string& name, const std::string& value) {
  return line(y, 15, "#5f5a55", name) + line(y + 26, 22, "#1c1a18", value);
}

std::string band(int y, const std::string& words) {
  return "<rect y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(width) + "\" height=\"" +
         std::to_string(band_height) + "\" fill=\"#b71c1c\"/>\n" + line(y + 38, 28, "#ffffff", words);
}

/// The dark modules as one path, each a square of one unit.
std::string qr_path(const QrCode& code, int x, int y, int side) {
  std::string path;
  for (int row = 0; row < code.size; ++row) {
    for (int column = 0; column < code.size; ++column) {
      if (code.is_dark(column, row)) {
        path += "M" + std::to_string(column) + "," + std::to_string(row) + "h1v1h-1z";
      }
    }
  }
  const std::string scale = std::to_string(static_cast<double>(side) / code.size);
  return "<path transform=\"translate(" + std::to_string(x) + "," + std::to_string(y) + ") scale(" + scale +
         ")\" fill=\"#000000\" d=\"" + path + "\"/>\n";
}

}  // namespace

std::string page_url(const Issuer& issuer, const PublicApproval& approval) {
  return issuer.base_url + "/v/" + approval.page_token;
}

std::string badge(const Issuer& issuer, const PublicApproval& approval, const std::string& credential,
                  const Language& language) {
  constexpr int qr_side = 150;
  const CertificateWords& words = certificate_words(language);
  const ApprovalRecord& record = approval.record;
  const std::string mark = not_in_force(record.state);
  const int down = mark.empty() ? 0 : band_height;
  const std::string size = std::to_string(width) + "\" height=\"" + std::to_string(height + down);
  const std::string title = escaped_markup(std::string{words.title} + " " + record.number);
  std::string svg =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" xml:lang=\"" +
      escaped_markup(language) + "\" width=\"" + size + "\" viewBox=\"0 0 " + std::to_string(width) + " " +
      std::to_string(height + down) + "\" font-family=\"system-ui, 'Noto Sans CJK SC', sans-serif\">\n" +
      "<openbadges:credential verify=\"" + escaped_markup(credential) + "\"></openbadges:credential>\n<title>" + title +
      "</title>\n<rect width=\"" + size + "\" rx=\"24\" fill=\"#ffffff\"/>\n<rect width=\"" + std::to_string(width) +
      "\" height=\"16\" fill=\"#ff6900\"/>\n";
  svg += line(64, 16, "#5f5a55", issuer.name);
  svg += line(108, 28, "#1c1a18", words.title);
  if (!mark.empty()) svg += band(124, mark);
  svg += fact(156 + down, words.number, record.number);
  svg += fact(222 + down, words.region, region_words(approval, language));
  svg += fact(288 + down, words.exam, in_words(approval.exam, language) + " " + record.exam_version);
  svg += fact(354 + down, std::string{words.issued} + " – " + words.valid_until,
              day(record.valid_from) + " – " + day(record.valid_until));
  svg += qr_path(qr_code(page_url(issuer, approval)), margin, 424 + down, qr_side);
  svg += line(606 + down, 16, "#5f5a55", words.scan);
  return svg + "</svg>\n";
}

}  // namespace kiosk::certificate
