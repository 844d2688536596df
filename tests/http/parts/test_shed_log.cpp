#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "http/shed_log.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Keeps what each line says.
class Lines final : public LogSink {
 public:
  void write(LogLevel /*level*/, std::string_view event, std::initializer_list<LogField> fields) override {
    std::string line{event};
    for (const LogField& field : fields) line += " " + std::string{field.first} + "=" + field.second;
    lines.push_back(std::move(line));
  }

  std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("a burst of refusals is one line at once and one for all that follow in that second") {
  Lines log;
  ShedLog shed{log};
  for (int i = 0; i < 1000; ++i) shed.add(milliseconds{5'000 + i});
  CHECK(log.lines == std::vector<std::string>{"requests-shed count=1"});
  shed.add(milliseconds{6'000});
  CHECK(log.lines == std::vector<std::string>{"requests-shed count=1", "requests-shed count=1000"});
}

TEST_CASE("a refusal long after the last is told at once") {
  Lines log;
  ShedLog shed{log};
  shed.add(milliseconds{0});
  shed.add(milliseconds{60'000});
  CHECK(log.lines == std::vector<std::string>{"requests-shed count=1", "requests-shed count=1"});
}
