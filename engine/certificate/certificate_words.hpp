#pragma once

#include <string>
#include <vector>

#include "approval/public_approval.hpp"

/// Words of certificates, in English and Chinese; another language is as English.
namespace kiosk::certificate {

struct CertificateWords {
  const char* title;
  const char* holder_line;     ///< before the holder's name
  const char* no_holder_line;  ///< instead of the name
  const char* passed_line;     ///< after it
  const char* number;
  const char* region;
  const char* exam;
  const char* issued;
  const char* valid_until;
  const char* rules;
  const char* rule_version;  ///< before the number
  const char* scan;
  const char* paper;
};

const CertificateWords& certificate_words(const Language& language);

/// `REVOKED / 已撤销`: in both languages, since the paper may be shown to anybody. Nothing of an active approval.
std::string not_in_force(ApprovalState state);

/// The text in the language, or in whichever there is; empty when there is none.
std::string in_words(const LocalizedText& text, const Language& language);

/// `2026-11-22`, in UTC.
std::string day(Instant instant);

/// Name of the region and its code.
std::string region_words(const PublicApproval& approval, const Language& language);

/// `Price alignment (text version 1)`, one for each rule.
std::vector<std::string> rule_words(const PublicApproval& approval, const Language& language);

}  // namespace kiosk::certificate
