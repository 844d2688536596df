#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bank/bank.hpp"
#include "base/digest.hpp"
#include "exam/policy.hpp"

namespace kiosk {

/// Draw `count` items of one topic.
struct Draw {
  std::string topic;
  int count = 0;  ///< >= 1
};

struct Section {
  std::string id;
  LocalizedText title;
  std::vector<Draw> draws;
  std::optional<int> minimum;  ///< points that must be reached whatever the total is

  int item_count() const;
};

/// One of the programme's rules that an applicant accepts before the exam.
struct Rule {
  std::string id;
  int version = 1;  ///< of the text
  LocalizedText title;
  LocalizedText text;
};

/// Blueprint (which items, how many) and policy.
struct Exam {
  std::string id;
  std::string version;
  LocalizedText title;
  std::vector<Language> languages;  ///< in the order offered
  std::vector<std::string> banks;
  std::map<std::string, LocalizedText> topics;  ///< display names
  std::vector<Section> sections;
  std::vector<Rule> rules;
  Policy policy;

  int item_count() const;
  bool offers(const Language& language) const;
};

/// A bank with an index of its items: forms are drawn by topic, and forms and scores look items up by id.
struct PublishedBank {
  PublishedBank(std::shared_ptr<const Bank> published, const Digest& its_fingerprint);

  std::shared_ptr<const Bank> bank;
  Digest fingerprint;

  /// Null when the bank has no such item.
  const Item* find(const std::string& item_id) const;
  /// In the bank's order; empty when it has none.
  const std::vector<const Item*>& of_topic(const std::string& topic) const;

 private:
  std::unordered_map<std::string_view, const Item*> items_;  ///< by id; keys and values live in `bank`
  std::unordered_map<std::string_view, std::vector<const Item*>> topics_;
};

/// An exam with the exact banks it draws from. Immutable; a running attempt keeps its edition.
struct ExamEdition {
  Exam exam;
  Digest fingerprint;
  std::vector<PublishedBank> banks;  ///< in the order of `exam.banks`

  const PublishedBank* find_bank(const std::string& bank_id) const;
};

using ExamEditionPointer = std::shared_ptr<const ExamEdition>;

}  // namespace kiosk
