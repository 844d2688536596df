#include "sim/exam/trained_content.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::sim {

namespace {

/// Another key of the same kind, `steps` further on.
struct KeyChange {
  std::size_t steps;

  std::string moved(const std::vector<Option>& options, const std::string& key) const {
    const auto place = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.id == key; });
    return options[(static_cast<std::size_t>(place - options.begin()) + steps) % options.size()].id;
  }

  void operator()(SingleChoice& kind) const { kind.key = moved(kind.options, kind.key); }
  void operator()(MultipleChoice& kind) const {
    for (std::string& key : kind.key) key = moved(kind.options, key);
    std::sort(kind.key.begin(), kind.key.end());  // ids are in option order
  }
  void operator()(TrueFalse& kind) const { kind.key = kind.key != (steps % 2 == 1); }
  void operator()(Numeric& kind) const { kind.key = kind.key + Rational{static_cast<std::int64_t>(100 * steps)}; }
};

Bank changed(Bank bank, const std::string& version, std::size_t steps) {
  bank.version = version;
  for (Item& item : bank.items) std::visit(KeyChange{steps}, item.kind);
  return bank;
}

}  // namespace

TrainedContent::TrainedContent() {
  base_.banks = {test::sample_products_bank(), test::sample_rules_bank()};
  Exam exam = test::sample_exam();
  exam.policy.time_limit = seconds{600};
  exam.policy.waiting_time = seconds{30};
  exam.policy.prepared_lapse = seconds{120};
  exam.policy.cut_percent = 70;
  base_.exams = {exam};
  base_.regions = test::sample_regions();
}

ContentSet TrainedContent::edition(int number) const {
  ContentSet content = base_;
  for (Bank& bank : content.banks) bank = changed(bank, version(number), static_cast<std::size_t>(number - 1));
  content.exams.front().version = version(number);
  return content;
}

ContentSet TrainedContent::refused_after(int number) const {
  ContentSet content = edition(number);
  content.banks.front().version = "refused after " + version(number);
  content.banks.back().items.front().source += ", corrected";
  return content;
}

const ExamEdition& TrainedContent::edition_of(const std::string& version) {
  const auto found = editions_.find(version);
  if (found != editions_.end()) return found->second;
  const ContentSet content = edition(std::stoi(version.substr(version.find('.') + 1)));
  ExamEdition edition;
  edition.exam = content.exams.front();
  for (const Bank& bank : content.banks) edition.banks.push_back({std::make_shared<const Bank>(bank), {}});
  return editions_.emplace(version, std::move(edition)).first->second;
}

const Item& TrainedContent::item_with_stem(const std::string& version, const std::string& stem) {
  for (const PublishedBank& published : edition_of(version).banks) {
    for (const Item& item : published.bank->items) {
      if (item.stem.at("en") == stem) return item;
    }
  }
  ENSURE(false, "a stem that no item has");
}

}  // namespace kiosk::sim
