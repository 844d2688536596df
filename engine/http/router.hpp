#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/reply.hpp"

namespace kiosk::http {

/// Who a route is for. The use case behind it decides; the table says it for readers, the OpenAPI document and the
/// access matrix of the tests.
enum class Audience { anyone, applicant, staff, events_token, approval_readers, webhook_managers, onboarding_token };

std::string_view audience_name(Audience audience);
/// Machines with a bearer token are among them.
bool takes_token(Audience audience);

/// What is refused first when too many requests are being worked on, from last to first (hardening.md §5, overload).
enum class Urgency { running_exam, new_start, sign_in, reading, report };

std::string_view urgency_name(Urgency urgency);

struct Route {
  Method method = Method::get;  ///< GET rows also answer HEAD
  std::string path;  ///< `/api/v1/attempts/{attempt}`: a segment is a word, a placeholder, or a placeholder and an
                     ///< ending (`{approval}.pdf`, in a row before that without)
  Audience audience = Audience::anyone;
  std::size_t body_limit = 0;  ///< bytes
  Urgency urgency = Urgency::reading;
  Handler handle;
  bool only_reads = false;      ///< changes nothing although it is no GET: any page and program may send it
  bool for_any_origin = false;  ///< the same for everybody, without a cookie: pages of any origin may read the answer
};

/// The table of routes. Few enough rows to look at each.
class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  ///< null: see `allow`
    std::vector<Field> parameters;
    std::string allow;  ///< the path is there for these methods only; empty: nothing is at this path
  };
  Match match(Method method, const std::vector<std::string>& segments) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> templates_;  ///< the routes' paths as segments
};

}  // namespace kiosk::http
