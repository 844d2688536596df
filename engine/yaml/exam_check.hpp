#pragma once

#include <map>
#include <string>
#include <vector>

#include "yaml/load_bank.hpp"
#include "yaml/load_exam.hpp"
#include "yaml/load_regions.hpp"

namespace kiosk::yaml {

/// By id; the file may hold errors of its own.
using BankFiles = std::map<std::string, BankFile>;

/// Whether an exam can be held with these banks: they are there, in all languages of the exam, and hold at least as
/// many items of each topic as all its draws take together. Says nothing about banks whose files have errors.
/// With `all_known` false, banks and translations that are not among the files are taken to be elsewhere.
void check_exam(const ExamFile& file, const BankFiles& banks, bool all_known, Report& report);

/// Warns about topics of banks that none of the exams with that bank names: a slip there would keep items from being
/// drawn for ever.
void warn_undrawn_topics(const std::vector<ExamFile>& exams, const BankFiles& banks, Report& report);

/// Each region has a name in every language that an exam offers.
void check_region_names(const RegionsFile& regions, const Exam& exam, Report& report);

}  // namespace kiosk::yaml
