#include "http/public_page.hpp"

#include <algorithm>

#include "http/media_types.hpp"

namespace kiosk::http {

Language page_language(const Request& request, const Language& fallback) {
  static const std::vector<std::string> offers{page_languages.begin(), page_languages.end()};
  const auto is_offered = [](const Language& language) {
    return std::find(offers.begin(), offers.end(), language) != offers.end();
  };
  Language wanted{find_field(request.query, "lang").value_or("")};
  if (is_offered(wanted)) return wanted;
  wanted = negotiated_language(request, offers).value_or(fallback);
  return is_offered(wanted) ? wanted : offers.front();
}

Reply page_reply(int status, Document page, const Language& language) {
  Reply reply = typed_reply(status, std::move(page.body), std::move(page.media_type));
  reply.with("Content-Language", language);
  reply.with("X-Robots-Tag", "noindex");
  return reply;
}

Reply unknown_approval_reply(const PublicDocuments& documents, const Request& request) {
  const Language language = page_language(request, page_languages.front());
  return page_reply(404, documents.unknown_approval_page(language), language);
}

}  // namespace kiosk::http
