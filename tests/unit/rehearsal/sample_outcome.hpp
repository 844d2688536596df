#pragma once

#include "rehearsal/outcome.hpp"

namespace kiosk::test {

/// A rehearsal of 100 applicants and three seconds in which all went well, with round figures.
rehearsal::Outcome sample_outcome();

}  // namespace kiosk::test
