#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/request.hpp"

namespace kiosk::http {

/// Reads the query of a request. After a problem the value answered is the fallback; ask `finish` before using any.
class QueryReader {
 public:
  explicit QueryReader(const Request& request) : request_(request) {}

  /// Empty when absent.
  std::string text(const std::string& name);
  std::int64_t integer(const std::string& name, std::int64_t least, std::int64_t most, std::int64_t fallback);
  /// RFC 3339 in UTC, or a day `2026-11-22`, which is its first moment.
  std::optional<Instant> instant(const std::string& name);

  /// Values of a parameter that may be repeated, each a list with commas.
  std::vector<std::string> list(const std::string& name);

  void refuse(const std::string& name, const std::string& reason);
  /// Error `parameter_invalid` for the first problem; unknown parameters, and those repeated that may not
  /// be, are problems too.
  Status finish();

 private:
  const Request& request_;
  std::set<std::string> known_;
  std::set<std::string> repeatable_;
  std::optional<Error> problem_;
};

}  // namespace kiosk::http
