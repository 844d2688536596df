#pragma once

#include <string>

#include "ports/store.hpp"

namespace kiosk::test {

/// What the service reads out of a store, as text with one line a read: every applicant's page, every attempt with its
/// form, answers and result, approvals and credentials, the feed, the pass rates in every grouping, the audit chain.
/// Signs people in to read as they do: undo the transaction.
std::string all_reads(Tx& tx);

}  // namespace kiosk::test
