#include "sim/approvals/event_facts.hpp"

#include "base/base64.hpp"
#include "json/parse.hpp"
#include "onboarding/jose.hpp"
#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr std::size_t longest_document = 65536;

json::Value parse(const std::string& text) {
  const auto document = json::parse(text, longest_document);
  require(document.has_value(), "A5: a document that is no JSON was sent");
  return *document;
}

const json::Value* find(const json::Value& object, const std::string& name) {
  const json::Value::Object* members = object.object();
  if (members == nullptr) return nullptr;
  for (const json::Member& member : *members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

std::string text(const json::Value& object, const std::string& name) {
  const json::Value* value = find(object, name);
  const auto* found = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
  return found == nullptr ? std::string{} : *found;
}

json::Value payload_of(const std::string& jws) {
  const std::size_t begin = jws.find('.') + 1;
  const auto payload = from_base64url(jws.substr(begin, jws.rfind('.') - begin));
  require(payload.has_value(), "A5: a signature over nothing");
  return parse(*payload);
}

}  // namespace

EventFacts read_event(const std::string& body) {
  const json::Value event = parse(body);
  EventFacts facts;
  facts.id = text(event, "id");
  facts.subject = text(event, "subject");
  const std::string type = text(event, "type");
  const std::string prefix = "com.example.kiosk.";
  facts.type = type.substr(prefix.size(), type.rfind('.') - prefix.size());
  if (const std::string sequence = text(event, "sequence"); !sequence.empty()) facts.sequence = std::stoll(sequence);
  const json::Value* data = find(event, "data");
  require(data != nullptr, "A5: an event without data");
  facts.approval = text(*data, "approvalId");
  if (const json::Value* revision = find(*data, "revision")) facts.revision = std::get<std::int64_t>(revision->data);
  facts.status = text(*data, "status");
  facts.supersedes = text(*data, "supersedes");
  facts.credential = text(*data, "credential");
  return facts;
}

CredentialFacts read_credential(const std::string& jws) {
  const json::Value payload = payload_of(jws);
  const json::Value* status = find(payload, "credentialStatus");
  require(status != nullptr, "A5: a credential without a place in the status lists");
  const std::string list = text(*status, "statusListCredential");
  return {onboarding::key_name_in(jws),
          {std::stoi(list.substr(list.rfind('/') + 1)), std::stoi(text(*status, "statusListIndex"))}};
}

std::string read_encoded_list(const std::string& jws) {
  const json::Value payload = payload_of(jws);
  const json::Value* subject = find(payload, "credentialSubject");
  return subject == nullptr ? std::string{} : text(*subject, "encodedList");
}

}  // namespace kiosk::sim
