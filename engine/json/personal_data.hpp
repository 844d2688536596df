#pragma once

#include <string>

#include "service/personal_data.hpp"

namespace kiosk::json {

/// All that is held on a person, one JSON document. Hashes of codes and tokens are left out: they say nothing.
std::string write_personal_data(const PersonalData& data);

}  // namespace kiosk::json
