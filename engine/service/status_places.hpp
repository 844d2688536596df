#pragma once

#include "service/context.hpp"

/// Places in the status lists.
namespace kiosk {

/// The list for the approval with this number: lists are half filled, so that a free place is found at once.
int list_of(std::int64_t approval_counter);

/// Random among the free places of `list`, so that an index tells neither volume nor order; of a later list when that
/// one is nearly full.
StatusEntry free_status_entry(const Tx& tx, const Context& context, int list);

}  // namespace kiosk
