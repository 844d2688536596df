#include <catch2/catch.hpp>

#include "rehearsal/plot.hpp"

namespace kiosk::rehearsal {

TEST_CASE("Axes map values to pixels and hold what lies beyond at their ends", "[rehearsal]") {
  const Axis linear = Axis::linear(0, 10, 100, 0);
  CHECK(linear.at(0) == Approx(100));
  CHECK(linear.at(2.5) == Approx(75));
  CHECK(linear.at(99) == Approx(0));
  const Axis decades = Axis::logarithmic(0.1, 1000, 0, 400);
  CHECK(decades.at(0.1) == Approx(0));
  CHECK(decades.at(1) == Approx(100));
  CHECK(decades.at(0) == Approx(0));
}

TEST_CASE("Ticks are round", "[rehearsal]") {
  CHECK(Axis::linear(0, 10, 0, 1).ticks(5) == std::vector<double>{0, 2, 4, 6, 8, 10});
  CHECK(Axis::linear(0, 430, 0, 1).ticks(4) == std::vector<double>{0, 200, 400});
  CHECK(Axis::logarithmic(1, 1000, 0, 1).ticks(0).size() == 4);
}

TEST_CASE("Words are escaped", "[rehearsal]") {
  Drawing drawing;
  drawing.text({1, 2}, "head", "a < b & \"c\"");
  CHECK(drawing.elements() == "<text x=\"1.0\" y=\"2.0\" class=\"head\">a &lt; b &amp; &quot;c&quot;</text>\n");
}

TEST_CASE("An area closes at its ground line", "[rehearsal]") {
  Drawing drawing;
  drawing.area({{1, 5}, {2, 4}}, 9, "save");
  CHECK(drawing.elements() == "<polygon points=\"1.0,9.0 1.0,5.0 2.0,4.0 2.0,9.0\" class=\"save\"/>\n");
}

}  // namespace kiosk::rehearsal
