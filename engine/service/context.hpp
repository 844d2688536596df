#pragma once

#include "ports/content_codec.hpp"
#include "ports/credential_writer.hpp"
#include "ports/entropy.hpp"
#include "ports/hasher.hpp"
#include "service/catalogue.hpp"
#include "service/editions.hpp"

namespace kiosk {

/// What every use case may need from outside beside the store and the time. Lives as long as the server.
struct Context {
  const Hasher& hasher;
  Entropy& entropy;  ///< called from several threads
  const ContentCodec& codec;
  const CredentialWriter& credentials;
  Editions& editions;
  const CurrentCatalogue& catalogue;
};

}  // namespace kiosk
