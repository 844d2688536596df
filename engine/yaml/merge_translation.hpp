#pragma once

#include "yaml/load_bank.hpp"
#include "yaml/load_translation.hpp"

namespace kiosk::yaml {

/// Checks a translation against its bank and adds its texts: the same version, another language, known items with
/// exactly the options of the item. A translation that lacks items is only a warning here, and is left out of
/// `Bank::languages` and of all texts; it is an error where an exam offers the language (exam_check.hpp).
void merge_translation(const TranslationFile& translation, BankFile& file, Report& report);

}  // namespace kiosk::yaml
