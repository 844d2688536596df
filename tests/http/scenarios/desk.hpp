#pragma once

#include "http/scenarios/sitting.hpp"

namespace kiosk::http {

inline constexpr const char* staff_password = "a long password 1";

/// One of staff, added and signed in.
inline Browser sign_in(ServerBench& bench, const std::string& name, Role role) {
  bench.add_staff(name, role, staff_password);
  Browser browser{bench};
  browser.ask_for(200, "POST", "/api/v1/staff/sign-ins",
                  R"({"name":")" + name + R"(","password":")" + staff_password + R"("})");
  return browser;
}

inline std::string reason_body(const std::string& reason) { return R"({"reason":")" + reason + R"("})"; }

/// One approval, and staff who act on it.
class Desk {
 public:
  Desk(ServerBench& bench, std::string approval) : bench_(bench), id_(std::move(approval)) {}

  std::string path(const std::string& step = {}) const { return "/api/v1/approvals/" + id_ + step; }

  std::string tag(Browser& staff) const { return staff.ask("GET", path()).field("etag"); }

  /// With the tag of now and a key of its own.
  test::HttpReply act(Browser& staff, const std::string& step, const std::string& reason) {
    return staff.ask(
        "POST", path(step), reason_body(reason),
        {{"If-Match", tag(staff)}, {"Idempotency-Key", "\"" + id_ + "-" + std::to_string(++keys_) + "\""}});
  }

  std::string code(Browser& staff, const std::string& step, const std::string& reason, int status) {
    const test::HttpReply reply = act(staff, step, reason);
    CHECK(reply.status == status);
    return at(boost::json::parse(reply.body), "/code");
  }

  std::vector<std::string> events() {
    const std::string token = bench_.add_token({Scope::events_read});
    Browser machine{bench_};
    const boost::json::value feed =
        machine.ask_for(200, "GET", "/api/v1/events", "", {{"Authorization", "Bearer " + token}});
    std::vector<std::string> events;
    for (const boost::json::value& event : feed.as_array()) {
      const std::string type = at(event, "/type");
      events.push_back(type.substr(type.find("approval.") + 9, type.size() - type.find("approval.") - 12) + " " +
                       at(event, "/data/status") + " " + at(event, "/data/revision") + " " + at(event, "/data/reason"));
    }
    return events;
  }

 private:
  ServerBench& bench_;
  std::string id_;
  int keys_ = 0;
};

}  // namespace kiosk::http
