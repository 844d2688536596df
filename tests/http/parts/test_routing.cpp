#include <unistd.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "crypto/keyed_hasher.hpp"
#include "http/site.hpp"
#include "http/target.hpp"
#include "support/quiet_log.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

void at_once(const std::function<void()>& work) { work(); }

void ok(const Request& /*request*/, const Respond& respond) { respond(json_reply(200, "{}")); }

Router sample_router() {
  return Router{{
      {Method::get, "/things/{thing}.pdf", Audience::anyone, 0, Urgency::reading, ok},
      {Method::get, "/things/{thing}", Audience::anyone, 0, Urgency::reading, ok},
      {Method::put, "/things/{thing}", Audience::applicant, 100, Urgency::running_exam, ok},
      {Method::post, "/things", Audience::anyone, 10, Urgency::report, ok},
  }};
}

Request request_for(Method method, const std::string& target) {
  Request request;
  request.method = method;
  Target parsed = *parse_target(target);
  request.segments = std::move(parsed.segments);
  request.fields = {{"origin", "http://cert.example"}, {"content-type", "application/json"}};
  return request;
}

struct PagesFolder {
  PagesFolder() {
    std::filesystem::create_directories(path / "hq");
    std::filesystem::create_directories(path / "assets");
    write("index.html", "<applicant>");
    write("index.html.br", "br");
    write("index.html.gz", "gz");
    write("hq/index.html", "<staff>");
    write("assets/app-1234.js", "script");
    write("favicon.svg", "<svg/>");
  }
  ~PagesFolder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream{path / name} << bytes; }

  std::filesystem::path path = std::filesystem::temp_directory_path() / ("kiosk-pages-" + std::to_string(::getpid()));
};

}  // namespace

TEST_CASE("a placeholder may have an ending, which is no part of it") {
  const Router router = sample_router();
  const auto found = router.match(Method::get, {"things", "a.b.pdf"});
  REQUIRE(found.route != nullptr);
  CHECK(found.route->path == "/things/{thing}.pdf");
  REQUIRE(found.parameters.size() == 1);
  CHECK(found.parameters[0].name == "thing");
  CHECK(found.parameters[0].value == "a.b");
  CHECK(router.match(Method::get, {"things", ".pdf"}).route->path == "/things/{thing}");
  CHECK(router.match(Method::get, {"things", "a.pdfs"}).route->path == "/things/{thing}");
  CHECK(router.match(Method::post, {"things", "a.pdf"}).allow == "GET, HEAD, PUT");
}

TEST_CASE("a route is found by its path and method") {
  const Router router = sample_router();
  const auto found = router.match(Method::put, {"things", "a b"});
  REQUIRE(found.route != nullptr);
  CHECK(found.route->body_limit == 100);
  CHECK(find_field(found.parameters, "thing") == "a b");
  CHECK(router.match(Method::head, {"things", "x"}).route == &router.routes()[1]);

  const auto wrong_method = router.match(Method::delete_, {"things", "x"});
  CHECK(wrong_method.route == nullptr);
  CHECK(wrong_method.allow == "GET, HEAD, PUT");
  CHECK(router.match(Method::other, {"things"}).allow == "POST");
  for (const auto& segments : std::vector<std::vector<std::string>>{
           {}, {"things", ""}, {"things", "x", "y"}, {"Things"}, {"things", "x", ""}, {"other"}}) {
    const auto nothing = router.match(Method::get, segments);
    CHECK((nothing.route == nullptr && (nothing.allow.empty() || segments.size() == 1)));
  }
}

TEST_CASE("a request is admitted on its head alone") {
  Metrics metrics;
  test::QuietLog log;
  const Site site{sample_router(), {}, PublicOrigin{"http://cert.example"}, 100, at_once, metrics, log};
  const auto status = [&](Request request, std::uint64_t length) {
    const Site::Admission admission = site.admit(request, length);
    return admission.refusal ? admission.refusal->status : 0;
  };
  CHECK(status(request_for(Method::put, "/things/x"), 100) == 0);
  CHECK(status(request_for(Method::put, "/things/x"), 101) == 413);
  CHECK(status(request_for(Method::post, "/things/x"), 1) == 405);
  CHECK(status(request_for(Method::post, "/nowhere"), 1) == 404);
  CHECK(status(request_for(Method::get, "/things/x"), 0) == 0);

  Request foreign = request_for(Method::put, "/things/x");
  foreign.fields[0].value = "http://evil.example";
  CHECK(status(foreign, 1) == 403);
  Request form = request_for(Method::put, "/things/x");
  form.fields[1].value = "text/plain";
  CHECK(status(form, 1) == 415);
  CHECK(status(form, 0) == 0);
  form.fields[1].value = "Application/JSON; charset=utf-8";
  CHECK(status(form, 1) == 0);
}

TEST_CASE("under load the less urgent is refused first, running exams never") {
  std::vector<Respond> waiting;
  const Handler wait = [&](const Request&, const Respond& respond) { waiting.push_back(respond); };
  Metrics metrics;
  test::QuietLog log;
  std::vector<Route> routes;
  const std::vector<Urgency> order{Urgency::report, Urgency::reading, Urgency::sign_in, Urgency::new_start,
                                   Urgency::running_exam};
  for (const Urgency urgency : order) {
    routes.push_back({Method::get, "/u" + std::to_string(routes.size()), Audience::anyone, 0, urgency, wait});
  }
  Site site{Router{std::move(routes)}, {}, PublicOrigin{"http://cert.example"}, 100, at_once, metrics, log};
  std::vector<std::size_t> refused_at(order.size(), 0);
  for (std::size_t at_work = 0; at_work < 200; ++at_work) {
    for (std::size_t i = 0; i < order.size(); ++i) {
      Request request = request_for(Method::get, "/u" + std::to_string(i));
      if (site.admit(request, 0).refusal && refused_at[i] == 0) refused_at[i] = at_work;
    }
    Request work = request_for(Method::get, "/u4");
    const Site::Admission admission = site.admit(work, 0);
    site.handle(admission.route, work, [](Reply) {});
  }
  CHECK(refused_at == std::vector<std::size_t>{25, 50, 65, 80, 0});
  const std::string counted = metrics.text({});
  CHECK_THAT(counted, Catch::Matchers::Contains("kiosk_http_shed_total{urgency=\"report\"} 175\n"));
  CHECK_THAT(counted, Catch::Matchers::Contains("kiosk_http_shed_total{urgency=\"new-start\"} 120\n"));
  CHECK_THAT(counted, !Catch::Matchers::Contains("running-exam"));
  CHECK(log.has("requests-shed"));
  waiting.clear();  // answers that never came count no longer
  Request report = request_for(Method::get, "/u0");
  CHECK_FALSE(site.admit(report, 0).refusal);
}

TEST_CASE("while the disk is nearly full no exam begins, and those that run go on") {
  Metrics metrics;
  test::QuietLog log;
  Site site{Router{{{Method::get, "/start", Audience::anyone, 0, Urgency::new_start, ok},
                    {Method::get, "/read", Audience::anyone, 0, Urgency::reading, ok},
                    {Method::get, "/save", Audience::anyone, 0, Urgency::running_exam, ok}}},
            {},
            PublicOrigin{"http://cert.example"},
            100,
            at_once,
            metrics,
            log};
  const auto refusal = [&site](const char* path) {
    Request request = request_for(Method::get, path);
    return site.admit(request, 0).refusal;
  };
  CHECK_FALSE(refusal("/start"));
  site.refuse_new_starts(true);
  REQUIRE(refusal("/start"));
  CHECK(refusal("/start")->status == 503);
  CHECK_FALSE(refusal("/read"));
  CHECK_FALSE(refusal("/save"));
  site.refuse_new_starts(false);
  CHECK_FALSE(refusal("/start"));
}

TEST_CASE("starts take turns, running exams do not wait for them") {
  std::vector<Respond> waiting;
  const Handler wait = [&](const Request&, const Respond& respond) { waiting.push_back(respond); };
  Metrics metrics;
  test::QuietLog log;
  Site site{Router{{{Method::get, "/start", Audience::anyone, 0, Urgency::new_start, wait},
                    {Method::get, "/save", Audience::anyone, 0, Urgency::running_exam, ok}}},
            {},
            PublicOrigin{"http://cert.example"},
            100,
            at_once,
            metrics,
            log};
  int starts = 0;
  int saves = 0;
  const auto ask = [&site](const char* path, int& answered) {
    Request request = request_for(Method::get, path);
    const Site::Admission admission = site.admit(request, 0);
    if (admission.refusal) return false;
    site.handle(admission.route, request, [&answered](const Reply&) { ++answered; });
    return true;
  };
  int admitted = 0;
  while (ask("/start", starts)) ++admitted;
  CHECK(admitted == 80);  // those that wait for their turn count as at work
  CHECK(waiting.size() == Site::most_starts_at_once);
  CHECK(ask("/save", saves));
  CHECK(saves == 1);
  CHECK(starts == 0);

  while (!waiting.empty()) {
    const Respond respond = std::move(waiting.front());
    waiting.erase(waiting.begin());
    respond(json_reply(200, "{}"));
    CHECK(waiting.size() <= Site::most_starts_at_once);
  }
  CHECK(starts == admitted);
}

TEST_CASE("a handler that throws answers 500 without saying why") {
  Metrics metrics;
  test::QuietLog log;
  const Handler broken = [](const Request&, const Respond&) { throw std::runtime_error("secret reason"); };
  Site site{Router{{{Method::get, "/broken", Audience::anyone, 0, Urgency::reading, broken}}},
            {},
            PublicOrigin{"http://cert.example"},
            100,
            at_once,
            metrics,
            log};
  Request request = request_for(Method::get, "/broken");
  Reply reply;
  site.handle(site.admit(request, 0).route, request, [&](Reply given) { reply = std::move(given); });
  CHECK(reply.status == 500);
  CHECK(reply.body.find("secret") == std::string::npos);
  CHECK(log.has("handler-failed"));
}

TEST_CASE("pages are served from memory") {
  const PagesFolder folder;
  const crypto::KeyedHasher hasher{std::string(32, 'k')};
  const StaticFiles files = *StaticFiles::load(folder.path, hasher);
  const auto find = [&](const std::string& target, std::vector<Field> fields) {
    Request request = request_for(Method::get, target);
    request.fields = std::move(fields);
    return files.find(request);
  };
  const auto body = [](const std::optional<Reply>& reply) {
    return reply ? std::string{reply->bytes()} : std::string{"nothing"};
  };
  const std::vector<Field> browser{{"accept", "text/html,*/*;q=0.8"}};

  CHECK(body(find("/", browser)) == "<applicant>");
  CHECK(body(find("/exam/results", browser)) == "<applicant>");
  CHECK(body(find("/hq", browser)) == "<staff>");
  CHECK(body(find("/hq/reports", browser)) == "<staff>");
  CHECK(body(find("/hqx", browser)) == "<applicant>");
  CHECK(body(find("/assets/app-1234.js", {})) == "script");
  CHECK(body(find("/exam", {{"accept", "application/json"}})) == "nothing");
  CHECK(body(find("/exam", {})) == "nothing");
  for (const char* target : {"/api/v1/x", "/credentials/x", "/keys/x", "/issuer", "/status/x", "/v/x", "/rules/x",
                             "/assets/old-9999", "/missing.js", "/problems/x", "/healthz/x"}) {
    CHECK(body(find(target, browser)) == "nothing");
  }

  const auto script = find("/assets/app-1234.js", {});
  CHECK(find_field(script->fields, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(find_field(script->fields, "Content-Type") == "text/javascript; charset=utf-8");
  const auto page = find("/", {{"accept", "text/html"}, {"accept-encoding", "gzip, deflate, br"}});
  CHECK(body(page) == "br");
  CHECK(find_field(page->fields, "Content-Encoding") == "br");
  CHECK(find_field(page->fields, "Content-Type") == "text/html; charset=utf-8");
  CHECK(find_field(page->fields, "Cache-Control") == "no-cache");
  CHECK(body(find("/", {{"accept", "text/html"}, {"accept-encoding", "gzip;q=0.5, br;q=0"}})) == "gz");
  CHECK(body(find("/", {{"accept", "text/html"}, {"accept-encoding", "gzip;q=0.0"}})) == "<applicant>");

  const std::string etag{*find_field(page->fields, "ETag")};
  const auto again = find("/", {{"accept", "text/html"}, {"accept-encoding", "br"}, {"if-none-match", etag}});
  CHECK(again->status == 304);
  CHECK(body(again).empty());
  CHECK(StaticFiles::load(folder.path / "missing", hasher).has_error());
}
