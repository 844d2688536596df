#include "onboarding/event_body.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "json_paths.hpp"
#include "sample_approval.hpp"

namespace kiosk::onboarding {
namespace {

using test::text_at;

TEST_CASE("The event of an approval has these bytes") {
  CHECK(event_body(test::sample_programme(), test::sample_event()) ==
        R"({"specversion":"1.0","id":"evt_0197f3a26c1f7c3aa1b2c3d4e5f60718","source":"https://cert.example/events",)"
        R"("type":"com.example.kiosk.approval.issued.v1","subject":"approvals/0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201",)"
        R"("time":"2026-11-22T03:00:00.123Z","datacontenttype":"application/json",)"
        R"("dataschema":"https://cert.example/schemas/approval-event-1.json","sequence":"00000000000000000042",)"
        R"("partitionkey":"urn:uuid:7c9d4f39-11aa-4c02-8a51-2f0d4be7c9d4",)"
        R"("data":{"approvalId":"0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201","revision":1,"status":"active",)"
        R"("partnerId":"urn:uuid:7c9d4f39-11aa-4c02-8a51-2f0d4be7c9d4","approvalNumber":"KP-CN-GD-2026-000123",)"
        R"("region":{"scheme":"ISO 3166-2","code":"CN-GD"},"examCode":"sample-exam","examVersion":"2026.1",)"
        R"("validFrom":"2026-11-22T03:00:00Z","validUntil":"2027-11-22T03:00:00Z","supersedes":null,)"
        R"("credentialUrl":"https://cert.example/credentials/0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201",)"
        R"("credential":"header.payload.signature"}})");
}

TEST_CASE("The event is one line, and its attributes have names that CloudEvents allows") {
  const std::string body = event_body(test::sample_programme(), test::sample_event());
  CHECK(body.find('\n') == std::string::npos);
  for (const std::string& name : test::names_of(test::parsed(body))) {
    INFO(name);
    CHECK(name.size() <= 20);
    CHECK(
        std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }));
  }
}

TEST_CASE("Sequences sort as texts as they do as numbers") {
  ApprovalEvent event = test::sample_event();
  std::string before;
  for (const std::int64_t sequence : {1LL, 9LL, 10LL, 99LL, 1000000LL, 9223372036854775807LL}) {
    event.sequence = sequence;
    const std::string text = text_at(test::parsed(event_body(test::sample_programme(), event)), "sequence");
    CHECK(text.size() == 20);
    CHECK(before < text);
    before = text;
  }
}

TEST_CASE("The prefix of the type is configured") {
  Programme programme = test::sample_programme();
  programme.event_type_prefix = "org.partner";
  CHECK(event_type(programme, ApprovalEventKind::issued) == "org.partner.approval.issued.v1");
}

TEST_CASE("A change tells its reason, and a rule change its date") {
  ApprovalEvent event = test::sample_event();
  event.kind = ApprovalEventKind::expiring;
  event.reason = ReasonCode::rules_changed;
  event.recertify_by = parse_rfc3339("2027-01-31T00:00:00Z");
  event.approval.supersedes = event.approval.id;
  const json::Value told = test::parsed(event_body(test::sample_programme(), event));
  CHECK(text_at(told, "type") == "com.example.kiosk.approval.expiring.v1");
  CHECK(text_at(told, "data/reason") == "rules-changed");
  CHECK(text_at(told, "data/recertifyBy") == "2027-01-31T00:00:00Z");
  CHECK(text_at(told, "data/supersedes") == event.approval.id.text());
}

TEST_CASE("The schema requires what every event has, and describes what some have") {
  const json::Value schema = test::parsed(event_schema(test::sample_programme()));
  ApprovalEvent event = test::sample_event();
  const json::Value plain = test::parsed(event_body(test::sample_programme(), event));
  std::vector<std::string> required;
  for (const json::Value& name : *test::at(schema, "required").array())
    required.push_back(std::get<std::string>(name.data));
  CHECK(required == test::names_of(test::at(plain, "data")));
  CHECK(text_at(schema, "$id") == text_at(plain, "dataschema"));
  event.reason = ReasonCode::rules_changed;
  event.recertify_by = event.time;
  const json::Value full = test::parsed(event_body(test::sample_programme(), event));
  CHECK(test::names_of(test::at(schema, "properties")) == test::names_of(test::at(full, "data")));
}

}  // namespace
}  // namespace kiosk::onboarding
