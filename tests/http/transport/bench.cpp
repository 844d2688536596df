#include "http/transport/bench.hpp"

namespace kiosk::http {

TransportBench::TransportBench(const TransportLimits& limits, const ConnectionLimits& connections)
    : transport_(limits, clock_, log_) {
  port_ = *transport_.bind("127.0.0.1", 0);
  const std::string base_url = "http://127.0.0.1:" + std::to_string(port_);
  site_ = std::make_unique<Site>(
      Router{routes()}, StaticFiles{}, PublicOrigin{base_url}, 100'000,
      [this](std::function<void()> work) { transport_.post(std::move(work)); }, metrics_, log_);
  std::vector<ListenerTerms> terms;
  terms.push_back({*site_, HostPolicy{{"127.0.0.1"}}, {}, connections});
  transport_.start(std::move(terms), "test");
}

TransportBench::~TransportBench() {
  transport_.stop();
  for (std::thread& thread : answering_) thread.join();
}

std::vector<Route> TransportBench::routes() {
  const auto row = [](const char* path, Handler handle) {
    return Route{Method::get, path, Audience::anyone, 0, Urgency::reading, std::move(handle)};
  };
  const Handler slow = [this](const Request& request, const Respond& respond) {
    const milliseconds pause{std::stoi(request.parameter("ms"))};
    const std::lock_guard lock{mutex_};
    answering_.emplace_back([pause, respond] {
      std::this_thread::sleep_for(pause);
      respond(json_reply(200, R"({"slow":true})"));
    });
  };
  const Handler never = [this](const Request&, const Respond& respond) {
    const std::lock_guard lock{mutex_};
    unanswered_.push_back(respond);
  };
  const Handler echo = [](const Request& request, const Respond& respond) {
    respond(typed_reply(200, request.body, "application/json"));
  };
  const Handler small = [](const Request&, const Respond& respond) { respond(json_reply(200, R"({"small":true})")); };
  const Handler big = [](const Request&, const Respond& respond) {
    respond(typed_reply(200, std::string(4 << 20, 'b'), "text/plain"));
  };
  return {row("/small", small),
          row("/big", big),
          row("/slow/{ms}", slow),
          row("/never", never),
          {Method::post, "/echo", Audience::anyone, 1000, Urgency::reading, echo},
          {Method::get, "/mine", Audience::applicant, 0, Urgency::reading, small}};
}

}  // namespace kiosk::http
