#include "json/object_reader.hpp"

#include <catch2/catch.hpp>

#include "json/parse.hpp"

namespace kiosk::json {
namespace {

/// The problems as `pointer code` lines.
std::vector<std::string> lines_of(const Problems& problems) {
  std::vector<std::string> lines;
  for (const FieldProblem& problem : problems) lines.push_back(problem.pointer + " " + problem.code);
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("Members of the right type are read") {
  const auto document = parse(R"({"t":"x","n":3,"b":true,"l":["p","q"],"o":{"i":-1}})", 1000);
  Problems problems;
  ObjectReader reader({&*document, ""}, problems);
  CHECK(reader.text("t", 1) == "x");
  CHECK(reader.integer("n", 3, 3) == 3);
  CHECK(reader.boolean("b"));
  CHECK(reader.lines("l", 2, 1) == Lines{"p", "q"});
  ObjectReader inner = reader.object("o");
  CHECK(inner.integer("i", -5, 5) == -1);
  inner.refuse_unknown();
  CHECK(reader.optional_line("absent", 5).empty());
  CHECK_FALSE(reader.optional_integer("absent_number", 0, 5));
  reader.refuse_unknown();
  CHECK(lines_of(problems).empty());
}

TEST_CASE("Every problem of a document is noted, each with its place") {
  const auto document = parse(
      R"({"t":1,"long":"abcd","n":"3","low":-1,"high":11,"real":1.0,"huge":9223372036854775808,"b":0,"l":["ok",2,"toolong"],)"
      R"("many":[1,2,3],"o":[],"null":null,"a/b~c":0,"control":"a\u0007b"})",
      1000);
  Problems problems;
  ObjectReader reader({&*document, "/at"}, problems);
  reader.text("t", 10);
  reader.text("long", 3);
  reader.integer("n", 0, 10);
  reader.integer("low", 0, 10);
  reader.integer("high", 0, 10);
  reader.integer("real", 0, 10);
  reader.integer("huge", 0, 10);
  reader.boolean("b");
  reader.lines("l", 5, 3);
  reader.array("many", 2);
  reader.object("o").text("not reported", 5);
  reader.optional_line("null", 5);
  reader.line("control", 9);
  reader.text("missing", 5);
  reader.refuse_unknown();
  CHECK(lines_of(problems) == Lines{"/at/t wrong-type", "/at/long too-long", "/at/n wrong-type", "/at/low out-of-range",
                                    "/at/high out-of-range", "/at/real wrong-type", "/at/huge wrong-type",
                                    "/at/b wrong-type", "/at/l/1 wrong-type", "/at/l/2 too-long", "/at/many too-many",
                                    "/at/o wrong-type", "/at/null wrong-type", "/at/control characters",
                                    "/at/missing required", "/at/a~1b~0c unknown-member"});
}

TEST_CASE("A value that is no object is one problem") {
  const auto document = parse("[1]", 10);
  Problems problems;
  ObjectReader reader({&*document, ""}, problems);
  reader.text("a", 5);
  reader.integer("b", 0, 1);
  reader.refuse_unknown();
  CHECK(lines_of(problems) == Lines{" wrong-type"});
}

TEST_CASE("A very long unknown name is not repeated") {
  const auto document = parse("{\"" + std::string(500, 'x') + "\":1}", 1000);
  Problems problems;
  ObjectReader reader({&*document, "/here"}, problems);
  reader.refuse_unknown();
  CHECK(lines_of(problems) == Lines{"/here unknown-member"});
}

TEST_CASE("Sizes count bytes of UTF-8") {
  const auto document = parse("{\"t\":\"人人\"}", 100);
  Problems problems;
  ObjectReader reader({&*document, ""}, problems);
  CHECK(reader.text("t", 6) == "人人");
  CHECK(problems.empty());
  reader.text("t", 5);
  CHECK(lines_of(problems) == Lines{"/t too-long"});
}

}  // namespace
}  // namespace kiosk::json
