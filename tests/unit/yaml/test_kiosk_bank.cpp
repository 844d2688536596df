#include <sys/wait.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

/// The program as a trainer runs it.
namespace kiosk::yaml::test {
namespace {

const std::string bad = "tests/fixtures/bad_content/";

struct Outcome {
  int code = -1;
  std::string output;  ///< standard output and standard error
};

Outcome run(const std::string& arguments) {
  const std::string command = std::string{KIOSK_BANK_PROGRAM} + " " + arguments + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    outcome.output.append(buffer.data(), count);
  }
  const int status = ::pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

bool contains(const Outcome& outcome, std::string_view text) { return outcome.output.find(text) != std::string::npos; }

TEST_CASE("the shipped content is clean, with a table of each bank") {
  const Outcome outcome = run("lint question_banks");
  CHECK(outcome.code == 0);
  CHECK(contains(outcome, " 0 errors, "));
  CHECK(contains(outcome, "languages en, zh-CN\n"));
  CHECK(contains(outcome, "true_false"));
}

TEST_CASE("one bank is checked alone") {
  const Outcome outcome = run("lint question_banks/banks/rules.yaml");
  CHECK(outcome.code == 0);
  CHECK(contains(outcome, "1 bank, "));
}

TEST_CASE("errors end with 1, warnings with 0") {
  CHECK(run("lint " + bad + "open-double-quote.yaml").code == 1);
  CHECK(run("lint " + bad + "version-plain.yaml").code == 0);
  CHECK(contains(run("lint " + bad + "version-plain.yaml"), "1 bank, 3 items, 1 language, 0 errors, 1 warning\n"));
}

TEST_CASE("a whole folder of bad files is survived") { CHECK(run("lint tests/fixtures/bad_content").code == 1); }

TEST_CASE("what cannot be run ends with 2 and says why") {
  for (const char* arguments : {"", "lint", "check x", "lint --format", "lint --format xml x", "lint --all x"}) {
    INFO(arguments);
    const Outcome outcome = run(arguments);
    CHECK(outcome.code == 2);
    CHECK(contains(outcome, "Usage: kiosk-bank lint PATH"));
  }
  const Outcome missing = run("lint no/such/file.yaml");
  CHECK(missing.code == 2);
  CHECK(contains(missing, "no/such/file.yaml"));
  CHECK(run("lint /dev/null").code == 2);
}

TEST_CASE("--help explains") {
  CHECK(run("--help").code == 0);
  CHECK(contains(run("lint --help"), "--format sarif"));
}

TEST_CASE("JSON output") {
  const Outcome outcome = run("lint --format json " + bad + "unknown-kind.yaml");
  CHECK(outcome.code == 1);
  CHECK(outcome.output ==
        "{\"problems\":[{\"file\":\"tests/fixtures/bad_content/unknown-kind.yaml\",\"line\":9,\"column\":11,"
        "\"severity\":\"error\",\"rule\":\"unknown-choice\",\"what\":\"`singel` is not possible here\","
        "\"why\":\"possible are single, multiple, true_false, numeric\",\"how\":\"write single\","
        "\"source_line\":\"    kind: singel\"}],"
        "\"summary\":{\"banks\":1,\"items\":3,\"languages\":1,\"errors\":1,\"warnings\":0}}\n");
}

TEST_CASE("SARIF output") {
  const Outcome outcome = run("lint --format sarif " + bad + "unknown-kind.yaml");
  CHECK(outcome.code == 1);
  CHECK(outcome.output ==
        "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"kiosk-bank\",\"rules\":"
        "[{\"id\":\"unknown-choice\"}]}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        "{\"ruleId\":\"unknown-choice\",\"level\":\"error\",\"message\":{\"text\":\"`singel` is not possible here; "
        "possible are single, multiple, true_false, numeric; write single\"},\"locations\":[{\"physicalLocation\":"
        "{\"artifactLocation\":{\"uri\":\"tests/fixtures/bad_content/unknown-kind.yaml\"},"
        "\"region\":{\"startLine\":9,\"startColumn\":11}}}]}]}]}\n");
}

}  // namespace
}  // namespace kiosk::yaml::test
