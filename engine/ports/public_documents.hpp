#pragma once

#include <array>
#include <optional>
#include <string>

#include "approval/public_approval.hpp"

namespace kiosk {

struct Document {
  std::string body;
  std::string media_type;
};

/// Languages of the pages, the one that stands in for all others first.
inline constexpr std::array<const char*, 2> page_languages{"en", "zh-CN"};

/// What the URLs inside a credential resolve to, and the pages for whoever looks at an approval. Safe to call from
/// several threads.
class PublicDocuments {
 public:
  virtual ~PublicDocuments() = default;

  virtual Document jwks() const = 0;
  virtual std::optional<Document> key(const std::string& name) const = 0;
  virtual Document issuer() const = 0;
  virtual Document achievement(const Exam& exam) const = 0;
  virtual Document criteria(const Exam& exam) const = 0;
  virtual Document rule(const Rule& rule) const = 0;
  /// The Bitstring Status List `list` as it was last signed. Nothing for an unknown list.
  virtual std::optional<Document> status_list(int list) const = 0;
  /// The programme's own terms in credentials, version 1.
  virtual Document vocabulary() const = 0;
  /// JSON Schema of the event's `data`.
  virtual Document event_schema() const = 0;

  /// HTML pages in one of `page_languages`, without script; everything that they show is escaped.
  virtual Document approval_page(const PublicApproval& approval, const Language& language) const = 0;
  virtual Document unknown_approval_page(const Language& language) const = 0;
  /// Their style sheet, at `/pages/public.css`.
  virtual Document page_style() const = 0;
};

}  // namespace kiosk
