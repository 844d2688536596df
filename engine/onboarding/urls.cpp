#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

std::string region_scheme(const std::string& region) {
  return region.find('-') == std::string::npos ? "ISO 3166-1" : "ISO 3166-2";
}

std::string issuer_url(const Programme& programme) { return programme.base_url + "/issuer"; }

std::string key_url(const Programme& programme, const std::string& key_name) {
  return programme.base_url + "/keys/" + key_name;
}

std::string credential_url(const Programme& programme, const Uuid& approval) {
  return programme.base_url + "/credentials/" + approval.text();
}

std::string achievement_url(const Programme& programme, const std::string& exam, const std::string& version) {
  return programme.base_url + "/achievements/" + exam + "/" + version;
}

std::string criteria_url(const Programme& programme, const std::string& exam, const std::string& version) {
  return achievement_url(programme, exam, version) + "/criteria";
}

std::string rule_url(const Programme& programme, const Rule& rule) {
  return programme.base_url + "/rules/" + rule.id + "/" + std::to_string(rule.version);
}

std::string status_list_url(const Programme& programme, int list) {
  return programme.base_url + "/status/revocation/" + std::to_string(list);
}

std::string event_schema_url(const Programme& programme) {
  return programme.base_url + "/schemas/approval-event-1.json";
}

std::string event_source(const Programme& programme) { return programme.base_url + "/events"; }

std::string partner_urn(const Uuid& partner) { return "urn:uuid:" + partner.text(); }

}  // namespace kiosk::onboarding
