// Bodies of requests: what a reader takes out of one, written again, is taken out of it again.

#include "json/requests.hpp"
#include "base/ensure.hpp"
#include "base/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "json/parts.hpp"
#include "json/webhooks.hpp"

namespace kiosk::fuzz {

namespace {

using json::Writer;

void write_optional(Writer& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out.text(name, text);
}

void write_texts(Writer& out, std::string_view name, const std::vector<std::string>& texts) {
  out.begin_array(name);
  for (const std::string& text : texts) out.text(text);
  out.end();
}

void write_register(Writer& out, const RegisterCommand& command) {
  out.text("name", command.name);
  out.text("region", command.region);
  out.text("language", command.language);
  out.text("contact", command.contact);
  write_optional(out, "shop_name", command.shop_name);
  write_optional(out, "invitation", command.invitation);
}

void write_sign_in(Writer& out, const std::string& candidate_code) { out.text("candidate_code", candidate_code); }

void write_prepare(Writer& out, const json::PrepareRequest& request) {
  out.text("language", request.language);
  write_texts(out, "rules_accepted", request.rules_accepted);
}

void write_save(Writer& out, const json::SaveRequest& request) {
  out.integer("epoch", request.epoch);
  out.begin_array("responses");
  for (const SaveEntry& entry : request.entries) {
    out.begin_object();
    out.text("item", entry.item);
    out.integer("revision", entry.revision);
    json::write_answer(out, "answer", entry.answer);
    out.boolean("marked", entry.marked);
    out.integer("since_start_ms", entry.since_start_ms);
    out.end();
  }
  out.end();
}

void write_submit(Writer& out, const int& epoch) { out.integer("epoch", epoch); }

void write_staff_sign_in(Writer& out, const json::StaffSignInRequest& request) {
  out.text("name", request.name);
  out.text("password", request.password);
}

void write_extension(Writer& out, const json::ExtensionRequest& request) {
  out.integer("seconds", request.extra.count());
  out.text("reason", request.reason);
}

void write_approval_act(Writer& out, const ReasonCode& reason) { out.text("reason", reason_name(reason)); }

void write_onboarded(Writer& out, const std::string& external_id) {
  out.text("state", "onboarded");
  write_optional(out, "externalId", external_id);
}

void write_verify(Writer& out, const std::string& credential) { out.text("credential", credential); }

void write_public_name(Writer& out, const bool& shown) { out.boolean("shown", shown); }

void write_endpoint_form(Writer& out, const EndpointForm& form) {
  out.text("url", form.url);
  write_optional(out, "description", form.description);
  write_texts(out, "event_types", form.event_types);
}

void write_replay(Writer& out, const ReplayWish& wish) {
  ENSURE(!wish.since || wish.event_ids.empty(), "a wish for both");
  if (wish.since) {
    json::write_instant(out, "since", *wish.since);
  } else {
    write_texts(out, "eventIds", wish.event_ids);
  }
}

/// Writes the members of a body that a reader of the same name took apart.
template <class T>
using WriteMembers = void (*)(Writer&, const T&);

template <class T>
std::string body_of(const T& value, WriteMembers<T> write) {
  Writer out;
  out.begin_object();
  write(out, value);
  out.end();
  return out.take();
}

template <class T>
void check_reader(Result<T> (*read)(std::string_view), WriteMembers<T> write, std::string_view body,
                  std::size_t most_bytes) {
  const Result<T> value = read(body);
  if (value.has_error()) {
    const ErrorCode code = value.error().code;
    ENSURE(code == ErrorCode::body_malformed || code == ErrorCode::payload_too_large ||
               (code == ErrorCode::fields_invalid && !value.error().fields.empty()),
           "a refusal without its reason");
    return;
  }
  const std::string again = body_of(*value, write);
  if (again.size() > most_bytes) return;  // members that were left out may make it longer
  ENSURE(body_of(read(again).value(), write) == again, "a body changes when it is written again");
}

void write_value(Writer& out, const json::Value& value);

/// Writes a value inside an array.
struct Write {
  Writer& out;

  void operator()(std::nullptr_t) const { out.null(); }
  void operator()(bool value) const { out.raw(value ? "true" : "false"); }
  void operator()(std::int64_t value) const { out.integer(value); }
  // No body of ours has decimals; Boost 1.81 reads long ones to within their last binary digit, so they are left out.
  void operator()(double value) const { out.real(value < 0 ? -0.5 : 0.5); }
  void operator()(const std::string& value) const { out.text(value); }
  void operator()(const json::Value::Array& elements) const {
    out.begin_array();
    for (const json::Value& element : elements) write_value(out, element);
    out.end();
  }
  void operator()(const json::Value::Object& members) const {
    out.begin_object();
    for (const json::Member& member : members) {
      Writer inner;
      write_value(inner, member.value);
      out.raw(member.name, inner.take());
    }
    out.end();
  }
};

void write_value(Writer& out, const json::Value& value) { std::visit(Write{out}, value.data); }

std::string text_of(const json::Value& value) {
  Writer out;
  write_value(out, value);
  return out.take();
}

void check_document(std::string_view text) {
  const Result<json::Value> value = json::parse(text, text.size());
  if (value.has_error()) return;
  ENSURE(is_utf8(text), "a document that is no UTF-8");
  const std::string again = text_of(*value);
  ENSURE(text_of(json::parse(again, again.size()).value()) == again, "a document changes when it is written again");
}

void check_nothing(std::string_view body) {
  if (json::read_nothing(body).has_error() || body.empty()) return;
  ENSURE(text_of(json::parse(body, body.size()).value()) == "{}", "nothing that is something");
}

}  // namespace

void check(std::string_view input) {
  const auto [which, body] = choose(input, 15);
  switch (which) {
    case 0: return check_reader(&json::read_register, &write_register, body, json::most_bytes_of_others);
    case 1: return check_reader(&json::read_sign_in, &write_sign_in, body, json::most_bytes_of_others);
    case 2: return check_reader(&json::read_prepare, &write_prepare, body, json::most_bytes_of_others);
    case 3: return check_reader(&json::read_save, &write_save, body, json::most_bytes_of_save);
    case 4: return check_reader(&json::read_submit, &write_submit, body, json::most_bytes_of_others);
    case 5: return check_reader(&json::read_staff_sign_in, &write_staff_sign_in, body, json::most_bytes_of_others);
    case 6: return check_reader(&json::read_extension, &write_extension, body, json::most_bytes_of_others);
    case 7: return check_reader(&json::read_approval_act, &write_approval_act, body, json::most_bytes_of_others);
    case 8: return check_reader(&json::read_onboarded, &write_onboarded, body, json::most_bytes_of_others);
    case 9: return check_reader(&json::read_verify, &write_verify, body, json::most_bytes_of_verify);
    case 10: return check_reader(&json::read_public_name, &write_public_name, body, json::most_bytes_of_others);
    case 11: return check_reader(&json::read_endpoint_form, &write_endpoint_form, body, json::most_bytes_of_others);
    case 12: return check_reader(&json::read_replay, &write_replay, body, json::most_bytes_of_replay);
    case 13: return check_document(body);
    default: return check_nothing(body);
  }
}

}  // namespace kiosk::fuzz
