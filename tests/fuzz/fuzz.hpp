#pragma once

#include <cstdint>
#include <string_view>

namespace kiosk::fuzz {

/// What every program here defines: looks at one input and ENSUREs what was promised about it.
void check(std::string_view input);

/// The input's first byte chooses one of `count` things; the rest is given to it. An empty input chooses the first.
struct Choice {
  std::size_t which = 0;
  std::string_view rest;
};
inline Choice choose(std::string_view input, std::size_t count) {
  if (input.empty()) return {};
  return {static_cast<unsigned char>(input.front()) % count, input.substr(1)};
}

}  // namespace kiosk::fuzz
