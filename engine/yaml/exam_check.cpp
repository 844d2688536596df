#include "yaml/exam_check.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "yaml/nearest.hpp"

namespace kiosk::yaml {

namespace {

class ExamCheck {
 public:
  ExamCheck(const ExamFile& file, const BankFiles& banks, Report& report)
      : file_(file), exam_(file.exam), banks_(banks), report_(report) {}

  void run(bool all_known) {
    bool all_complete = true;
    for (std::size_t i = 0; i < exam_.banks.size(); ++i) {
      const auto bank = banks_.find(exam_.banks[i]);
      if (bank == banks_.end()) {
        if (all_known) report_unknown_bank(i);
        all_complete = false;
      } else if (!bank->second.complete) {
        all_complete = false;
      } else {
        check_languages(bank->second, file_.bank_places[i], all_known);
        count_topics(bank->second);
      }
    }
    if (all_complete) check_draws();
  }

 private:
  void report_unknown_bank(std::size_t index) {
    if (!report_.keeps_errors(file_.bank_places[index])) return;
    std::vector<std::string> ids;
    for (const auto& [id, bank] : banks_) ids.push_back(id);
    const auto meant = nearest(exam_.banks[index], ids);
    report_.error(file_.bank_places[index],
                  {"unknown-bank", "there is no bank " + shown(exam_.banks[index]),
                   ids.empty() ? "no file holds a bank" : "the banks are " + name_list(ids),
                   meant ? "write " + *meant : "add the file of the bank, or remove it here"});
  }

  void check_languages(const BankFile& bank, Place place, bool all_known) {
    for (const Language& language : exam_.languages) {
      const auto& has = bank.bank.languages;
      if (std::find(has.begin(), has.end(), language) != has.end()) continue;
      if (bank.broken_translations.contains(language)) continue;  // its errors say why
      const bool begun = bank.translations.contains(language);
      if (!begun && !all_known) continue;
      report_.error(place, {"missing-translation",
                            "bank " + bank.bank.id + " is not " +
                                (begun ? "wholly translated into " : "translated into ") + language,
                            "the exam offers that language",
                            begun ? "translate the items that the warning in the translation names"
                                  : "add the translation, or remove the language from the exam"});
    }
  }

  void count_topics(const BankFile& bank) {
    for (const Item& item : bank.bank.items) ++available_[item.topic];
  }

  /// Items do not repeat on a form, so draws of one topic add up over all sections.
  void check_draws() {
    std::map<std::string, int> asked;
    for (std::size_t s = 0; s < exam_.sections.size(); ++s) {
      const std::vector<Draw>& draws = exam_.sections[s].draws;
      for (std::size_t d = 0; d < draws.size(); ++d) {
        const int before = asked[draws[d].topic];
        asked[draws[d].topic] += draws[d].count;
        check_draw(draws[d], before, file_.draw_places[s][d]);
      }
    }
  }

  void check_draw(const Draw& draw, int drawn_before, Place place) {
    const auto found = available_.find(draw.topic);
    const int available = found == available_.end() ? 0 : found->second;
    if (drawn_before > available || drawn_before + draw.count <= available) return;
    std::string what = "topic " + draw.topic + ": " + std::to_string(drawn_before + draw.count) + " items asked";
    if (drawn_before > 0) what += " (" + std::to_string(drawn_before) + " of them by draws above)";
    report_.error(place,
                  {"bank-too-small", what + ", " + std::to_string(available) + " available", "no form could be drawn",
                   "draw at most " + std::to_string(available - drawn_before) + " here, or add items"});
  }

  const ExamFile& file_;
  const Exam& exam_;
  const BankFiles& banks_;
  Report& report_;
  std::map<std::string, int> available_;  // items of each topic
};

void check_names(const std::vector<Region>& list, const RegionsFile& regions, const Exam& exam, Report& report) {
  for (const Region& region : list) {
    for (const Language& language : exam.languages) {
      if (region.name.contains(language)) continue;
      report.error(regions.places.at(region.code),
                   {"missing-language", "region " + region.code + " has no name in " + language,
                    "exam " + exam.id + " offers that language", "add " + language + ": \"…\""});
    }
    check_names(region.children, regions, exam, report);
  }
}

/// The topics named by all exams that draw from the bank; empty when none does.
std::set<std::string> topics_of_exams(const std::string& bank, const std::vector<ExamFile>& exams) {
  std::set<std::string> topics;
  for (const ExamFile& file : exams) {
    const auto& banks = file.exam.banks;
    if (std::find(banks.begin(), banks.end(), bank) == banks.end()) continue;
    for (const auto& [topic, name] : file.exam.topics) topics.insert(topic);
  }
  return topics;
}

void warn_undrawn(const BankFile& bank, const std::set<std::string>& topics, Report& report) {
  for (const auto& [topic, place] : bank.topics) {
    if (topics.contains(topic) || !report.keeps_warnings(place)) continue;
    const auto meant = nearest(topic, {topics.begin(), topics.end()});
    report.warning(place, {"topic-not-drawn", "no exam with this bank has a topic " + shown(topic),
                           "its items would never be drawn",
                           meant ? "perhaps " + *meant + " was meant" : "add the topic to an exam, or leave it so"});
  }
}

}  // namespace

void warn_undrawn_topics(const std::vector<ExamFile>& exams, const BankFiles& banks, Report& report) {
  for (const auto& [id, bank] : banks) {
    const std::set<std::string> topics = topics_of_exams(id, exams);
    if (bank.complete && !topics.empty()) warn_undrawn(bank, topics, report);
  }
}

void check_exam(const ExamFile& file, const BankFiles& banks, bool all_known, Report& report) {
  ExamCheck(file, banks, report).run(all_known);
}

void check_region_names(const RegionsFile& regions, const Exam& exam, Report& report) {
  check_names(regions.countries, regions, exam, report);
}

}  // namespace kiosk::yaml
