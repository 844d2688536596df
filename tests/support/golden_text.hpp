#pragma once

#include <string>

namespace kiosk::test {

/// Compares `text` with the stored file tests/golden/expected/<name> and fails the running test when they differ.
/// With KIOSK_GOLDEN_WRITE=1 in the environment the file is written instead; look at the change before committing it.
/// Tests run from the root of the repository.
void check_golden(const std::string& name, const std::string& text);

}  // namespace kiosk::test
