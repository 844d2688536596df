#include "yaml/source.hpp"

#include <algorithm>

#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::vector<std::size_t> find_line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at + 1 < text.size()) starts.push_back(at + 1);
  }
  return starts;
}

}  // namespace

Source::Source(std::string file, std::string bytes) : file_(std::move(file)), text_(std::move(bytes)) {
  if (std::string_view{text_}.starts_with(byte_order_mark)) text_.erase(0, byte_order_mark.size());
  line_starts_ = find_line_starts(text_);
}

std::string_view Source::line(std::size_t index) const {
  const std::size_t start = line_starts_[index];
  const std::size_t end = index + 1 < line_starts_.size() ? line_starts_[index + 1] : text_.size();
  std::string_view line = std::string_view{text_}.substr(start, end - start);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t Source::line_of(std::size_t offset) const {
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<std::size_t>(next - line_starts_.begin()) - 1;
}

Source::Position Source::position(std::size_t offset) const {
  const std::size_t index = line_of(offset);
  const std::size_t in_line = std::min(offset - line_starts_[index], line(index).size());
  return {static_cast<int>(index) + 1, count_characters(line(index).substr(0, in_line)) + 1};
}

}  // namespace kiosk::yaml
