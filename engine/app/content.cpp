#include "app/content.hpp"

#include <malloc.h>

#include <iostream>

#include "app/wait_for.hpp"
#include "service/publish_content.hpp"
#include "yaml/load_content.hpp"

namespace kiosk::app {

namespace {

std::string summary(const Catalogue& catalogue) {
  std::string text;
  for (const ExamEditionPointer& edition : catalogue.exams) {
    std::size_t items = 0;
    for (const PublishedBank& bank : edition->banks) items += bank.bank->items.size();
    text += (text.empty() ? "" : ", ") + edition->exam.id + " " + edition->exam.version + " (" +
            std::to_string(edition->exam.item_count()) + " of " + std::to_string(items) + " items)";
  }
  return text;
}

}  // namespace

Result<std::string> load_catalogue(Assembly& assembly, const std::filesystem::path& banks) {
  Result<std::vector<yaml::ContentFile>> files = yaml::read_content_directory(banks.string());
  if (files.has_error()) return files.error();
  yaml::LoadedContent loaded = yaml::load_content(std::move(*files));
  for (const yaml::Problem& problem : loaded.problems) std::cerr << yaml::to_text(problem);
  if (!loaded.content) {
    return failure(ErrorCode::content_invalid, banks.string() + ": " + std::to_string(loaded.errors) +
                                                   (loaded.errors == 1 ? " error" : " errors") +
                                                   ", nothing was loaded");
  }
  if (loaded.content->exams.empty()) {
    return failure(ErrorCode::content_invalid, banks.string() + " holds no exam");
  }
  const ContentSet content{std::move(loaded.content->banks), std::move(loaded.content->exams),
                           std::move(loaded.content->regions)};
  const Result<CataloguePointer> catalogue = write_and_wait<CataloguePointer>(
      assembly.store(),
      [&, now = assembly.clock().now()](Tx& tx) { return publish_content(tx, assembly.context(), content, now); });
  if (catalogue.has_error()) return catalogue.error();
  assembly.catalogue().set(*catalogue);
  ::malloc_trim(0);  // loading needs several times the memory of what it loads: give it back to the system
  return summary(**catalogue);
}

}  // namespace kiosk::app
