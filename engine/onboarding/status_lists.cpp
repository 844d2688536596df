#include "onboarding/status_lists.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"
#include "onboarding/jose.hpp"
#include "onboarding/status_list.hpp"

namespace kiosk::onboarding {

StatusLists::StatusLists(Programme programme, const KeyRing& keys) : programme_(std::move(programme)), keys_(keys) {}

void StatusLists::bring_up_to(const std::vector<StatusEntry>& set, int count, Instant now) {
  std::vector<std::vector<int>> wanted(static_cast<std::size_t>(count));
  for (const StatusEntry& entry : set) {
    ENSURE(entry.list >= 1 && entry.list <= count, "a place on a list that is not published");
    wanted[static_cast<std::size_t>(entry.list - 1)].push_back(entry.index);
  }
  make_room(wanted.size());
  const std::string key = keys_.signing_key()->public_key().name;
  for (int list = 1; list <= count; ++list) {
    std::vector<int>& indexes = wanted[static_cast<std::size_t>(list - 1)];
    const SignedList& kept = lists_[static_cast<std::size_t>(list - 1)];  // nobody but this thread changes it
    const bool in_time = kept.signed_at <= now && now - kept.signed_at < status_list_renewal;
    const bool current = !kept.body.empty() && in_time && kept.key == key;
    if (!current || kept.set_indexes != indexes) sign(list, std::move(indexes), now);
  }
}

void StatusLists::make_room(std::size_t count) {
  const std::lock_guard lock(mutex_);
  if (lists_.size() < count) lists_.resize(count);
}

void StatusLists::sign(int list, std::vector<int> set_indexes, Instant now) {
  std::string body =
      compact_jws(programme_, keys_, status_list_jws, status_list_payload(programme_, list, set_indexes, now));
  std::string key = key_name_in(body);
  const std::lock_guard lock(mutex_);
  lists_[static_cast<std::size_t>(list - 1)] = {std::move(set_indexes), now, std::move(key), std::move(body)};
}

std::optional<std::string> StatusLists::signed_list(int list) const {
  const std::lock_guard lock(mutex_);
  if (list < 1 || static_cast<std::size_t>(list) > lists_.size()) return std::nullopt;
  const std::string& body = lists_[static_cast<std::size_t>(list - 1)].body;
  if (body.empty()) return std::nullopt;
  return body;
}

std::optional<Instant> StatusLists::oldest() const {
  const std::lock_guard lock(mutex_);
  const auto oldest = std::min_element(
      lists_.begin(), lists_.end(), [](const SignedList& a, const SignedList& b) { return a.signed_at < b.signed_at; });
  if (oldest == lists_.end() || oldest->body.empty()) return std::nullopt;
  return oldest->signed_at;
}

bool StatusLists::are_of_signing_key() const {
  const std::string key = keys_.signing_key()->public_key().name;
  const std::lock_guard lock(mutex_);
  return std::all_of(lists_.begin(), lists_.end(), [&](const SignedList& list) { return list.key == key; });
}

}  // namespace kiosk::onboarding
