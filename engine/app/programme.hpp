#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "onboarding/programme.hpp"
#include "service/issue_approval.hpp"

namespace kiosk::app {

/// How the programme speaks in its approvals.
struct ProgrammeSpeech {
  std::string number_prefix = shipped_number_prefix;
  onboarding::ProgrammeTexts texts = onboarding::ProgrammeTexts::shipped();
};

/// From a file of the schema `kiosk-programme/1`; what it leaves out, and all of it for an empty path, is as shipped.
/// Problems are told on standard error with file and line. Errors: `content_invalid`.
Result<ProgrammeSpeech> load_programme_speech(const std::filesystem::path& file);

}  // namespace kiosk::app
