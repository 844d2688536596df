#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bank/bank.hpp"
#include "base/result.hpp"
#include "exam/exam.hpp"
#include "exam/region.hpp"
#include "yaml/problem.hpp"

namespace kiosk::yaml {

struct ContentFile {
  std::string path;  ///< for problems; files are told apart by `schema`, not by path
  std::string bytes;
};

/// Everything that can be published, consistent in itself.
struct Content {
  std::vector<Bank> banks;  ///< sorted by id
  std::vector<Exam> exams;  ///< sorted by id
  RegionTree regions;
};

/// How far the files reach.
enum class Scope {
  whole,  ///< all content: a bank, translation or regions file that is named and not among the files is missing
  parts,  ///< a few files on their own: what is not among them is taken to be elsewhere
};

struct LoadedContent {
  std::vector<Problem> problems;  ///< as Report::problems
  std::size_t errors = 0;         ///< of all files, also those beyond the shown ones
  std::size_t warnings = 0;
  std::size_t bank_count = 0;  ///< bank files and their items, as far as they could be read
  std::size_t item_count = 0;
  std::set<Language> languages;    ///< of banks and translations that could be read
  std::optional<Content> content;  ///< only when there is no error
};

/// Reads banks, translations, exams and regions strictly (hardening.md section 6): all problems at once, and content
/// only when nothing is wrong. Pure: bytes in, no clock, no files.
LoadedContent load_content(std::vector<ContentFile> files, Scope scope = Scope::whole);

/// The files `*.yaml` and `*.yml` of a folder and the folders below it, sorted by path; names that begin with a dot
/// are left out. Errors: `content_invalid` when the folder cannot be read or holds more than 1,000 such files; the
/// detail names the path.
Result<std::vector<ContentFile>> read_content_directory(const std::string& path);

/// One file. Of one that is larger than a content file may be, just so much is read that `load_content` refuses it.
Result<ContentFile> read_content_file(const std::string& path);

}  // namespace kiosk::yaml
