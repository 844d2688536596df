#include "form/paper.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace kiosk {

namespace {

std::string option_text(const Item& item, const std::string& option_id, const Language& language) {
  const std::vector<Option>& options = options_of(item.kind);
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.id == option_id; });
  ENSURE(found != options.end(), "form holds an option that its item does not have");
  return in_language(found->text, language);
}

std::string unit_text(const Item& item, const Language& language) {
  const auto* numeric = std::get_if<Numeric>(&item.kind);
  return numeric == nullptr || numeric->unit.empty() ? std::string{} : in_language(numeric->unit, language);
}

PaperItem make_paper_item(const FormItem& form_item, const Item& item, const Language& language) {
  PaperItem paper_item{form_item.public_id,
                       form_item.section,
                       std::string{kind_name(item.kind)},
                       in_language(item.stem, language),
                       {},
                       unit_text(item, language)};
  for (const FormOption& option : form_item.options) {
    paper_item.options.push_back({option.public_id, option_text(item, option.option, language)});
  }
  return paper_item;
}

}  // namespace

Paper make_paper(const Form& form, const ExamEdition& edition) {
  Paper paper;
  paper.language = form.language;
  paper.title = in_language(edition.exam.title, form.language);
  for (const Section& section : edition.exam.sections) {
    paper.sections.push_back({section.id, in_language(section.title, form.language)});
  }
  for (const FormItem& form_item : form.items) {
    paper.items.push_back(make_paper_item(form_item, item_behind(form_item, edition), form.language));
  }
  return paper;
}

}  // namespace kiosk
