#include "json/replies.hpp"
#include "json/writer.hpp"

namespace kiosk::json {

void add_to_batch(std::string& batch, const OutboxEvent& event) {
  batch += batch.empty() ? '[' : ',';
  batch += event.body;
}

std::string end_batch(std::string batch) {
  if (batch.empty()) batch = '[';
  batch += ']';
  return batch;
}

std::string write_onboarded(const OnboardingMark& mark) {
  Writer writer;
  writer.begin_object();
  writer.text("state", "onboarded");
  writer.text("externalId", mark.external_id);
  writer.text("since", to_rfc3339(mark.first_at));
  writer.text("changed", to_rfc3339(mark.changed_at));
  writer.end();
  return writer.take();
}

std::string write_feed_digest(const FeedDigest& digest) {
  Writer writer;
  writer.begin_object();
  writer.integer("count", digest.count);
  writer.text("firstId", digest.first_id);
  writer.text("lastId", digest.last_id);
  writer.text("sha256", digest.sha256.hex());
  writer.end();
  return writer.take();
}

std::string write_staff(const StaffMember& staff) {
  Writer writer;
  writer.begin_object();
  writer.text("id", staff.id.text());
  writer.text("name", staff.name);
  writer.text("role", role_name(staff.role));
  writer.begin_array("may");
  for (const Act act : acts_of(staff.role)) writer.text(act_name(act));
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_reissued(const ReissuedCode& code) {
  Writer writer;
  writer.begin_object();
  writer.text("candidate_code", code.candidate_code);
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
