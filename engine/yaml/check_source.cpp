#include "yaml/check_source.hpp"

#include <cstdio>

#include "yaml/limits.hpp"
#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

std::string code_point_name(char32_t value) {
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(value));
  return name;
}

bool check_size(const Source& source, Report& report) {
  if (source.text().size() <= limits::file_bytes) return true;
  report.error({&source, 0}, {"file-too-large", "the file has more than 8 MiB", "files of that size are no banks",
                              "split the bank into several"});
  return false;
}

Finding encoding_finding(const Source& source, std::size_t at) {
  const std::string_view text = source.text();
  const bool utf16 = at == 0 && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"));
  return {"not-utf-8", utf16 ? "the file is UTF-16" : "this byte is not UTF-8",
          utf16 ? "files are UTF-8" : "the file was saved in another encoding, such as GBK, or cut in a character",
          "save it again with the encoding UTF-8"};
}

/// A file in another encoding is wrong everywhere: only its first place is reported.
bool check_encoding(const Source& source, Report& report) {
  const std::string_view text = source.text();
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!point.valid) {
      report.error({&source, at}, encoding_finding(source, at));
      return false;
    }
    at += point.length;
  }
  return true;
}

void report_character(const Source& source, std::size_t at, char32_t value, Report& report) {
  if (value == U'\r') {
    report.error({&source, at}, {"carriage-return", "a carriage return without a newline", "lines end with LF or CR LF",
                                 "save the file with line ends LF"});
  } else if (value == U'\t') {
    const std::size_t start = source.line_start(source.line_of(at));
    const bool indents = source.text().substr(start, at - start).find_first_not_of(" \t") == std::string_view::npos;
    report.error({&source, at},
                 {"tab", indents ? "a tab in the indentation" : "a tab between words",
                  indents ? "how far a tab indents is not defined" : "a tab looks like a space and is none",
                  indents ? "indent with spaces, two for each step" : "write a space"});
  } else {
    report.error({&source, at},
                 {"control-character", std::string{refused_class(value)} + " (" + code_point_name(value) + ")",
                  "it cannot be seen and may change what is shown", "delete it"});
  }
}

/// One tab a line is enough.
std::size_t after_reported(std::string_view text, std::size_t at) {
  if (text[at] != '\t') return at + decode(text, at).length;
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end;
}

void check_characters(const Source& source, Report& report) {
  const std::string_view text = source.text();
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool line_end = byte == '\n' || (byte == '\r' && text.substr(at + 1).starts_with('\n'));
    if (line_end || (byte >= 0x20 && byte < 0x7F)) {
      ++at;
      continue;
    }
    const CodePoint point = decode(text, at);
    if (refused_class(point.value).empty()) {
      at += point.length;
    } else {
      report_character(source, at, point.value, report);
      at = after_reported(text, at);
    }
  }
}

void check_lines_length(const Source& source, Report& report) {
  for (std::size_t i = 0; i < source.line_count(); ++i) {
    if (source.line(i).size() <= limits::line_bytes) continue;
    report.error({&source, source.line_start(i)}, {"line-too-long", "a line of more than 64 KiB",
                                                   "no text of an exam is that long", "break it into several fields"});
  }
}

void check_end(const Source& source, Report& report) {
  const std::string_view text = source.text();
  if (text.empty() || text.ends_with('\n')) return;
  report.error({&source, text.size()}, {"no-final-newline", "the last line has no line break",
                                        "the file may have been cut off here", "end the last line with a line break"});
}

}  // namespace

bool check_source(const Source& source, Report& report) {
  if (!check_size(source, report) || !check_encoding(source, report)) return false;
  check_characters(source, report);
  check_lines_length(source, report);
  check_end(source, report);
  return true;
}

}  // namespace kiosk::yaml
