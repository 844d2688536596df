#pragma once

namespace kiosk {

/// Prints the broken invariant with its place to standard error and aborts. An engine whose own assumption is wrong
/// must not go on deciding exams.
[[noreturn]] void ensure_failed(const char* condition, const char* what, const char* file, int line);

}  // namespace kiosk

/// Invariants of our own code; on in every build. What people, files, network or disk can cause is a `Result` instead.
#define ENSURE(condition, what)                                     \
  do {                                                              \
    if (!(condition)) {                                             \
      ::kiosk::ensure_failed(#condition, what, __FILE__, __LINE__); \
    }                                                               \
  } while (false)
