#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ports/store.hpp"

/// When each of the issuer's keys was first published. The files themselves are crypto/key_store's.
namespace kiosk {

/// A key signs at the earliest this long after it was published: the key set may be cached for five minutes, and then
/// ten more for whoever is slow (approvals.md §1.3). Who meets a name he does not know asks again in that time.
inline constexpr seconds key_wait{900};

/// Notes the keys that a running server publishes; those known keep their time.
void note_published_keys(Tx& tx, const std::vector<std::string>& names, Instant now);

/// Nothing when no server has published it yet.
std::optional<Instant> key_published_at(const ReadTx& tx, const std::string& name);

}  // namespace kiosk
