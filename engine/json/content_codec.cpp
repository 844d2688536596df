#include "json/content_codec.hpp"

#include "json/stored.hpp"
#include "json/stored_bank.hpp"

namespace kiosk::json {

std::string JsonContentCodec::encode(const Bank& bank) const { return encode_bank(bank); }
std::string JsonContentCodec::encode(const Exam& exam) const { return encode_exam(exam); }
std::string JsonContentCodec::encode_item(const Item& item, const Language& language) const {
  return json::encode_item(item, language);
}
std::string JsonContentCodec::encode_translation(const Item& item, const Language& language) const {
  return json::encode_translation(item, language);
}
Result<Bank> JsonContentCodec::decode_bank(std::string_view bytes) const { return json::decode_bank(bytes); }
Result<Exam> JsonContentCodec::decode_exam(std::string_view bytes) const { return json::decode_exam(bytes); }

}  // namespace kiosk::json
