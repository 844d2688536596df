#pragma once

#include "base/base64.hpp"
#include "http/scenarios/sitting.hpp"

namespace kiosk::http {

inline std::string verify_body(const std::string& credential) {
  return boost::json::serialize(boost::json::object{{"credential", credential}});
}

inline std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const std::size_t at = text.find(old_part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_part.size(), new_part);
}

/// One passed exam, its credential, and what can be made of that.
class Shown {
 public:
  explicit Shown(ServerBench& bench) : bench_(bench), holder_(bench, 1), anyone_(bench) {
    approval_ = holder_.sit(10).at("approval");
    credential_ = anyone_.ask("GET", "/credentials/" + id()).body;
    kid_ = at(boost::json::parse(header()), "/kid");
  }

  std::string id() const { return at(approval_, "/id"); }
  std::string page() const { return at(approval_, "/verify_url").substr(bench_.base_url().size()); }
  const boost::json::value& approval() const { return approval_; }
  const std::string& credential() const { return credential_; }
  Sitting& holder() { return holder_; }
  Browser& anyone() { return anyone_; }

  std::string header() const { return part(0); }
  std::string payload() const { return part(credential_.find('.') + 1); }
  std::string signature() const { return credential_.substr(credential_.rfind('.')); }

  /// Signed by the server's own key, whatever it says.
  std::string signed_again(const std::string& header, const std::string& payload) const {
    const std::string message = to_base64url(header) + "." + to_base64url(payload);
    const auto signature = bench_.keys().signing_key()->sign(message);
    return message + "." + to_base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
  }
  /// A header beside alg and kid.
  std::string header_with(const std::string& members) const {
    return R"({"alg":"ES256","kid":")" + kid_ + R"(",)" + members + "}";
  }

  boost::json::value verified(const std::string& credential) {
    return anyone_.ask_for(200, "POST", "/api/v1/verify", verify_body(credential));
  }

  /// Names of the checks that failed, separated by blanks; `valid` when all held.
  std::string refused_by(const std::string& credential) {
    const boost::json::value reply = verified(credential);
    std::string failed;
    for (const boost::json::value& check : reply.at("checks").as_array()) {
      if (!check.at("ok").as_bool()) failed += (failed.empty() ? "" : " ") + at(check, "/check");
    }
    CHECK(reply.at("valid").as_bool() == failed.empty());
    return failed.empty() ? "valid" : failed;
  }

 private:
  std::string part(std::size_t start) const {
    return *from_base64url(std::string_view{credential_}.substr(start, credential_.find('.', start) - start));
  }

  ServerBench& bench_;
  Sitting holder_;
  Browser anyone_;
  boost::json::value approval_;
  std::string credential_;
  std::string kid_;
};

}  // namespace kiosk::http
