#pragma once

#include "attempt/response.hpp"
#include "form/paper.hpp"
#include "sim/exam/chance.hpp"

namespace kiosk::sim {

/// What somebody who knows the item (or does not) marks on the paper, in public ids.
Answer answer_on_paper(const PaperItem& shown, const Item& item, bool knows, Chance& chance);

}  // namespace kiosk::sim
