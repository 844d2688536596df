#include <catch2/catch.hpp>

#include "people/applicant.hpp"

namespace kiosk {
namespace {

TEST_CASE("spellings of one phone number become one contact") {
  for (const char* typed : {"+8613800138000", "+86 138 0013 8000", "0086-138-0013-8000", "(+86) 138.0013.8000",
                            "＋８６　１３８００１３８０００", "+86\t138 0013 8000"}) {
    CAPTURE(typed);
    CHECK(normalised_contact(typed) == "+8613800138000");
  }
  CHECK(normalised_contact("138 0013 8000") == "13800138000");
  CHECK(normalised_contact("１３８００１３８０００") == "13800138000");
}

TEST_CASE("a number without country belongs to the country of the region") {
  for (const char* typed : {"138 0013 8000", "0138 0013 8000", "+86 138 0013 8000", "0086 13800138000"}) {
    CAPTURE(typed);
    CHECK(normalised_contact(typed, "86") == "+8613800138000");
  }
  CHECK(normalised_contact("0812-3456-7890", "62") == "+6281234567890");
  CHECK(normalised_contact("+34 612 34 56 78", "62") == "+34612345678");
}

TEST_CASE("spellings of one e-mail address become one contact") {
  for (const char* typed : {"li.wei@example.com", "Li.Wei@Example.COM", " li.wei@example.com ",
                            "ｌｉ．ｗｅｉ＠example．com", "li.wei @ example.com"}) {
    CAPTURE(typed);
    CHECK(normalised_contact(typed) == "li.wei@example.com");
  }
  CHECK(normalised_contact("李伟@例子.中国") == "李伟@例子.中国");
}

TEST_CASE("what is neither a phone number nor an e-mail address is refused") {
  const std::string long_address = std::string(250, 'a') + "@b.cn";
  for (const std::string& typed :
       {std::string{}, std::string{" "}, std::string{"123456"}, std::string{"1234567890123456"},
        std::string{"++8613800138000"}, std::string{"138+0013+8000"}, std::string{"13800138000 ext 5"},
        std::string{"li wei"}, std::string{"@example.com"}, std::string{"li@example"}, std::string{"li@example."},
        std::string{"li@.com"}, std::string{"li@wei@example.com"}, std::string{"li\n@example.com"},
        std::string("li\0@example.com", 15), std::string{"138００\xEF\xBC"}, long_address}) {
    CAPTURE(typed);
    CHECK_FALSE(normalised_contact(typed));
  }
}

TEST_CASE("a phone number has 7 to 15 digits") {
  CHECK(normalised_contact("1234567") == "1234567");
  CHECK(normalised_contact("+123456789012345") == "+123456789012345");
  CHECK_FALSE(normalised_contact("+1234567890123456"));
  CHECK_FALSE(normalised_contact("+123456"));
}

TEST_CASE("a contact that is no UTF-8 is none: dropping spaces must not make characters of its bytes") {
  for (const char* text : {"x@example.com\xE3 ", "x\xE3 \x80 \x80@example.com", "\xEF\xBC 139 0013 8000"}) {
    CHECK_FALSE(normalised_contact(text));
  }
}

TEST_CASE("an address of 254 characters is taken, one more is not") {
  CHECK(normalised_contact(std::string(249, 'a') + "@b.cn"));
  CHECK_FALSE(normalised_contact(std::string(250, 'a') + "@b.cn"));
}

}  // namespace
}  // namespace kiosk
