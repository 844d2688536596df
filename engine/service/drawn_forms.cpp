#include "service/drawn_forms.hpp"

namespace kiosk {

DrawnForm::DrawnForm(Form drawn, ExamEditionPointer from) : form(std::move(drawn)), edition(std::move(from)) {
  items.reserve(form.items.size());
  for (const FormItem& form_item : form.items) items.push_back(&item_behind(form_item, *edition));
}

DrawnForm::Place DrawnForm::find(const std::string& public_id) const {
  const FormItem* form_item = form.find(public_id);
  if (form_item == nullptr) return {};
  return {form_item, items[static_cast<std::size_t>(form_item - form.items.data())]};
}

DrawnFormPointer DrawnForms::of(const ReadTx& tx, const Attempt& attempt) {
  if (DrawnFormPointer found = kept(attempt.id)) return found;
  Form form = tx.attempts().form(attempt.row);
  ExamEditionPointer edition = editions_.of_form(tx, form);
  DrawnFormPointer read = std::make_shared<const DrawnForm>(std::move(form), std::move(edition));
  remember(attempt.id, read);
  return read;
}

DrawnFormPointer DrawnForms::kept(const Uuid& attempt) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(attempt);
  if (place == places_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, place->second);
  return place->second->second;
}

void DrawnForms::remember(const Uuid& attempt, DrawnFormPointer form) {
  const std::lock_guard lock(mutex_);
  if (places_.contains(attempt)) return;
  kept_.emplace_front(attempt, std::move(form));
  places_.emplace(attempt, kept_.begin());
  if (kept_.size() <= most_kept) return;
  places_.erase(kept_.back().first);
  kept_.pop_back();
}

}  // namespace kiosk
