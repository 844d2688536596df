#include "service/catalogue.hpp"

#include <utility>

namespace kiosk {

ExamEditionPointer Catalogue::find(const std::string& exam_id) const {
  for (const ExamEditionPointer& edition : exams) {
    if (edition->exam.id == exam_id) return edition;
  }
  return nullptr;
}

CataloguePointer CurrentCatalogue::get() const {
  const std::lock_guard lock(mutex_);
  return catalogue_;
}

void CurrentCatalogue::set(CataloguePointer catalogue) {
  const std::lock_guard lock(mutex_);
  catalogue_ = std::move(catalogue);
}

}  // namespace kiosk
