#pragma once

#include <string>

#include "yaml/load_content.hpp"

namespace kiosk::bank_tool {

/// For people: every problem with its source line, a summary, and tables of the banks when there is no error.
std::string text_output(const yaml::LoadedContent& loaded);

/// `{"problems":[…],"summary":{…}}`, one line.
std::string json_output(const yaml::LoadedContent& loaded);

/// SARIF 2.1.0 (OASIS), which editors and code hosts show at the lines.
std::string sarif_output(const yaml::LoadedContent& loaded);

}  // namespace kiosk::bank_tool
