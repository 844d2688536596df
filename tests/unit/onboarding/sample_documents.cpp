#include <iostream>

#include "json/writer.hpp"
#include "onboarding/credential_writer.hpp"
#include "onboarding/documents.hpp"
#include "sample_approval.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

std::string all_documents() {
  const test::KnownKeys keys;
  const onboarding::OpenBadgeWriter writer(test::sample_programme(), keys);
  onboarding::StatusLists lists(test::sample_programme(), keys);
  const onboarding::Documents documents(test::sample_programme(), lists, keys);
  ApprovalEvent event = test::sample_event();
  event.credential = writer.credential(event.approval, test::sample_exam());

  json::Writer out;
  out.begin_object();
  out.text("credential", event.credential);
  out.text("event", writer.event_body(event));
  out.raw("jwks", documents.jwks().body);
  out.raw("key", documents.key("2026-11")->body);
  out.raw("issuer", documents.issuer().body);
  out.raw("achievement", documents.achievement(test::sample_exam()).body);
  out.raw("event_schema", documents.event_schema().body);
  lists.bring_up_to({}, event.approval.status_entry.list, event.time);
  out.text("status_list", documents.status_list(1)->body);
  lists.bring_up_to({event.approval.status_entry}, event.approval.status_entry.list, event.time);
  out.text("status_list_revoked", documents.status_list(1)->body);
  out.end();
  return out.take();
}

}  // namespace
}  // namespace kiosk

int main() {
  std::cout << kiosk::all_documents() << '\n';
  return std::cout.good() ? 0 : 1;
}
