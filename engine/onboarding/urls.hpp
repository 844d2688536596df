#pragma once

#include <string>

#include "base/ids.hpp"
#include "onboarding/programme.hpp"

/// Every name that a credential, an event or a document gives to a thing of ours. The URLs resolve.
namespace kiosk::onboarding {

std::string issuer_url(const Programme& programme);
std::string key_url(const Programme& programme, const std::string& key_name);
std::string credential_url(const Programme& programme, const Uuid& approval);
std::string achievement_url(const Programme& programme, const std::string& exam, const std::string& version);
std::string criteria_url(const Programme& programme, const std::string& exam, const std::string& version);
/// Of that version of its text.
std::string rule_url(const Programme& programme, const Rule& rule);
std::string status_list_url(const Programme& programme, int list);
std::string event_schema_url(const Programme& programme);
/// Names the feed as the source of events; the feed itself is at `/api/v1/events`.
std::string event_source(const Programme& programme);

/// `urn:uuid:…`, the pseudonymous subject of credentials.
std::string partner_urn(const Uuid& partner);
/// `ISO 3166-2` for subdivisions, `ISO 3166-1` for whole countries.
std::string region_scheme(const std::string& region);

}  // namespace kiosk::onboarding
