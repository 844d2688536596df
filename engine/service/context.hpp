#pragma once

#include "delivery/destination.hpp"
#include "ports/content_codec.hpp"
#include "ports/credential_writer.hpp"
#include "ports/entropy.hpp"
#include "ports/hasher.hpp"
#include "service/catalogue.hpp"
#include "service/drawn_forms.hpp"

namespace kiosk {

/// What every use case may need from outside beside the store and the time. Lives as long as the server.
struct Context {
  const Hasher& hasher;
  Entropy& entropy;  ///< called from several threads
  const ContentCodec& codec;
  const CredentialWriter& credentials;
  Editions& editions;
  DrawnForms& forms;
  const CurrentCatalogue& catalogue;
  DestinationRules destinations = {};  ///< where webhooks may go
};

}  // namespace kiosk
