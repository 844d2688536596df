#include <catch2/catch.hpp>
#include <set>

#include "http/access.hpp"
#include "http/error_map.hpp"
#include "http/media_types.hpp"
#include "http/metrics.hpp"
#include "http/query_reader.hpp"
#include "http/reply_head.hpp"

using namespace kiosk;
using namespace kiosk::http;
using Catch::Contains;

namespace {

const Instant now = from_unix_ms(784'111'777'123);

Request request_with(std::vector<Field> fields) {
  Request request;
  request.fields = std::move(fields);
  return request;
}

}  // namespace

TEST_CASE("dates are written as RFC 9110 shows") {
  CHECK(http_date(now) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(http_date(from_unix_ms(1'795'316'400'999)) == "Sun, 22 Nov 2026 03:00:00 GMT");
}

TEST_CASE("every head carries the security fields, whatever the status") {
  for (const int status : {200, 201, 204, 304, 400, 404, 413, 431, 500, 503}) {
    Reply reply;
    reply.status = status;
    reply.body = "12345";
    const std::string head = reply_head(reply, {"id-1", now, true, true});
    CAPTURE(head);
    CHECK_THAT(head, Contains("HTTP/1.1 " + std::to_string(status) + " "));
    for (const char* field :
         {"Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin",
          "Cross-Origin-Resource-Policy: same-origin", "Permissions-Policy: camera=(), microphone=(), geolocation=()",
          "Strict-Transport-Security: max-age=31536000", "Cache-Control: no-store", "X-Request-Id: id-1"}) {
      CHECK_THAT(head, Contains(field));
    }
    CHECK_THAT(head, !Contains("Server:"));
    CHECK_THAT(head, !Contains("unsafe-inline"));
    const bool has_length = status != 204 && status != 304;
    CHECK((head.find("Content-Length: 5\r\n") != std::string::npos) == has_length);
    CHECK(head.ends_with("\r\n\r\n"));
  }
  Reply cached;
  cached.with("cache-control", "no-cache");
  CHECK_THAT(reply_head(cached, {"id", now, false, false}), !Contains("no-store") && Contains("Connection: close") &&
                                                                !Contains("Strict-Transport") &&
                                                                !Contains("Access-Control"));
  CHECK_THAT(reply_head(cached, {"id", now, false, true, true}),
             Contains("Access-Control-Allow-Origin: *\r\n") &&
                 Contains("Cross-Origin-Resource-Policy: cross-origin\r\n") &&
                 !Contains("Cross-Origin-Resource-Policy: same-origin"));
}

TEST_CASE("every error code has a status, a title of its own and a description") {
  std::set<std::string_view> titles;
  for (const ErrorCode code : all_error_codes()) {
    const ProblemForm form = problem_form(code);
    CHECK(form.status >= 400);
    CHECK(titles.insert(form.title).second);
    CHECK(problem_description(wire_name(code)));
  }
  CHECK_FALSE(problem_description("no-such-problem"));
}

TEST_CASE("a problem document names the request, the code and what is wrong") {
  Error error =
      failure(ErrorCode::waiting_time, "too early",
              {{"next_attempt_at", "2026-11-23T03:00:00Z"}, {"attempts_left", std::int64_t{2}}, {"soon", true}});
  error.fields.push_back({"/name", "required", "must not be \"empty\""});
  const Reply reply = problem_reply(error, "ab12-7");
  CHECK(reply.status == 409);
  CHECK(find_field(reply.fields, "Content-Type") == "application/problem+json");
  for (const char* part :
       {R"("type":"/problems/waiting-time")", R"("status":409)", R"("code":"waiting-time")", R"("detail":"too early")",
        R"("instance":"/requests/ab12-7")", R"("next_attempt_at":"2026-11-23T03:00:00Z")", R"("attempts_left":2)",
        R"("soon":true)", R"("errors":[{"pointer":"/name","code":"required","detail":"must not be \"empty\""}])"}) {
    CHECK_THAT(reply.body, Contains(part));
  }
}

TEST_CASE("429 and 503 say when to come back, not all at the same moment") {
  std::set<std::string> waits;
  for (int i = 0; i < 100; ++i) {
    const Reply reply = problem_reply(failure(ErrorCode::store_busy), "x-" + std::to_string(i));
    waits.insert(std::string{find_field(reply.fields, "Retry-After").value_or("")});
  }
  CHECK(waits.size() > 1);
  for (const std::string& wait : waits) CHECK((std::stoi(wait) >= 1 && std::stoi(wait) <= 10));
  const Error often = failure(ErrorCode::too_many_attempts, {}, {{"retry_after_s", std::int64_t{60}}});
  const Reply limited = problem_reply(often, "y");
  CHECK(std::stoi(std::string{*find_field(limited.fields, "Retry-After")}) >= 60);
}

TEST_CASE("media types are negotiated") {
  const std::vector<std::string> offers{"application/vc+jwt", "text/plain", "application/vc"};
  const auto best = [&](const char* accept) {
    return negotiated(request_with({{"accept", accept}}), offers).value_or("none");
  };
  CHECK(negotiated(request_with({}), offers) == "application/vc+jwt");
  CHECK(best("*/*") == "application/vc+jwt");
  CHECK(best("text/*") == "text/plain");
  CHECK(best("application/vc") == "application/vc");
  CHECK(best("Text/Plain;q=0.5, application/vc;q=0.9") == "application/vc");
  CHECK(best("*/*;q=0.1, application/vc+jwt;q=0") == "text/plain");
  CHECK(best("image/png") == "none");
  CHECK(best("application/vc;q=0") == "none");
  CHECK(best("application/vc;q=x") == "none");
}

TEST_CASE("queries are read with all their faults") {
  Request request;
  request.query = {{"limit", "10"}, {"from", "2026-11-22"}, {"to", "2026-11-22T03:00:00Z"}};
  QueryReader good{request};
  CHECK(good.integer("limit", 1, 100, 50) == 10);
  CHECK(good.integer("timeout", 0, 9, 3) == 3);
  CHECK(to_rfc3339(*good.instant("from")) == "2026-11-22T00:00:00Z");
  CHECK(good.instant("to"));
  CHECK(good.finish().has_value());

  for (const Field& fault : std::vector<Field>{
           {"limit", "0"}, {"limit", "101"}, {"limit", "1x"}, {"limit", ""}, {"from", "yesterday"}, {"other", "1"}}) {
    Request bad;
    bad.query = {fault};
    QueryReader reader{bad};
    reader.integer("limit", 1, 100, 50);
    reader.instant("from");
    const Status status = reader.finish();
    CAPTURE(fault.name, fault.value);
    REQUIRE(status.has_error());
    CHECK(status.error().code == ErrorCode::parameter_invalid);
  }
  Request twice;
  twice.query = {{"limit", "1"}, {"limit", "2"}};
  QueryReader reader{twice};
  reader.integer("limit", 1, 100, 50);
  CHECK(reader.finish().has_error());
}

TEST_CASE("changing requests come from pages of this server") {
  const PublicOrigin origin{"https://cert.example"};
  const auto same = [&](std::vector<Field> fields, bool loopback = false) {
    Request request = request_with(std::move(fields));
    request.from_loopback = loopback;
    return origin.is_same_origin(request);
  };
  CHECK(same({{"origin", "https://cert.example"}}));
  CHECK(same({{"origin", "https://cert.example"}, {"sec-fetch-site", "same-origin"}}));
  CHECK_FALSE(same({}));
  CHECK_FALSE(same({{"origin", "null"}}));
  CHECK_FALSE(same({{"origin", "http://cert.example"}}));
  CHECK_FALSE(same({{"origin", "https://cert.example.evil.example"}}));
  CHECK_FALSE(same({{"origin", "https://cert.example"}, {"sec-fetch-site", "cross-site"}}));
  CHECK_FALSE(same({{"origin", "https://cert.example"}, {"sec-fetch-site", "same-site"}}));
  CHECK(same({{"origin", "http://localhost:81"}, {"host", "localhost:81"}}, true));
  CHECK_FALSE(same({{"origin", "http://localhost:81"}, {"host", "localhost:81"}}, false));
  CHECK_FALSE(same({{"origin", "http://localhost:82"}, {"host", "localhost:81"}}, true));
}

TEST_CASE("cookies are set and read") {
  const PublicOrigin secure{"https://cert.example:444"};
  CHECK(secure.host() == "cert.example");
  CHECK(secure.applicant_cookie("tok", seconds{60}) ==
        "__Host-kiosk-applicant=tok; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
  const PublicOrigin plain{"http://[::1]:8080"};
  CHECK(plain.host() == "[::1]");
  CHECK(plain.staff_cookie("", seconds{0}) == "kiosk-staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
  const Request request = request_with({{"cookie", "a=1; kiosk-staff=s;kiosk-applicant=x=y; b"}});
  CHECK(plain.staff_token(request) == "s");
  CHECK(plain.applicant_token(request) == "x=y");
  CHECK(secure.staff_token(request).empty());
  CHECK(bearer_token(request_with({{"authorization", "Bearer kk_a_b"}})) == "kk_a_b");
  CHECK(bearer_token(request_with({{"authorization", "Basic abc"}})).empty());
}

TEST_CASE("etags answer 304") {
  const auto status = [](const char* known) {
    return with_etag(request_with({{"if-none-match", known}}), json_reply(200, "{}"), "abc").status;
  };
  CHECK(status("\"abc\"") == 304);
  CHECK(status("W/\"abc\"") == 304);
  CHECK(status("\"x\", \"abc\"") == 304);
  CHECK(status("*") == 304);
  CHECK(status("\"x\"") == 200);
}

TEST_CASE("metrics are Prometheus text") {
  Metrics metrics;
  metrics.connection_opened();
  metrics.connection_opened();
  metrics.connection_closed();
  metrics.request_done("GET", "/api/v1/exams", 200, std::chrono::microseconds{700});
  metrics.request_done("GET", "/api/v1/exams", 200, std::chrono::microseconds{40'000'000});
  metrics.problem_given(wire_name(ErrorCode::store_full));
  metrics.problem_given(wire_name(ErrorCode::store_full));
  Durations syncs;
  syncs.add(std::chrono::microseconds{300});
  const std::string text = metrics.text({{"kiosk_outbox_head", "gauge", "Newest event.", 12},
                                         {"kiosk_build", "gauge", "The build.", 1, "version=\"abc\""},
                                         {"kiosk_sync_seconds", "histogram", "Syncs.", 0, "disk=\"a\"", syncs}});
  for (const char* line :
       {"# TYPE kiosk_http_requests_total counter\n",
        "kiosk_http_requests_total{method=\"GET\",route=\"/api/v1/exams\",status=\"200\"} 2\n",
        "kiosk_http_request_duration_seconds_bucket{route=\"/api/v1/exams\",le=\"0.001\"} 1\n",
        "kiosk_http_request_duration_seconds_bucket{route=\"/api/v1/exams\",le=\"30\"} 1\n",
        "kiosk_http_request_duration_seconds_bucket{route=\"/api/v1/exams\",le=\"+Inf\"} 2\n",
        "kiosk_http_request_duration_seconds_sum{route=\"/api/v1/exams\"} 40.0007\n",
        "kiosk_http_request_duration_seconds_count{route=\"/api/v1/exams\"} 2\n", "kiosk_http_connections 1\n",
        "# HELP kiosk_outbox_head Newest event.\n", "kiosk_outbox_head 12\n",
        "kiosk_http_problems_total{code=\"store-full\"} 2\n", "kiosk_build{version=\"abc\"} 1\n",
        "kiosk_sync_seconds_bucket{disk=\"a\",le=\"0.00025\"} 0\n",
        "kiosk_sync_seconds_bucket{disk=\"a\",le=\"0.0005\"} 1\n", "kiosk_sync_seconds_sum{disk=\"a\"} 0.0003\n",
        "kiosk_sync_seconds_count{disk=\"a\"} 1\n"}) {
    CHECK_THAT(text, Contains(line));
  }
}
