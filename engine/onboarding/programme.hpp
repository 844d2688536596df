#pragma once

#include <string>

namespace kiosk::onboarding {

/// What credentials and events say about the programme and its issuer; from the configuration.
struct Programme {
  std::string base_url = "http://127.0.0.1:8080";  ///< without a slash at the end
  std::string issuer_name = "Kiosk Programme Certification Office";
  std::string event_type_prefix = "com.example.kiosk";
  std::string vocabulary = "http://127.0.0.1:8080/ns/kiosk-programme/v1#";  ///< of the programme's own terms
};

}  // namespace kiosk::onboarding
