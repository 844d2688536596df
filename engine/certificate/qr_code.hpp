#pragma once

#include <string>
#include <vector>

namespace kiosk::certificate {

/// A QR code as a square of modules, without the quiet zone of four modules that must be left around it (ISO/IEC
/// 18004).
struct QrCode {
  int size = 0;            ///< modules on one side
  std::vector<bool> dark;  ///< row by row

  bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

/// With error correction M: 15 % of it may be lost in print. `text` is a URL of ours, far below what a code holds.
QrCode qr_code(const std::string& text);

}  // namespace kiosk::certificate
