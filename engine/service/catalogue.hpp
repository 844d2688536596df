#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "exam/exam.hpp"
#include "exam/region.hpp"

namespace kiosk {

/// What the server offers now: one edition of each exam, and the regions. Immutable.
struct Catalogue {
  std::vector<ExamEditionPointer> exams;
  RegionTree regions;

  /// Null when unknown.
  ExamEditionPointer find(const std::string& exam_id) const;
};

using CataloguePointer = std::shared_ptr<const Catalogue>;

/// The one place where a new catalogue replaces the old one; whoever holds the old one keeps it.
class CurrentCatalogue {
 public:
  CataloguePointer get() const;
  void set(CataloguePointer catalogue);

 private:
  mutable std::mutex mutex_;
  CataloguePointer catalogue_ = std::make_shared<const Catalogue>();
};

}  // namespace kiosk
