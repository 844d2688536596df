#include "fuzz/fuzz.hpp"

// The name that libFuzzer looks for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);  // NOLINT(readability-identifier-naming)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  kiosk::fuzz::check({reinterpret_cast<const char*>(data), size});  // bytes as characters
  return 0;
}
