#pragma once

#include <compare>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/rng.hpp"
#include "exam/exam.hpp"

namespace kiosk {

struct FormOption {
  std::string public_id;  ///< opaque, belongs to this attempt alone
  std::string option;     ///< id in the bank
  bool operator==(const FormOption&) const = default;
};

struct FormItem {
  std::string public_id;  ///< opaque, belongs to this attempt alone
  std::string section;
  std::string topic;
  std::string bank;
  std::string item;                 ///< id in the bank
  std::vector<FormOption> options;  ///< in the order shown; empty for kinds without options
  bool operator==(const FormItem&) const = default;
};

/// An item that assembly knows by bank and id.
struct ItemReference {
  std::string bank;
  std::string item;
  auto operator<=>(const ItemReference&) const = default;
};

struct BankFingerprint {
  std::string bank;
  Digest fingerprint;
  bool operator==(const BankFingerprint&) const = default;
};

/// The paper one applicant gets, with everything needed to draw it again: seed, fingerprints, language and the
/// history that assembly looked at.
struct Form {
  Seed seed{};
  Language language;
  Digest exam_fingerprint;
  std::vector<BankFingerprint> banks;
  std::vector<ItemReference> history;  ///< sorted, no repeats
  std::vector<FormItem> items;

  const FormItem* find(const std::string& public_id) const;
  bool operator==(const Form&) const = default;
};

/// The bank's item behind a form item; ENSUREs that `edition` is the one the form was drawn from.
const Item& item_behind(const FormItem& form_item, const ExamEdition& edition);

}  // namespace kiosk
