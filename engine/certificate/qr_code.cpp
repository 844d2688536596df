#include "certificate/qr_code.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace kiosk::certificate {

QrCode qr_code(const std::string& text) {
  const qrcodegen::QrCode made = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  QrCode code;
  code.size = made.getSize();
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size; ++x) code.dark.push_back(made.getModule(x, y));
  }
  return code;
}

}  // namespace kiosk::certificate
