#include "http/routes.hpp"
#include "service/rule_text.hpp"

namespace kiosk::http {

namespace {

constexpr const char* five_minutes = "public, max-age=300";
constexpr const char* one_hour = "public, max-age=3600";
constexpr const char* one_day = "public, max-age=86400";

void show_jwks(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, parts.documents.jwks(), five_minutes));
}

void show_key(HandlerParts& parts, const Request& request, const Responder& responder) {
  std::optional<Document> key = parts.documents.key(request.parameter("key"));
  if (!key) return responder.refuse(failure(ErrorCode::key_unknown));
  responder.give(document_reply(parts, request, std::move(*key), one_day));
}

void show_issuer(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, parts.documents.issuer(), five_minutes));
}

using ExamDocument = Document (PublicDocuments::*)(const Exam&) const;

void show_exam_document(HandlerParts& parts, const Request& request, const Responder& responder,
                        ExamDocument document) {
  read_for<Exam>(
      parts.store,
      [&context = parts.context, id = request.parameter("exam"),
       version = request.parameter("version")](const ReadTx& tx) -> Result<Exam> {
        std::optional<Exam> exam = context.editions.exam(tx, id, version);
        if (!exam) return failure(ErrorCode::exam_unknown);
        return std::move(*exam);
      },
      [&parts, request, responder, document](const Result<Exam>& exam) {
        if (exam.has_error()) return responder.refuse(exam.error());
        responder.give(document_reply(parts, request, (parts.documents.*document)(*exam), one_hour));
      });
}

void show_achievement(HandlerParts& parts, const Request& request, const Responder& responder) {
  show_exam_document(parts, request, responder, &PublicDocuments::achievement);
}

void show_criteria(HandlerParts& parts, const Request& request, const Responder& responder) {
  show_exam_document(parts, request, responder, &PublicDocuments::criteria);
}

using RuleQuery = std::function<std::optional<Rule>(const ReadTx&)>;

void show_rule_text(HandlerParts& parts, const Request& request, const Responder& responder, RuleQuery query) {
  read_for<Rule>(
      parts.store,
      [query = std::move(query)](const ReadTx& tx) -> Result<Rule> {
        std::optional<Rule> rule = query(tx);
        if (!rule) return failure(ErrorCode::not_found);
        return std::move(*rule);
      },
      [&parts, request, responder](const Result<Rule>& rule) {
        if (rule.has_error()) return responder.refuse(rule.error());
        responder.give(document_reply(parts, request, parts.documents.rule(*rule), one_hour));
      });
}

void show_newest_rule(HandlerParts& parts, const Request& request, const Responder& responder) {
  show_rule_text(parts, request, responder,
                 [&context = parts.context, id = request.parameter("rule")](const ReadTx& tx) {
                   return context.editions.rule(tx, id);
                 });
}

/// Digits alone, nine of them at most.
std::optional<int> plain_number(const std::string& text) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoi(text);
}

void show_rule(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string& text = request.parameter("version");
  const std::optional<int> version = plain_number(text);
  if (!version || std::to_string(*version) != text) return responder.refuse(failure(ErrorCode::not_found));
  show_rule_text(parts, request, responder,
                 [&context = parts.context, id = request.parameter("rule"), version = *version](const ReadTx& tx) {
                   return rule_text(tx, context.codec, id, version);
                 });
}

void show_status_list(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::optional<int> number = plain_number(request.parameter("list"));
  std::optional<Document> list;
  if (number) list = parts.documents.status_list(*number);
  if (!list) return responder.refuse(failure(ErrorCode::not_found));
  responder.give(document_reply(parts, request, std::move(*list), five_minutes));
}

void show_vocabulary(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, parts.documents.vocabulary(), one_day));
}

void show_event_schema(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, parts.documents.event_schema(), one_day));
}

void show_problem(HandlerParts& parts, const Request& request, const Responder& responder) {
  std::optional<std::string> description = problem_description(request.parameter("code"));
  if (!description) return responder.refuse(failure(ErrorCode::not_found));
  responder.give(document_reply(parts, request, {std::move(*description), "application/json"}, one_hour));
}

void show_openapi(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, {std::string{openapi_document()}, "application/json"}, five_minutes));
}

}  // namespace

std::vector<Route> public_routes(HandlerParts& parts) {
  const auto row = [&](const char* path, HandlerFunction function) {
    Route route{Method::get, path, Audience::anyone, 0, Urgency::reading, handler(parts, function)};
    route.for_any_origin = true;
    return route;
  };
  return {
      row("/.well-known/jwks.json", show_jwks),
      row("/keys/{key}", show_key),
      row("/issuer", show_issuer),
      row("/achievements/{exam}/{version}", show_achievement),
      row("/achievements/{exam}/{version}/criteria", show_criteria),
      row("/rules/{rule}", show_newest_rule),
      row("/rules/{rule}/{version}", show_rule),
      row("/status/revocation/{list}", show_status_list),
      row("/ns/kiosk-programme/v1", show_vocabulary),
      row("/schemas/approval-event-1.json", show_event_schema),
      row("/problems/{code}", show_problem),
      row("/api/openapi.json", show_openapi),
  };
}

}  // namespace kiosk::http
