#include "yaml/check_source.hpp"

#include <algorithm>
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
    const CodePoint point = decode_utf8(text, at);
    if (!point.valid) {
      report.error({&source, at}, encoding_finding(source, at));
      return false;
    }
    at += point.length;
  }
  return true;
}

Finding hidden_finding(char32_t value) {
  return {"control-character", std::string{refused_class(value)} + " (" + code_point_name(value) + ")",
          "it cannot be seen and may change what is shown", "delete it"};
}

Finding control_finding(std::string_view line, std::size_t at) {
  if (line[at] == '\r') {
    return {"carriage-return", "a carriage return without a newline", "lines end with LF or CR LF",
            "save the file with line ends LF"};
  }
  if (line[at] != '\t') return hidden_finding(static_cast<unsigned char>(line[at]));
  const bool indents = line.find_first_not_of(" \t") > at;
  return {"tab", indents ? "a tab in the indentation" : "a tab between words",
          indents ? "how far a tab indents is not defined" : "a tab looks like a space and is none",
          indents ? "indent with spaces, two for each step" : "write a space"};
}

void check_line_layout(const Source& source, std::size_t index, Report& report) {
  const std::string_view line = source.line(index);
  const std::size_t start = source.line_start(index);
  const auto* found = std::find_if(line.begin(), line.end(), is_control);
  if (found != line.end()) {  // one a line is enough
    const auto at = static_cast<std::size_t>(found - line.begin());
    report.error({&source, start + at}, control_finding(line, at));
  }
  if (line.size() > limits::line_bytes) {
    report.error({&source, start}, {"line-too-long", "a line of more than 64 KiB", "no text of an exam is that long",
                                    "break it into several fields"});
  }
}

void check_end(const Source& source, Report& report) {
  const std::string_view text = source.text();
  if (text.empty() || text.ends_with('\n')) return;
  report.error({&source, text.size()}, {"no-final-newline", "the last line has no line break",
                                        "the file may have been cut off here", "end the last line with a line break"});
}

}  // namespace

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool check_bytes(const Source& source, Report& report) {
  return check_size(source, report) && check_encoding(source, report);
}

void check_characters(const Source& source, Report& report) {
  const std::string_view text = source.text();
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.length > 1 && !refused_class(point.value).empty()) {
      report.error({&source, at}, hidden_finding(point.value));
    }
    at += point.length;
  }
  check_end(source, report);
}

void check_layout(const Source& source, Report& report) {
  for (std::size_t i = 0; i < source.line_count(); ++i) check_line_layout(source, i, report);
}

}  // namespace kiosk::yaml
