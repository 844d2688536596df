#pragma once

#include "bank/item.hpp"
#include "yaml/fields.hpp"

namespace kiosk::yaml {

/// Reads the fields that depend on the kind of an item (options, correct, tolerance, …). False when `kind` names none.
/// A new kind of item is one more function here.
bool load_kind(const Node* kind, Fields& fields, const Language& language, ItemKind& out, Report& report);

}  // namespace kiosk::yaml
