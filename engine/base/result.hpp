#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <ostream>
#include <utility>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace kiosk {

/// Called by boost::system::result when `value()` is asked of an error: a bug of ours, never a condition to handle.
[[noreturn]] inline void throw_exception_from_error(const Error& /*error*/, const boost::source_location& place) {
  ensure_failed("has_value()", "value() of a Result that holds an error", place.file_name(),
                static_cast<int>(place.line()));
}

/// A value or an Error. Must be looked at.
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
 public:
  using boost::system::result<T, Error>::result;
};

using Status = Result<void>;

/// The error, or that there is none; Boost's own operator would ask every value to be printable.
template <class T>
std::ostream& operator<<(std::ostream& out, const Result<T>& result) {
  if (result.has_value()) return out << "success";
  return out << result.error();
}

inline Error failure(ErrorCode code, std::string detail = {}, Parameters parameters = {}) {
  return Error{code, std::move(detail), std::move(parameters), {}};
}

}  // namespace kiosk
