#include "http/query_reader.hpp"
#include "http/routes.hpp"
#include "http/target.hpp"
#include "http/text.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "json/webhooks.hpp"
#include "service/approval_acts.hpp"

namespace kiosk::http {

namespace {

constexpr std::size_t longest_key = 128;
constexpr int greatest_limit = 200;
constexpr int greatest_days = 366;

/// A String of RFC 9651 §3.3.3; nothing for anything else.
std::optional<std::string> quoted_string(std::string_view field) {
  if (field.size() < 2 || !field.starts_with('"') || !field.ends_with('"')) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i + 1 < field.size(); ++i) {
    char c = field[i];
    if (c == '\\') {
      if (i + 2 >= field.size()) return std::nullopt;
      c = field[++i];
      if (c != '"' && c != '\\') return std::nullopt;
    } else if (c == '"' || c < ' ' || c > '~') {
      return std::nullopt;
    }
    text += c;
  }
  return text;
}

std::optional<std::string> idempotency_key(const Request& request) {
  std::optional<std::string> key = quoted_string(trimmed(request.field("idempotency-key").value_or("")));
  if (!key || key->empty() || key->size() > longest_key) return std::nullopt;
  return key;
}

void show_approval(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Caller reader{parts.origin.staff_token(request), bearer_token(request)};
  const Uuid approval = id_parameter(request, "approval");
  const Instant now = request.received_at;

  read_for<ApprovalDetail>(
      parts.store,
      [&context = parts.context, reader, approval, now](const ReadTx& tx) {
        return view_approval(tx, context, reader, approval, now);
      },
      [&parts, responder, request, bearer = reader.bearer, now](const Result<ApprovalDetail>& detail) {
        if (detail.has_error()) return responder.refuse(detail.error());
        note_token_use(parts, bearer);
        Reply reply = json_reply(200, json::write_approval_status(*detail, {parts.base_url, now}));
        reply.with("Cache-Control", "private, no-cache");
        responder.give(with_etag(request, std::move(reply), detail->tag));
      });
}

void act(HandlerParts& parts, const Request& request, const Responder& responder, ApprovalAct what) {
  const Result<ReasonCode> reason = json::read_approval_act(request.body);
  if (reason.has_error()) return responder.refuse(reason.error());

  const Instant now = request.received_at;
  const ApprovalActCommand command{parts.origin.staff_token(request),
                                   id_parameter(request, "approval"),
                                   what,
                                   *reason,
                                   idempotency_key(request),
                                   if_match(request)};
  submit_for<ApprovalActAnswer>(
      parts.store,
      [&parts, command, now](Tx& tx) {
        const auto write = [&](const ApprovalDetail& detail) {
          return json::write_approval_status(detail, {parts.base_url, now});
        };
        return act_on_approval(tx, parts.context, command, write, now);
      },
      [&parts, responder](const Result<ApprovalActAnswer>& answer) {
        if (answer.has_error()) return responder.refuse(answer.error());
        parts.commits.notify();
        Reply reply = json_reply(answer->status, answer->body);
        reply.with("ETag", quoted_tag(answer->tag));
        responder.give(std::move(reply));
      });
}

void suspend(HandlerParts& parts, const Request& request, const Responder& responder) {
  act(parts, request, responder, ApprovalAct::suspend);
}

void reinstate(HandlerParts& parts, const Request& request, const Responder& responder) {
  act(parts, request, responder, ApprovalAct::reinstate);
}

void revoke(HandlerParts& parts, const Request& request, const Responder& responder) {
  act(parts, request, responder, ApprovalAct::revoke);
}

Result<ApprovalListRequest> read_list_query(const HandlerParts& parts, const Request& request) {
  QueryReader query{request};
  ApprovalListRequest wanted;
  wanted.token = parts.origin.staff_token(request);
  const std::string state = query.text("state");
  if (!state.empty()) wanted.state = parse_approval_state(state);
  if (!state.empty() && !wanted.state) query.refuse("state", "active, suspended, revoked, expired or superseded");
  const std::string need = query.text("need");
  wanted.need = parse_need(need);
  if (!need.empty() && !wanted.need) query.refuse("need", "onboarding, second-person, renewal or recertification");
  wanted.ends_within = std::chrono::days{query.integer("days", 1, greatest_days, first_notice.count())};
  wanted.region = query.text("region");
  wanted.text = query.text("q");
  wanted.cursor = query.text("cursor");
  wanted.limit = static_cast<int>(query.integer("limit", 1, greatest_limit, wanted.limit));
  if (const Status status = query.finish(); status.has_error()) return status.error();
  return wanted;
}

std::string next_link(const HandlerParts& parts, const ApprovalListRequest& wanted, const std::string& cursor) {
  std::string url = parts.base_url + "/api/v1/approvals?limit=" + std::to_string(wanted.limit);
  if (wanted.state) url += "&state=" + std::string{state_name(*wanted.state)};
  if (wanted.need) {
    url += "&need=" + std::string{need_name(*wanted.need)} + "&days=" + std::to_string(wanted.ends_within.count());
  }
  if (!wanted.region.empty()) url += "&region=" + percent_encoded(wanted.region);
  if (!wanted.text.empty()) url += "&q=" + percent_encoded(wanted.text);
  return "<" + url + "&cursor=" + cursor + ">; rel=\"next\"";
}

void list(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<ApprovalListRequest> wanted = read_list_query(parts, request);
  if (wanted.has_error()) return responder.refuse(wanted.error());

  const Instant now = request.received_at;
  read_for<ApprovalPage>(
      parts.store,
      [&context = parts.context, wanted = *wanted, now](const ReadTx& tx) {
        return list_approvals(tx, context, wanted, now);
      },
      [&parts, responder, wanted = *wanted, now](const Result<ApprovalPage>& page) {
        if (page.has_error()) return responder.refuse(page.error());
        Reply reply = json_reply(200, json::write_approval_list(*page, {parts.base_url, now}));
        if (!page->next.empty()) reply.with("Link", next_link(parts, wanted, page->next));
        responder.give(std::move(reply));
      });
}

void show_history(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.staff_token(request);
  const Uuid approval = id_parameter(request, "approval");
  const Instant now = request.received_at;

  read_for<ApprovalHistory>(
      parts.store,
      [&context = parts.context, token, approval, now](const ReadTx& tx) {
        return approval_history(tx, context, token, approval, now);
      },
      [responder](const Result<ApprovalHistory>& history) {
        if (history.has_error()) return responder.refuse(history.error());
        responder.json(json::write_approval_history(*history));
      });
}

void show_deliveries(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.staff_token(request);
  const Uuid approval = id_parameter(request, "approval");
  const Instant now = request.received_at;

  read_for<std::vector<ApprovalDelivery>>(
      parts.store,
      [&context = parts.context, token, approval, now](const ReadTx& tx) {
        return approval_deliveries(tx, context, token, approval, now);
      },
      [responder](const Result<std::vector<ApprovalDelivery>>& deliveries) {
        if (deliveries.has_error()) return responder.refuse(deliveries.error());
        responder.json(json::write_approval_deliveries(*deliveries));
      });
}

void show_needs(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.staff_token(request);
  const Instant now = request.received_at;

  read_for<ApprovalNeeds>(
      parts.store,
      [&context = parts.context, token, now](const ReadTx& tx) { return count_needs(tx, context, token, now); },
      [responder](const Result<ApprovalNeeds>& needs) {
        if (needs.has_error()) return responder.refuse(needs.error());
        responder.json(json::write_approval_needs(*needs));
      });
}

}  // namespace

std::vector<Route> approval_routes(HandlerParts& parts) {
  const auto changing = [&](const char* path, HandlerFunction function) {
    return Route{
        Method::post, path, Audience::staff, json::most_bytes_of_others, Urgency::sign_in, handler(parts, function)};
  };
  return {
      {Method::get, "/api/v1/approvals", Audience::staff, 0, Urgency::report, handler(parts, list)},
      {Method::get, "/api/v1/approvals/{approval}", Audience::approval_readers, 0, Urgency::reading,
       handler(parts, show_approval)},
      {Method::get, "/api/v1/approvals/{approval}/history", Audience::staff, 0, Urgency::reading,
       handler(parts, show_history)},
      {Method::get, "/api/v1/approvals/{approval}/deliveries", Audience::staff, 0, Urgency::reading,
       handler(parts, show_deliveries)},
      {Method::get, "/api/v1/approval-needs", Audience::staff, 0, Urgency::report, handler(parts, show_needs)},
      changing("/api/v1/approvals/{approval}/suspend", suspend),
      changing("/api/v1/approvals/{approval}/reinstate", reinstate),
      changing("/api/v1/approvals/{approval}/revoke", revoke),
  };
}

}  // namespace kiosk::http
