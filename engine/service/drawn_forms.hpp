#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "attempt/attempt.hpp"
#include "service/editions.hpp"

namespace kiosk {

/// A form and what it was drawn from. Immutable.
struct DrawnForm {
  Form form;
  ExamEditionPointer edition;
  std::vector<const Item*> items;  ///< of the edition, one behind each item of the form

  DrawnForm(Form drawn, ExamEditionPointer from);

  struct Place {
    const FormItem* form_item = nullptr;  ///< null: no such item on the form
    const Item* item = nullptr;
  };
  Place find(const std::string& public_id) const;
};

using DrawnFormPointer = std::shared_ptr<const DrawnForm>;

/// The forms of the attempts that were asked for lately. A stored form never changes, and reading one costs more than
/// all else that a save does. Used from several threads.
class DrawnForms {
 public:
  /// About 25 kB each, 100 MB in all; more exams than this at one moment are served too, only slower.
  static constexpr std::size_t most_kept = 4096;

  explicit DrawnForms(Editions& editions) : editions_(editions) {}

  DrawnFormPointer of(const ReadTx& tx, const Attempt& attempt);
  /// For a form that was just drawn. Kept by the attempt's public id, which no other attempt ever gets, also when the
  /// transaction around it is undone.
  void remember(const Uuid& attempt, DrawnFormPointer form);

 private:
  using Kept = std::list<std::pair<Uuid, DrawnFormPointer>>;  ///< the latest used first

  DrawnFormPointer kept(const Uuid& attempt);

  Editions& editions_;
  std::mutex mutex_;
  Kept kept_;
  std::map<Uuid, Kept::iterator> places_;
};

}  // namespace kiosk
