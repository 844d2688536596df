#pragma once

#include "http/reply.hpp"
#include "ports/public_documents.hpp"

/// Pages and certificates for people who have no page of ours open.
namespace kiosk::http {

/// `?lang=` before Accept-Language before `fallback`; always one of `page_languages`. Any other parameter is let pass:
/// those who share a link add some.
Language page_language(const Request& request, const Language& fallback);

/// Tells search engines to keep away.
Reply page_reply(int status, Document page, const Language& language);

/// 404, in the reader's language.
Reply unknown_approval_reply(const PublicDocuments& documents, const Request& request);

}  // namespace kiosk::http
