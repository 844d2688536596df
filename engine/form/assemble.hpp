#pragma once

#include "base/result.hpp"
#include "form/form.hpp"

namespace kiosk {

/// Draws the form that `seed` says: for each section and draw, `count` items of the topic without repeats, items the
/// applicant has not met before first; then the section's items in random order, options in random order unless the
/// item fixes it, and opaque ids. The same arguments always give the same form.
///
/// Errors: `language_unknown` when the exam does not offer the language; `bank_too_small` when a draw asks for more
/// items of a topic than the banks hold (the loader refuses such an exam).
Result<Form> assemble(const ExamEdition& edition, const Seed& seed, const Language& language,
                      std::vector<ItemReference> history);

}  // namespace kiosk
