#include "exam/exam.hpp"

#include <algorithm>
#include <utility>

namespace kiosk {

int Section::item_count() const {
  int count = 0;
  for (const Draw& draw : draws) count += draw.count;
  return count;
}

int Exam::item_count() const {
  int count = 0;
  for (const Section& section : sections) count += section.item_count();
  return count;
}

bool Exam::offers(const Language& language) const {
  return std::find(languages.begin(), languages.end(), language) != languages.end();
}

PublishedBank::PublishedBank(std::shared_ptr<const Bank> published, const Digest& its_fingerprint)
    : bank(std::move(published)), fingerprint(its_fingerprint) {
  items_.reserve(bank->items.size());
  for (const Item& item : bank->items) {
    items_.emplace(item.id, &item);
    topics_[item.topic].push_back(&item);
  }
}

const Item* PublishedBank::find(const std::string& item_id) const {
  const auto found = items_.find(item_id);
  return found == items_.end() ? nullptr : found->second;
}

const std::vector<const Item*>& PublishedBank::of_topic(const std::string& topic) const {
  static const std::vector<const Item*> none;
  const auto found = topics_.find(topic);
  return found == topics_.end() ? none : found->second;
}

const PublishedBank* ExamEdition::find_bank(const std::string& bank_id) const {
  for (const PublishedBank& published : banks) {
    if (published.bank->id == bank_id) return &published;
  }
  return nullptr;
}

}  // namespace kiosk
