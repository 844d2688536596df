#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "bank/bank.hpp"
#include "yaml/document.hpp"

namespace kiosk::yaml {

inline constexpr std::string_view bank_schema = "kiosk-bank/1";

/// A bank, at first with the texts of its own language alone, and what checks over several files need.
struct BankFile {
  Bank bank;
  Place id_place;
  std::map<std::string, std::size_t> item_index;  ///< item id → place in `bank.items`
  std::map<std::string, Place> topics;            ///< where each topic is named first
  std::set<Language> translations;                ///< languages of all files that translate it, good or not
  std::set<Language> broken_translations;         ///< those with errors
  bool complete = false;                          ///< no error in the file
};

/// Reads a document of the schema `kiosk-bank/1`; the format is in question_banks/README.md.
BankFile load_bank(const Document& document, Report& report);

}  // namespace kiosk::yaml
