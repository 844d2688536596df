#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "form/form.hpp"
#include "ports/content_codec.hpp"
#include "ports/store.hpp"

namespace kiosk {

/// Editions by fingerprint. Attempts stay on the edition their form was drawn from, however old; it is read back from
/// the published bytes once and then kept.
class Editions {
 public:
  explicit Editions(const ContentCodec& codec) : codec_(codec) {}

  void remember(const ExamEditionPointer& edition);
  /// ENSUREs that the store holds what the form names: published bytes never go away.
  ExamEditionPointer of_form(const ReadTx& tx, const Form& form);
  /// The newest text of a rule among all exams ever published: what credentials name stays known.
  std::optional<Rule> rule(const ReadTx& tx, const std::string& id) const;
  /// Null when that version was never published.
  std::optional<Exam> exam(const ReadTx& tx, const std::string& id, const std::string& version) const;

 private:
  using Key = std::pair<Digest, std::vector<Digest>>;

  ExamEditionPointer load(const ReadTx& tx, const Form& form) const;

  const ContentCodec& codec_;
  std::mutex mutex_;
  std::map<Key, ExamEditionPointer> known_;
};

}  // namespace kiosk
