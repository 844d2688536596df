#pragma once

#include <string>

#include "approval/public_approval.hpp"

/// Words of the public pages, in `page_languages`.
namespace kiosk::onboarding {

struct PageWords {
  const char* title;
  const char* number;
  const char* region;
  const char* exam;
  const char* issued;
  const char* valid_until;
  const char* holder;
  const char* rules;
  const char* rule_version;  ///< `{version}` is replaced
  const char* reason;
  const char* as_of;  ///< `{time}` is replaced
  const char* certificate;
  const char* badge;
  const char* credential;
  const char* credential_hint;
  const char* unknown;
  const char* unknown_hint;
};

/// Another language than those of the pages is as English.
const PageWords& page_words(const Language& language);

const char* state_word(ApprovalState state, const Language& language);
/// One plain sentence: what the state means for somebody who deals with the holder.
const char* state_sentence(ApprovalState state, const Language& language);
const char* reason_words(ReasonCode reason, const Language& language);

/// `22 November 2026`, `2026年11月22日`; in UTC.
std::string day_words(Instant instant, const Language& language);

}  // namespace kiosk::onboarding
