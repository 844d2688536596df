#include "form/paper.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

/// Every text of a paper, one a line.
std::string all_texts(const Paper& paper) {
  std::string text = paper.language + "\n" + paper.title + "\n";
  for (const PaperSection& section : paper.sections) text += section.id + "\n" + section.title + "\n";
  for (const PaperItem& item : paper.items) {
    for (const std::string* part : {&item.id, &item.section, &item.kind, &item.stem, &item.unit}) text += *part + "\n";
    for (const PaperOption& option : item.options) text += option.id + "\n" + option.text + "\n";
  }
  return text;
}

Paper paper_of(const ExamEdition& edition, std::uint64_t seed, const Language& language) {
  return make_paper(assemble(edition, test::sample_seed(seed), language, {}).value(), edition);
}

/// The sample edition after `change` has been made to each item.
template <class Change>
ExamEdition changed_edition(Change&& change) {
  ExamEdition edition = *test::sample_edition();
  for (PublishedBank& published : edition.banks) {
    Bank bank = *published.bank;
    for (Item& item : bank.items) change(item);
    published = {std::make_shared<const Bank>(std::move(bank)), published.fingerprint};
  }
  return edition;
}

struct ChangeKey {
  void operator()(SingleChoice& kind) const { kind.key = kind.key == "a" ? "b" : "a"; }
  void operator()(MultipleChoice& kind) const { kind.key = {"b"}; }
  void operator()(TrueFalse& kind) const { kind.key = !kind.key; }
  void operator()(Numeric& kind) const {
    kind.key = kind.key + Rational{1};
    kind.tolerance = Rational{9};
  }
};

TEST_CASE("a paper shows the form in its language and order") {
  const ExamEditionPointer edition = test::sample_edition();
  for (const Language& language : edition->exam.languages) {
    const Form form = assemble(*edition, test::sample_seed(3), language, {}).value();
    const Paper paper = make_paper(form, *edition);
    CHECK(paper.language == language);
    CHECK(paper.title == in_language(edition->exam.title, language));
    REQUIRE(paper.sections.size() == 2);
    CHECK(paper.sections[1].id == "rules");
    CHECK(paper.sections[1].title == in_language(edition->exam.sections[1].title, language));
    REQUIRE(paper.items.size() == form.items.size());
    for (std::size_t i = 0; i < form.items.size(); ++i) {
      const Item& item = item_behind(form.items[i], *edition);
      CHECK(paper.items[i].id == form.items[i].public_id);
      CHECK(paper.items[i].section == form.items[i].section);
      CHECK(paper.items[i].kind == kind_name(item.kind));
      CHECK(paper.items[i].stem == in_language(item.stem, language));
      REQUIRE(paper.items[i].options.size() == form.items[i].options.size());
      for (std::size_t o = 0; o < form.items[i].options.size(); ++o) {
        const FormOption& shown = form.items[i].options[o];
        const auto& options = options_of(item.kind);
        const auto option = std::find_if(options.begin(), options.end(),
                                         [&](const Option& candidate) { return candidate.id == shown.option; });
        CHECK(paper.items[i].options[o].id == shown.public_id);
        CHECK(paper.items[i].options[o].text == in_language(option->text, language));
      }
    }
  }
}

TEST_CASE("numbers are asked for in their unit, where they have one") {
  const ExamEditionPointer edition = test::sample_edition();
  int with_unit = 0;
  int without = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const PaperItem& item : paper_of(*edition, seed, "zh-CN").items) {
      if (item.kind != "numeric") {
        CHECK(item.unit.empty());
      } else if (item.unit == "小时") {
        ++with_unit;
      } else {
        CHECK(item.unit.empty());
        ++without;
      }
    }
  }
  CHECK(with_unit > 0);
  CHECK(without > 0);
}

TEST_CASE("keys, explanations and sources change nothing on a paper") {
  const ExamEditionPointer edition = test::sample_edition();
  const ExamEdition other = changed_edition([](Item& item) {
    std::visit(ChangeKey{}, item.kind);
    item.explanation = {{"en", "something else"}, {"zh-CN", "别的"}};
    item.source = "elsewhere";
  });
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const Language& language : edition->exam.languages) {
      REQUIRE(all_texts(paper_of(*edition, seed, language)) == all_texts(paper_of(other, seed, language)));
    }
  }
}

TEST_CASE("no text of a paper holds an explanation, a source, or an id of a bank, item or option") {
  const ExamEditionPointer edition = test::sample_edition();
  std::vector<std::string> secrets;
  for (const PublishedBank& published : edition->banks) {
    secrets.push_back(published.bank->id);
    for (const Item& item : published.bank->items) {
      secrets.insert(secrets.end(), {item.id, item.source});
      for (const auto& [language, text] : item.explanation) secrets.push_back(text);
    }
  }
  const auto is_option_id = [](const std::string& text) { return text.size() == 1; };
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const Language& language : edition->exam.languages) {
      const Paper paper = paper_of(*edition, seed, language);
      const std::string text = all_texts(paper);
      for (const std::string& secret : secrets) {
        CAPTURE(seed, secret);
        REQUIRE(text.find(secret) == std::string::npos);
      }
      for (const PaperItem& item : paper.items) {
        for (const PaperOption& option : item.options) REQUIRE_FALSE(is_option_id(option.id));
      }
    }
  }
}

TEST_CASE("a paper holds no text of another language") {
  const ExamEditionPointer edition = test::sample_edition();
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::string english = all_texts(paper_of(*edition, seed, "en"));
    CHECK(std::all_of(english.begin(), english.end(), [](char c) { return c >= 0; }));
  }
}

}  // namespace
}  // namespace kiosk
