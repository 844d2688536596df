#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exam/exam.hpp"

namespace kiosk {

/// Canonical bytes of published content. Equal content has equal bytes; the fingerprint of a bank or an exam is the
/// SHA-256 of them, and an old version is read back from them.
class ContentCodec {
 public:
  virtual ~ContentCodec() = default;

  virtual std::string encode(const Bank& bank) const = 0;
  virtual std::string encode(const Exam& exam) const = 0;
  /// One item without translations other than the bank's own language: stem, options, key, rule.
  virtual std::string encode_item(const Item& item, const Language& language) const = 0;
  /// The texts of one item in one language.
  virtual std::string encode_translation(const Item& item, const Language& language) const = 0;
  virtual Result<Bank> decode_bank(std::string_view bytes) const = 0;
  virtual Result<Exam> decode_exam(std::string_view bytes) const = 0;
};

}  // namespace kiosk
