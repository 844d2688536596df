#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint.hpp"
#include "output.hpp"

namespace {

constexpr int exit_clean = 0;
constexpr int exit_errors = 1;
constexpr int exit_not_run = 2;

constexpr std::string_view usage =
    R"(Usage: kiosk-bank lint PATH... [--format text|json|sarif]

Checks question banks, translations, exams and regions exactly as the server loads them, and says of every problem
where it is, what is wrong, why, and how to write it.

PATH is a file or a folder. A folder is taken for the whole content: exams are checked against its banks and regions.
A bank file alone is checked alone.

  --format text    problems with their lines, a summary and tables (default)
  --format json    one JSON object: problems, summary
  --format sarif   SARIF 2.1.0, for editors and code hosts
  --help           this text

Ends with 0 when there are no errors (warnings may remain), 1 when there are errors, 2 when it could not run.
)";

using Output = std::string (*)(const kiosk::yaml::LoadedContent&);

struct Arguments {
  std::vector<std::string> paths;
  Output output = kiosk::bank_tool::text_output;
  bool help = false;
};

void print(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

Output output_named(std::string_view format) {
  if (format == "text") return kiosk::bank_tool::text_output;
  if (format == "json") return kiosk::bank_tool::json_output;
  if (format == "sarif") return kiosk::bank_tool::sarif_output;
  return nullptr;
}

/// Nothing when the words make no sense.
std::optional<Arguments> parse(const std::vector<std::string>& words) {
  Arguments arguments;
  if (words.empty()) return std::nullopt;
  arguments.help = words.front() == "--help" || words.front() == "-h";
  if (!arguments.help && words.front() != "lint") return std::nullopt;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--help" || words[i] == "-h") {
      arguments.help = true;
    } else if (words[i] == "--format" && i + 1 < words.size()) {
      arguments.output = output_named(words[++i]);
      if (arguments.output == nullptr) return std::nullopt;
    } else if (words[i].starts_with('-')) {
      return std::nullopt;
    } else {
      arguments.paths.push_back(words[i]);
    }
  }
  if (arguments.paths.empty() && !arguments.help) return std::nullopt;
  return arguments;
}

int run(const Arguments& arguments) {
  const auto loaded = kiosk::bank_tool::lint(arguments.paths);
  if (!loaded) {
    print(stderr, "kiosk-bank: " + loaded.error().detail + "\n");
    return exit_not_run;
  }
  print(stdout, arguments.output(*loaded));
  return loaded->errors > 0 ? exit_errors : exit_clean;
}

}  // namespace

int main(int count, char** words) {
  const auto arguments = parse(std::vector<std::string>(words + 1, words + count));
  if (!arguments) {
    print(stderr, usage);
    return exit_not_run;
  }
  if (arguments->help) {
    print(stdout, usage);
    return exit_clean;
  }
  return run(*arguments);
}
