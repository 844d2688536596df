#pragma once

#include <string>

#include "http/reply.hpp"

namespace kiosk::http {

/// The base URL's consequences: which origin pages come from, and how cookies are set.
class PublicOrigin {
 public:
  /// `base_url`: `https://cert.example` or `http://127.0.0.1:8080`, without path.
  explicit PublicOrigin(std::string base_url);

  bool https() const { return https_; }
  /// Host name of the base URL without port, in lower case.
  const std::string& host() const { return host_; }

  /// Whether a page of this server sends the request: `Origin` is the base URL's (or, over loopback, that of the Host
  /// asked), and `Sec-Fetch-Site`, where sent, is `same-origin`.
  bool is_same_origin(const Request& request) const;

  /// Token of the applicant's or the staff member's sign-in; empty when there is none.
  std::string applicant_token(const Request& request) const;
  std::string staff_token(const Request& request) const;

  /// Value of Set-Cookie. `lifetime` 0 removes the cookie.
  std::string applicant_cookie(const std::string& token, seconds lifetime) const;
  std::string staff_cookie(const std::string& token, seconds lifetime) const;

 private:
  std::string cookie_name(std::string_view name) const;
  std::string cookie(std::string_view name, const std::string& token, seconds lifetime) const;

  std::string origin_;
  std::string host_;
  bool https_;
};

/// Token of `Authorization: Bearer …`; empty when there is none.
std::string bearer_token(const Request& request);

}  // namespace kiosk::http
