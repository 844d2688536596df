#include "http/reply.hpp"

#include "http/text.hpp"

namespace kiosk::http {

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

Reply json_reply(int status, std::string body) { return typed_reply(status, std::move(body), "application/json"); }

Reply typed_reply(int status, std::string body, std::string media_type) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.with("Content-Type", std::move(media_type));
  return reply;
}

std::string etag_of(const Hasher& hasher, std::string_view bytes) {
  constexpr std::size_t digits = 32;
  return hasher.sha256(bytes).hex().substr(0, digits);
}

std::string quoted_tag(const std::string& tag) { return "\"" + tag + "\""; }

std::optional<std::vector<std::string>> if_match(const Request& request) {
  const auto field = request.field("if-match");
  if (!field) return std::nullopt;
  constexpr std::string_view any_in_quotes = R"("*")";  // a tag like another, and none of ours
  std::vector<std::string> tags;
  for (const std::string_view item : comma_list(*field)) {
    const bool is_strong = item.size() > 2 && item.starts_with('"') && item.ends_with('"');
    if (item == "*") tags.emplace_back("*");
    if (is_strong && item != any_in_quotes) tags.emplace_back(item.substr(1, item.size() - 2));
  }
  return tags;
}

Reply with_etag(const Request& request, Reply reply, const std::string& tag) {
  const std::string etag = quoted_tag(tag);
  reply.with("ETag", etag);
  for (std::string_view known : comma_list(request.field("if-none-match").value_or(""))) {
    if (known.starts_with("W/")) known.remove_prefix(2);
    if (known == "*" || known == etag) {
      reply.status = 304;
      reply.body.clear();
      reply.shared_body.reset();
      break;
    }
  }
  return reply;
}

}  // namespace kiosk::http
