#include "yaml/load_content.hpp"

#include <algorithm>
#include <utility>

#include "yaml/document.hpp"
#include "yaml/exam_check.hpp"
#include "yaml/load_bank.hpp"
#include "yaml/load_exam.hpp"
#include "yaml/load_regions.hpp"
#include "yaml/load_translation.hpp"
#include "yaml/merge_translation.hpp"
#include "yaml/nearest.hpp"

namespace kiosk::yaml {

namespace {

class ContentLoader {
 public:
  explicit ContentLoader(Scope scope) : whole_(scope == Scope::whole) {}

  LoadedContent load(std::vector<ContentFile> files) {
    if (files.empty()) {
      report_.error_without_place({"no-content", "there are no content files", "nothing could be loaded",
                                   "name a folder that holds files such as banks/phones.yaml"});
    }
    for (ContentFile& file : files) read(std::move(file));
    merge_translations();
    for (const ExamFile& exam : exams_) check(exam);
    if (all_exams_complete()) warn_undrawn_topics(exams_, banks_, report_);
    if (whole_) check_regions_present();
    return result();
  }

 private:
  void read(ContentFile file) {
    auto document = read_document(std::move(file.path), std::move(file.bytes), report_);
    if (!document) {
      all_read_ = false;
      return;
    }
    load_by_schema(*document);
    sources_.push_back(std::move(document->source));
  }

  void load_by_schema(const Document& document) {
    const Node& schema = document.root.fields.front().value;
    if (schema.text == bank_schema) {
      add_bank(load_bank(document, report_));
    } else if (schema.text == translation_schema) {
      translations_.push_back(load_translation(document, report_));
    } else if (schema.text == exam_schema) {
      add_exam(load_exam(document, report_));
    } else if (schema.text == regions_schema) {
      add_regions(load_regions(document, report_));
    } else {
      all_read_ = false;
      if (schema.kind != Node::Kind::nothing) report_unknown_schema(schema);
    }
  }

  void report_unknown_schema(const Node& schema) {
    const std::vector<std::string> names{std::string{bank_schema}, std::string{translation_schema},
                                         std::string{exam_schema}, std::string{regions_schema}};
    const auto meant = nearest(schema.text, names);
    report_.error(schema.place, {"unknown-schema", shown(schema.text) + " is no schema known here",
                                 "possible are " + name_list(names), meant ? "write " + *meant : "write one of them"});
  }

  void add_bank(BankFile file) {
    ++result_.bank_count;
    result_.item_count += file.bank.items.size();
    if (!file.bank.language.empty()) result_.languages.insert(file.bank.language);
    if (file.bank.id.empty()) return;
    const auto [first, is_new] = banks_.try_emplace(file.bank.id, std::move(file));
    if (!is_new) report_duplicate("bank", file.id_place, file.bank.id, first->second.id_place);
  }

  void add_exam(ExamFile file) {
    for (const ExamFile& other : exams_) {
      if (other.exam.id != file.exam.id || file.exam.id.empty()) continue;
      report_duplicate("exam", file.id_place, file.exam.id, other.id_place);
    }
    exams_.push_back(std::move(file));
  }

  void report_duplicate(const std::string& what, Place place, const std::string& id, Place first) {
    report_.error(place, {"duplicate-id", "another " + what + " has the id " + id + ": " + first.source->file(),
                          "one of the two would be lost", "give one of them another id, or remove a file"});
  }

  void add_regions(RegionsFile file) {
    if (regions_) {
      report_.error(file.place, {"duplicate-regions", "another file holds regions: " + regions_->place.source->file(),
                                 "there is one tree of regions", "put all regions into one file"});
      return;
    }
    regions_ = std::move(file);
  }

  void merge_translations() {
    for (const TranslationFile& translation : translations_) {
      if (!translation.language.empty()) result_.languages.insert(translation.language);
      const auto bank = banks_.find(translation.bank);
      if (bank == banks_.end()) {
        if (whole_ && all_read_ && !translation.bank.empty()) report_unknown_bank(translation);
      } else if (bank->second.complete && translation.complete) {
        merge_translation(translation, bank->second, report_);
      } else {
        bank->second.translations.insert(translation.language);
        bank->second.broken_translations.insert(translation.language);
      }
    }
  }

  void report_unknown_bank(const TranslationFile& translation) {
    std::vector<std::string> ids;
    for (const auto& [id, bank] : banks_) ids.push_back(id);
    const auto meant = nearest(translation.bank, ids);
    report_.error(translation.bank_place,
                  {"unknown-bank", "there is no bank " + shown(translation.bank), "a translation belongs to a bank",
                   meant ? "write " + *meant : "add the bank, or remove this file"});
  }

  /// A file that could not be read may be the bank or regions that are missed: then nothing is said of them.
  void check(const ExamFile& exam) {
    if (!exam.complete) return;
    check_exam(exam, banks_, whole_ && all_read_, report_);
    if (regions_ && regions_->complete) check_region_names(*regions_, exam.exam, report_);
  }

  bool all_exams_complete() const {
    return std::all_of(exams_.begin(), exams_.end(), [](const ExamFile& file) { return file.complete; });
  }

  void check_regions_present() {
    if (regions_ || exams_.empty() || !all_read_) return;
    report_.error_without_place({"no-regions", "no file holds regions",
                                 "applicants choose the region they will sell in",
                                 "add a file that begins with schema: " + std::string{regions_schema}});
  }

  LoadedContent result() {
    result_.problems = report_.problems();
    result_.errors = report_.error_count();
    result_.warnings = report_.warning_count();
    if (result_.errors == 0) result_.content = content();
    return std::move(result_);
  }

  Content content() {
    Content content;
    for (auto& [id, file] : banks_) content.banks.push_back(std::move(file.bank));
    for (ExamFile& file : exams_) content.exams.push_back(std::move(file.exam));
    std::sort(content.exams.begin(), content.exams.end(),
              [](const Exam& left, const Exam& right) { return left.id < right.id; });
    if (regions_) content.regions = RegionTree(std::move(regions_->countries));
    return content;
  }

  bool whole_;
  bool all_read_ = true;  ///< every file could be told what it is
  Report report_;
  std::vector<std::unique_ptr<const Source>> sources_;  ///< what places point into
  BankFiles banks_;
  std::vector<TranslationFile> translations_;
  std::vector<ExamFile> exams_;
  std::optional<RegionsFile> regions_;
  LoadedContent result_;
};

}  // namespace

LoadedContent load_content(std::vector<ContentFile> files, Scope scope) {
  return ContentLoader(scope).load(std::move(files));
}

}  // namespace kiosk::yaml
