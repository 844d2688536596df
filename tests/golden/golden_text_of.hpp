#pragma once

#include <string>

#include "form/form.hpp"
#include "scoring/score.hpp"

namespace kiosk::test {

/// One line an item: section, topic, public id, bank/item and the options as public id = option.
std::string golden_text_of(const Form& form);

/// Decision, total, sections and topics, one a line.
std::string golden_text_of(const ExamResult& result);

}  // namespace kiosk::test
