# Finds every foreign library once. A library is linked PRIVATE in the one folder that owns it:
#
#   Boost::headers           base (boost/system/result.hpp), http, onboarding and rehearsal (Beast, Asio)
#   Boost::json              json
#   Boost::program_options   app
#   yaml-cpp                 yaml
#   SQLite::SQLite3          sqlite
#   OpenSSL::Crypto, sodium  crypto (OpenSSL::SSL: onboarding, for webhooks over TLS)
#   ZLIB::ZLIB               onboarding
#   PkgConfig::pangocairo    certificate (Cairo with Pango)
#   qrcodegencpp             certificate
#   spdlog::spdlog           app
#   Catch2::Catch2           tests

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS headers json program_options)
find_package(yaml-cpp REQUIRED)
find_package(spdlog REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Catch2 2.13 REQUIRED)

# libsodium ships no CMake package.
find_path(SODIUM_INCLUDE_DIR sodium.h REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
add_library(sodium UNKNOWN IMPORTED)
set_target_properties(sodium PROPERTIES
  IMPORTED_LOCATION "${SODIUM_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${SODIUM_INCLUDE_DIR}")

# Pango and Cairo ship pkg-config files alone.
find_package(PkgConfig REQUIRED)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)

# Debian's package of the QR code library ships neither.
find_path(QRCODEGENCPP_INCLUDE_DIR qrcodegen/qrcodegen.hpp REQUIRED)
find_library(QRCODEGENCPP_LIBRARY qrcodegencpp REQUIRED)
add_library(qrcodegencpp UNKNOWN IMPORTED)
set_target_properties(qrcodegencpp PROPERTIES
  IMPORTED_LOCATION "${QRCODEGENCPP_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${QRCODEGENCPP_INCLUDE_DIR}")
