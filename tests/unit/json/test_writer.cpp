#include "json/writer.hpp"

#include <catch2/catch.hpp>

#include "json/parse.hpp"

namespace kiosk::json {
namespace {

TEST_CASE("Objects and arrays nest, compactly and in the order of the calls") {
  Writer writer;
  writer.begin_object();
  writer.text("t", "x");
  writer.integer("n", -3);
  writer.boolean("b", false);
  writer.null("z");
  writer.real("r", 0.25);
  writer.begin_array("l");
  writer.text("p");
  writer.integer(1);
  writer.real(1.5);
  writer.null();
  writer.begin_object();
  writer.end();
  writer.begin_array();
  writer.end();
  writer.raw("{\"made\":1}");
  writer.end();
  writer.begin_object("o");
  writer.end();
  writer.raw("made", "[]");
  writer.end();
  CHECK(writer.take() == R"({"t":"x","n":-3,"b":false,"z":null,"r":0.25,"l":["p",1,1.5,null,{},[],{"made":1}],)"
                         R"("o":{},"made":[]})");
}

TEST_CASE("Texts come back as they were, whatever they hold") {
  std::string every;
  for (int c = 0; c < 128; ++c) every += static_cast<char>(c);
  every += "\xc3\xa9 \xe4\xba\xba \xf0\x9f\x93\xb1 \xe2\x80\xa8";
  Writer writer;
  writer.text(every);
  const std::string document = writer.take();
  CHECK(std::get<std::string>(parse(document, 1000)->data) == every);
  CHECK(document.find("\\u0000\\u0001") != std::string::npos);
  CHECK(document.find("\\\"") != std::string::npos);
  CHECK(document.find("\\n") != std::string::npos);
}

TEST_CASE("Numbers are written without loss") {
  for (const double value : {0.0, 1.0, 0.1, 1.0 / 3.0, 1e300, 5e-324}) {
    Writer writer;
    writer.begin_array();
    writer.real(value);
    writer.end();
    const auto document = parse(writer.take(), 100);
    const Value& number = document->array()->front();
    const auto* real = std::get_if<double>(&number.data);
    CHECK((real != nullptr ? *real : static_cast<double>(std::get<std::int64_t>(number.data))) == value);
  }
}

}  // namespace
}  // namespace kiosk::json
