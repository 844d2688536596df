// What the store keeps as JSON: a decoder takes what its encoder writes, to the byte, and nothing else.

#include "json/stored.hpp"
#include "base/ensure.hpp"
#include "fuzz/fuzz.hpp"

namespace kiosk::fuzz {

namespace {

template <class T>
void check_codec(Result<T> (*decode)(std::string_view), std::string (*encode)(const T&), std::string_view bytes) {
  const Result<T> value = decode(bytes);
  if (value.has_error()) {
    ENSURE(value.error().code == ErrorCode::content_invalid, "another error than promised");
    return;
  }
  ENSURE(encode(*value) == bytes, "decoded from other bytes than encode writes");
}

}  // namespace

void check(std::string_view input) {
  const auto [which, bytes] = choose(input, 6);
  switch (which) {
    case 0: return check_codec(&json::decode_bank, &json::encode_bank, bytes);
    case 1: return check_codec(&json::decode_exam, &json::encode_exam, bytes);
    case 2: return check_codec(&json::decode_form, &json::encode_form, bytes);
    case 3: return check_codec(&json::decode_answer, &json::encode_answer, bytes);
    case 4: return check_codec(&json::decode_result, &json::encode_result, bytes);
    default: return check_codec(&json::decode_approval, &json::encode_approval, bytes);
  }
}

}  // namespace kiosk::fuzz
