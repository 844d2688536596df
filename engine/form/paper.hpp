#pragma once

#include <optional>
#include <string>
#include <vector>

#include "form/form.hpp"

namespace kiosk {

/// What the applicant may see of a form. These types have no room for a key, an explanation, a seed or a bank id.
struct PaperOption {
  std::string id;
  std::string text;
};

struct PaperItem {
  std::string id;
  std::string section;
  std::string kind;
  std::string stem;
  std::vector<PaperOption> options;
  std::string unit;  ///< empty when there is none
};

struct PaperSection {
  std::string id;
  std::string title;
};

struct Paper {
  Language language;
  std::string title;
  std::vector<PaperSection> sections;
  std::vector<PaperItem> items;
};

Paper make_paper(const Form& form, const ExamEdition& edition);

}  // namespace kiosk
