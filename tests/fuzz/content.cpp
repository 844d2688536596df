// Content files as trainers write them, and as nobody should: one file alone, or several that belong together,
// separated by lines `%%%`. What is accepted can be stored, read back and sat.

#include "base/ensure.hpp"
#include "base/utf8.hpp"
#include "form/assemble.hpp"
#include "form/paper.hpp"
#include "fuzz/fuzz.hpp"
#include "json/stored.hpp"
#include "support/sample_answers.hpp"
#include "yaml/load_content.hpp"

namespace kiosk::fuzz {

namespace {

std::vector<yaml::ContentFile> split(std::string_view input) {
  constexpr std::string_view separator = "\n%%%\n";
  std::vector<yaml::ContentFile> files;
  for (;;) {
    const std::size_t end = input.find(separator);
    const std::string path = std::to_string(files.size()) + ".yaml";
    if (end == std::string_view::npos) {
      files.push_back({path, std::string{input}});
      return files;
    }
    files.push_back({path, std::string{input.substr(0, end + 1)}});
    input.remove_prefix(end + separator.size());
  }
}

bool is_printable(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n') || byte == 0x7F) return false;
  }
  return is_utf8(text);
}

void check_problems(const yaml::LoadedContent& loaded) {
  ENSURE(loaded.content.has_value() == (loaded.errors == 0), "content with errors, or neither content nor error");
  ENSURE(loaded.errors == 0 || !loaded.problems.empty(), "an error that nobody is told of");
  for (const yaml::Problem& problem : loaded.problems) {
    ENSURE(!problem.rule.empty() && !problem.what.empty(), "a problem without words");
    ENSURE(is_printable(to_text(problem)), "a problem that steers a terminal");
  }
}

void check_stored(const yaml::Content& content) {
  for (const Bank& bank : content.banks) {
    const std::string bytes = json::encode_bank(bank);
    ENSURE(json::encode_bank(json::decode_bank(bytes).value()) == bytes, "a bank changes when it is stored");
  }
  for (const Exam& exam : content.exams) {
    const std::string bytes = json::encode_exam(exam);
    ENSURE(json::encode_exam(json::decode_exam(bytes).value()) == bytes, "an exam changes when it is stored");
  }
}

/// Null when the files do not hold all its banks.
ExamEditionPointer edition_of(const Exam& exam, const yaml::Content& content) {
  auto edition = std::make_shared<ExamEdition>();
  edition->exam = exam;
  for (const Bank& bank : content.banks) {
    for (const std::string& wanted : exam.banks) {
      if (bank.id == wanted) edition->banks.push_back({std::make_shared<const Bank>(bank), {}});
    }
  }
  return edition->banks.size() == exam.banks.size() ? edition : nullptr;
}

void check_sitting(const ExamEdition& edition) {
  for (const Language& language : edition.exam.languages) {
    const Form form = assemble(edition, Seed{}, language, {}).value();
    const Paper paper = make_paper(form, edition);
    ENSURE(static_cast<int>(paper.items.size()) == edition.exam.item_count(), "a paper of another length");
    for (const PaperItem& item : paper.items) ENSURE(!item.stem.empty(), "an item without words");
    const ExamResult best = score(form, edition, test::answers_with_right(form, edition, form.items.size()));
    ENSURE(best.decision == Decision::pass, "all answers are right, and that is no pass");
    const ExamResult worst = score(form, edition, test::answers_with_right(form, edition, 0));
    ENSURE(worst.decision == Decision::fail, "all answers are wrong, and that is no fail");
  }
}

}  // namespace

void check(std::string_view input) {
  std::vector<yaml::ContentFile> files = split(input);
  const bool whole = files.size() > 1;
  const yaml::LoadedContent loaded =
      yaml::load_content(std::move(files), whole ? yaml::Scope::whole : yaml::Scope::parts);
  check_problems(loaded);
  if (!loaded.content) return;
  check_stored(*loaded.content);
  for (const Exam& exam : loaded.content->exams) {
    if (const ExamEditionPointer edition = edition_of(exam, *loaded.content)) check_sitting(*edition);
  }
}

}  // namespace kiosk::fuzz
