#pragma once

#include "ports/content_codec.hpp"

namespace kiosk::json {

/// Canonical JSON of published content, as in stored.hpp.
class JsonContentCodec final : public ContentCodec {
 public:
  std::string encode(const Bank& bank) const override;
  std::string encode(const Exam& exam) const override;
  std::string encode_item(const Item& item, const Language& language) const override;
  std::string encode_translation(const Item& item, const Language& language) const override;
  Result<Bank> decode_bank(std::string_view bytes) const override;
  Result<Exam> decode_exam(std::string_view bytes) const override;
};

}  // namespace kiosk::json
