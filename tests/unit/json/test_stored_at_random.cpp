#include <catch2/catch.hpp>

#include "json/stored.hpp"
#include "random_content.hpp"
#include "support/base_seed.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::json {
namespace {

constexpr int rounds = 400;

/// Another value, or a clean refusal; never a crash, and never two spellings of one value.
template <class T>
void require_canonical(const std::string& bytes, Result<T> (*decode)(std::string_view),
                       std::string (*encode)(const T&)) {
  const Result<T> decoded = decode(bytes);
  if (decoded.has_error()) {
    REQUIRE(decoded.error().code == ErrorCode::content_invalid);
  } else {
    REQUIRE(encode(*decoded) == bytes);
  }
}

template <class T>
void check_codec(const char* name, T (*make)(Rng&), std::string (*encode)(const T&),
                 Result<T> (*decode)(std::string_view)) {
  Rng rng{test::sample_seed(test::base_seed(name))};
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const std::string bytes = encode(make(rng));
    const Result<T> decoded = decode(bytes);
    REQUIRE(decoded.has_value());
    REQUIRE(encode(*decoded) == bytes);

    std::string altered = bytes;
    altered[rng.below(altered.size())] = static_cast<char>(rng.below(256));
    require_canonical<T>(altered, decode, encode);
    require_canonical<T>(bytes.substr(0, rng.below(bytes.size())), decode, encode);
  }
}

TEST_CASE("Random banks come back from their bytes") {
  check_codec<Bank>("stored banks", test::random_bank, encode_bank, decode_bank);
}

TEST_CASE("Random exams come back from their bytes") {
  check_codec<Exam>("stored exams", test::random_exam, encode_exam, decode_exam);
}

TEST_CASE("Random forms come back from their bytes, equal") {
  check_codec<Form>("stored forms", test::random_form, encode_form, decode_form);
  Rng rng{test::sample_seed(test::base_seed("equal forms"))};
  for (int round = 0; round < rounds; ++round) {
    const Form form = test::random_form(rng);
    REQUIRE(decode_form(encode_form(form)).value() == form);
  }
}

TEST_CASE("Random answers come back from their bytes, equal") {
  check_codec<Answer>("stored answers", test::random_answer, encode_answer, decode_answer);
  Rng rng{test::sample_seed(test::base_seed("equal answers"))};
  for (int round = 0; round < rounds; ++round) {
    const Answer answer = test::random_answer(rng);
    REQUIRE(decode_answer(encode_answer(answer)).value() == answer);
  }
}

TEST_CASE("Random results come back from their bytes, equal") {
  check_codec<ExamResult>("stored results", test::random_result, encode_result, decode_result);
  Rng rng{test::sample_seed(test::base_seed("equal results"))};
  for (int round = 0; round < rounds; ++round) {
    const ExamResult result = test::random_result(rng);
    REQUIRE(decode_result(encode_result(result)).value() == result);
  }
}

TEST_CASE("Random approvals come back from their bytes") {
  check_codec<ApprovalRecord>("stored approvals", test::random_approval, encode_approval, decode_approval);
}

}  // namespace
}  // namespace kiosk::json
