#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::yaml {

/// The text of one file and where its lines are.
class Source {
 public:
  struct Position {
    int line = 1;    ///< from 1
    int column = 1;  ///< in characters, from 1
  };

  /// One leading byte order mark is dropped.
  Source(std::string file, std::string bytes);

  const std::string& file() const { return file_; }
  std::string_view text() const { return text_; }

  std::size_t line_count() const { return line_starts_.size(); }
  /// Line `index` from 0, without its line break (LF or CR LF).
  std::string_view line(std::size_t index) const;
  std::size_t line_start(std::size_t index) const { return line_starts_[index]; }
  /// Index of the line that holds the byte.
  std::size_t line_of(std::size_t offset) const;

  Position position(std::size_t offset) const;

 private:
  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_starts_;  ///< a text that ends with LF has no empty last line
};

/// A byte of a file; what problems point to. The source outlives its places.
struct Place {
  const Source* source = nullptr;
  std::size_t offset = 0;
};

}  // namespace kiosk::yaml
