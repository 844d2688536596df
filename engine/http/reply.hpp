#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "ports/hasher.hpp"

namespace kiosk::http {

/// Gets one more piece of an answer that goes on, or nothing when it ends there. Once, from any thread.
using GivePiece = std::function<void(std::optional<std::string>)>;

/// An answer before the fields that every answer carries (reply_head.hpp) are added.
struct Reply {
  int status = 200;
  std::vector<Field> fields;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< used instead of `body` when set: static files are not copied
  milliseconds delay{0};                           ///< the connection waits that long before it sends
  bool signed_in = false;      ///< the request proved who asks; the connection leaves the quota of unknown ones
  std::string_view problem{};  ///< code of a problem document, a constant; empty: the answer is none
  bool closes = false;         ///< the connection ends after this answer
  bool shed = false;           ///< refused for the load alone: the log tells how many, not each

  /// Of an answer of unknown length: called for what follows the body each time that is written. Such an answer ends
  /// with its connection. It must give, whatever happens, within the time limit of an answer.
  std::function<void(const GivePiece&)> next_piece{};

  std::string_view bytes() const { return shared_body ? std::string_view{*shared_body} : std::string_view{body}; }
  Reply& with(std::string name, std::string value) {
    fields.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

/// Takes the answer to one request, once, from any thread. An answer to a connection that is gone is dropped.
using Respond = std::function<void(Reply)>;

/// Handlers return at once; what they still need of the request they copy.
using Handler = std::function<void(const Request&, Respond)>;

Reply no_content();
Reply json_reply(int status, std::string body);
/// `media_type` as it stands in Content-Type.
Reply typed_reply(int status, std::string body, std::string media_type);

/// The tag of these bytes for `with_etag`: 128 bits of their hash.
std::string etag_of(const Hasher& hasher, std::string_view bytes);

/// A tag as it stands in the field ETag.
std::string quoted_tag(const std::string& tag);

/// The tags that If-Match names, without quotes, or `*`; nothing when it was not sent. Strong tags alone can match
/// (RFC 9110 §13.1.1): weak ones, and what is no tag, are left out.
std::optional<std::vector<std::string>> if_match(const Request& request);

/// Adds a strong ETag and answers 304 without body when the request's If-None-Match names it (RFC 9110 §13.1.2).
Reply with_etag(const Request& request, Reply reply, const std::string& tag);

}  // namespace kiosk::http
