#pragma once

#include <string>
#include <vector>

#include "perf/seed.hpp"
#include "perf/wire_client.hpp"

namespace kiosk::perf {

/// Writes the requests of browsers that answer one item after the other, each a PUT of one response. Several threads
/// may use it for different sittings.
class SaveLoad {
 public:
  SaveLoad(std::vector<Sitting> sittings, std::uint16_t port);

  std::size_t size() const { return sittings_.size(); }
  /// The next save of a sitting. The view lives until the next call for the same sitting.
  std::string_view next(std::size_t sitting);
  /// The last one again, for servers that keep nothing.
  std::string_view repeat(std::size_t sitting) const { return requests_[sitting]; }
  /// Throws std::runtime_error unless the reply says that exactly this save is stored.
  void check(std::size_t sitting, const WireReply& reply) const;

 private:
  std::vector<Sitting> sittings_;
  std::vector<std::string> heads_;
  std::vector<std::string> requests_;
  std::vector<int> revisions_;
};

}  // namespace kiosk::perf
