#pragma once

#include <cstdint>

#include "base/rng.hpp"
#include "exam/exam.hpp"
#include "exam/region.hpp"

namespace kiosk::test {

/// A small exam for tests, complete in `en` and `zh-CN`. Its form has 10 items and always holds every item kind:
///
///     section products   topic phones           4 of 8, single (`phone-colour` has a fixed option order)
///                        topic accessories      2 of 4, numeric (two of the four have a unit)
///     section rules      topic price-alignment  3 of 5, multiple (`fixed-steps` has a fixed option order)
///     (minimum 3)        topic no-cheating      1 of 3, true_false
///
/// Cut 80 %, 3 attempts, 40 min, grace 15 s, a day between attempts. The ids of banks and items, the explanations and
/// the sources occur in no text that an applicant may see, so that tests can look for leaks.
Bank sample_products_bank();  ///< id `bank-of-products`
Bank sample_rules_bank();     ///< id `bank-of-rules`
Exam sample_exam();           ///< id `sample-exam`, version `2026.1`

/// The exam with both banks; the fingerprints are made up.
ExamEditionPointer sample_edition();

/// CN with CN-GD and CN-BJ, IN with IN-DL.
RegionTree sample_regions();

/// A seed whose first bytes are `number`, little-endian.
Seed sample_seed(std::uint64_t number);

}  // namespace kiosk::test
