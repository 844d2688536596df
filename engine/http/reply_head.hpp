#pragma once

#include <string>
#include <string_view>

#include "http/reply.hpp"

namespace kiosk::http {

struct ReplyHeadFacts {
  std::string_view request_id;
  Instant now;
  bool https = false;           ///< the base URL is https: browsers are told to stay with it
  bool keeps_open = true;       ///< the connection takes another request
  bool for_any_origin = false;  ///< pages of other origins may read and embed it
};

/// Status line and fields with the empty line at the end: what the handler set, then what every answer of any status
/// carries (hardening.md §7), Content-Length, Date, `X-Request-Id`, and `Cache-Control: no-store` unless the handler
/// chose otherwise.
std::string reply_head(const Reply& reply, const ReplyHeadFacts& facts);

/// IMF-fixdate of RFC 9110 §5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(Instant instant);

}  // namespace kiosk::http
