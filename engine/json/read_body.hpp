#pragma once

#include <string_view>
#include <utility>

#include "json/object_reader.hpp"
#include "json/parse.hpp"

namespace kiosk::json {

/// Parses the body, lets `read` take it apart and answers what it made when nothing was wrong.
template <class T, class Read>
Result<T> read_body(std::string_view body, std::size_t most_bytes, const Read& read) {
  const Result<Value> document = parse(body, most_bytes);
  if (document.has_error()) return document.error();
  Problems problems;
  ObjectReader reader({&*document, ""}, problems);
  T value = read(reader, problems);
  reader.refuse_unknown();
  if (!problems.empty()) return Error{ErrorCode::fields_invalid, {}, {}, std::move(problems)};
  return value;
}

}  // namespace kiosk::json
