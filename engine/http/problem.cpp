#include <functional>

#include "http/error_map.hpp"
#include "json/writer.hpp"

namespace kiosk::http {

namespace {

constexpr std::int64_t default_wait_s = 2;
constexpr std::uint64_t spread_s = 4;

void write_params(json::Writer& out, const Parameters& parameters) {
  out.begin_object("params");
  for (const auto& [name, value] : parameters) {
    if (const auto* text = std::get_if<std::string>(&value)) out.text(name, *text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) out.integer(name, *number);
    if (const auto* flag = std::get_if<bool>(&value)) out.boolean(name, *flag);
  }
  out.end();
}

void write_errors(json::Writer& out, const std::vector<FieldProblem>& fields) {
  out.begin_array("errors");
  for (const FieldProblem& field : fields) {
    out.begin_object();
    out.text("pointer", field.pointer);
    out.text("code", field.code);
    out.text("detail", field.detail);
    out.end();
  }
  out.end();
}

/// Opens the document with what is the same for each occurrence of the problem.
void begin_problem(json::Writer& out, ErrorCode code, int status) {
  out.begin_object();
  out.text("type", "/problems/" + std::string{wire_name(code)});
  out.text("title", problem_form(code).title);
  out.integer("status", status);
  out.text("code", wire_name(code));
}

std::string problem_body(const Error& error, const std::string& request_id, int status) {
  json::Writer out;
  begin_problem(out, error.code, status);
  if (!error.detail.empty()) out.text("detail", error.detail);
  out.text("instance", "/requests/" + request_id);
  if (!error.parameters.empty()) write_params(out, error.parameters);
  if (!error.fields.empty()) write_errors(out, error.fields);
  out.end();
  return out.take();
}

std::int64_t retry_after_s(const Error& error, const std::string& request_id) {
  std::int64_t wait_s = default_wait_s;
  for (const auto& [name, value] : error.parameters) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (name == "retry_after_s" && number != nullptr) wait_s = *number;
  }
  return wait_s + static_cast<std::int64_t>(std::hash<std::string>{}(request_id) % spread_s);
}

}  // namespace

const std::vector<ErrorCode>& all_error_codes() {
  static const std::vector<ErrorCode> codes = [] {
    std::vector<ErrorCode> all;
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
      all.push_back(static_cast<ErrorCode>(code));
    }
    return all;
  }();
  return codes;
}

Reply problem_reply(const Error& error, const std::string& request_id) {
  return problem_reply(error, request_id, problem_form(error.code).status);
}

Reply problem_reply(const Error& error, const std::string& request_id, int status) {
  Reply reply = typed_reply(status, problem_body(error, request_id, status), "application/problem+json");
  reply.problem = wire_name(error.code);
  if (status == 429 || status == 503) reply.with("Retry-After", std::to_string(retry_after_s(error, request_id)));
  if (error.code == ErrorCode::token_invalid) reply.with("WWW-Authenticate", "Bearer");
  return reply;
}

std::optional<std::string> problem_description(std::string_view code) {
  for (const ErrorCode known : all_error_codes()) {
    if (wire_name(known) != code) continue;
    json::Writer out;
    begin_problem(out, known, problem_form(known).status);
    out.end();
    return out.take();
  }
  return std::nullopt;
}

}  // namespace kiosk::http
