#include "json/requests.hpp"

#include <limits>
#include <utility>

#include "json/parts.hpp"
#include "json/read_body.hpp"

namespace kiosk::json {

namespace {

// Generous sizes in bytes: the use cases check what makes sense.
constexpr std::size_t id_limit = 64;
constexpr std::size_t line_limit = 1000;
constexpr std::size_t external_id_limit = 200;
constexpr std::size_t most_responses = 500;
constexpr std::size_t most_rules = 32;
constexpr std::size_t rule_limit = id_limit + 8;  // with `@` and the version
/// Of one epoch; a person changes an answer a few times a minute.
constexpr std::int64_t greatest_revision = 1'000'000;
constexpr std::int64_t greatest_int = std::numeric_limits<int>::max();
constexpr std::int64_t greatest_ms = 1000LL * 60 * 60 * 24 * 366;

SaveEntry read_entry(const PlacedValue& place, Problems& problems) {
  ObjectReader reader(place, problems);
  SaveEntry entry;
  entry.item = reader.line("item", id_limit);
  entry.revision = static_cast<int>(reader.integer("revision", 1, greatest_revision));
  entry.answer = read_answer(reader.any("answer"), problems);
  entry.marked = reader.boolean("marked");
  entry.since_start_ms = reader.integer("since_start_ms", 0, greatest_ms);
  reader.refuse_unknown();
  return entry;
}

}  // namespace

Result<RegisterCommand> read_register(std::string_view body) {
  return read_body<RegisterCommand>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    RegisterCommand command;
    command.name = reader.line("name", line_limit);
    command.region = reader.line("region", id_limit);
    command.language = reader.line("language", id_limit);
    command.contact = reader.line("contact", line_limit);
    command.shop_name = reader.optional_line("shop_name", line_limit);
    command.invitation = reader.optional_line("invitation", line_limit);
    return command;
  });
}

Result<std::string> read_sign_in(std::string_view body) {
  return read_body<std::string>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    return reader.line("candidate_code", id_limit);
  });
}

Result<PrepareRequest> read_prepare(std::string_view body) {
  return read_body<PrepareRequest>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    PrepareRequest request;
    request.language = reader.line("language", id_limit);
    request.rules_accepted = reader.lines("rules_accepted", most_rules, rule_limit);
    return request;
  });
}

Result<SaveRequest> read_save(std::string_view body) {
  return read_body<SaveRequest>(body, most_bytes_of_save, [](ObjectReader& reader, Problems& problems) {
    SaveRequest request;
    request.epoch = static_cast<int>(reader.integer("epoch", 0, greatest_int));
    for (const PlacedValue& place : reader.array("responses", most_responses)) {
      request.entries.push_back(read_entry(place, problems));
    }
    return request;
  });
}

Result<int> read_submit(std::string_view body) {
  return read_body<int>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    return static_cast<int>(reader.integer("epoch", 0, greatest_int));
  });
}

Result<StaffSignInRequest> read_staff_sign_in(std::string_view body) {
  return read_body<StaffSignInRequest>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    StaffSignInRequest request;
    request.name = reader.line("name", line_limit);
    request.password = reader.text("password", 1024);
    return request;
  });
}

Result<ExtensionRequest> read_extension(std::string_view body) {
  return read_body<ExtensionRequest>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    ExtensionRequest request;
    request.extra = seconds{reader.integer("seconds", 1, greatest_int)};
    request.reason = reader.line("reason", line_limit);
    return request;
  });
}

Result<ReasonCode> read_approval_act(std::string_view body) {
  return read_body<ReasonCode>(body, most_bytes_of_others, [](ObjectReader& reader, Problems& problems) {
    const std::string name = reader.line("reason", id_limit);
    const std::optional<ReasonCode> reason = parse_reason(name);
    if (problems.empty() && (!reason || !staff_may_give(*reason))) {
      reader.note("reason", "unknown-value", "R1, R2, R3, integrity or administrative");
    }
    return reason.value_or(ReasonCode::administrative);
  });
}

Result<std::string> read_onboarded(std::string_view body) {
  return read_body<std::string>(body, most_bytes_of_others, [](ObjectReader& reader, Problems& problems) {
    const std::size_t problems_before = problems.size();
    const std::string state = reader.line("state", id_limit);
    if (problems.size() == problems_before && state != "onboarded") {
      reader.note("state", "unknown-value", "must be onboarded");
    }
    return reader.optional_line("externalId", external_id_limit);
  });
}

Result<std::string> read_verify(std::string_view body) {
  return read_body<std::string>(body, most_bytes_of_verify, [](ObjectReader& reader, Problems&) {
    return reader.text("credential", CredentialChecker::most_bytes);
  });
}

Result<bool> read_public_name(std::string_view body) {
  return read_body<bool>(body, most_bytes_of_others,
                         [](ObjectReader& reader, Problems&) { return reader.boolean("shown"); });
}

Status read_nothing(std::string_view body) {
  if (body.empty()) return {};
  const Result<bool> empty = read_body<bool>(body, most_bytes_of_others, [](ObjectReader&, Problems&) { return true; });
  if (empty.has_error()) return empty.error();
  return {};
}

}  // namespace kiosk::json
