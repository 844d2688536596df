#include "form/form.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace kiosk {

const FormItem* Form::find(const std::string& public_id) const {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const FormItem& item) { return item.public_id == public_id; });
  return found == items.end() ? nullptr : &*found;
}

const Item& item_behind(const FormItem& form_item, const ExamEdition& edition) {
  const PublishedBank* bank = edition.find_bank(form_item.bank);
  ENSURE(bank != nullptr, "form drawn from a bank that the edition does not have");
  const Item* item = bank->find(form_item.item);
  ENSURE(item != nullptr, "form holds an item that its bank does not have");
  return *item;
}

}  // namespace kiosk
