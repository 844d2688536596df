#include "exam/exam.hpp"

#include <algorithm>

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

const Bank* ExamEdition::find_bank(const std::string& bank_id) const {
  for (const PublishedBank& published : banks) {
    if (published.bank->id == bank_id) return published.bank.get();
  }
  return nullptr;
}

}  // namespace kiosk
