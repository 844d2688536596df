#pragma once

#include <map>
#include <string>

#include "service/publish_content.hpp"

namespace kiosk::sim {

/// What the trainers of a world publish: edition 1, 2, 3… of the same exam. Stems and options stay, every key differs
/// from the edition before, so that whoever scores by the wrong one is seen.
class TrainedContent {
 public:
  TrainedContent();

  ContentSet edition(int number) const;
  /// A set that must be refused as a whole: a new version of one bank, and another with changed content under the
  /// version that was published as edition `number`.
  ContentSet refused_after(int number) const;
  static std::string version(int number) { return "2026." + std::to_string(number); }

  /// The item of edition `version` behind a stem of its paper.
  const Item& item_with_stem(const std::string& version, const std::string& stem);
  /// The edition of a version; fingerprints are not filled in.
  const ExamEdition& edition_of(const std::string& version);

 private:
  ContentSet base_;
  std::map<std::string, ExamEdition> editions_;  ///< by version, as asked for
};

}  // namespace kiosk::sim
