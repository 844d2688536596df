#include "json_text.hpp"
#include "output.hpp"

namespace kiosk::bank_tool {

namespace {

std::string json_problem(const yaml::Problem& problem) {
  return "{" + json_name("file") + json_string(problem.file) + "," + json_name("line") + std::to_string(problem.line) +
         "," + json_name("column") + std::to_string(problem.column) + "," + json_name("severity") +
         json_string(severity_name(problem.severity)) + "," + json_name("rule") + json_string(problem.rule) + "," +
         json_name("what") + json_string(problem.what) + "," + json_name("why") + json_string(problem.why) + "," +
         json_name("how") + json_string(problem.how) + "," + json_name("source_line") +
         json_string(problem.source_line) + "}";
}

}  // namespace

std::string json_output(const yaml::LoadedContent& loaded) {
  std::string text = "{" + json_name("problems") + "[";
  for (std::size_t i = 0; i < loaded.problems.size(); ++i) {
    text += (i == 0 ? "" : ",") + json_problem(loaded.problems[i]);
  }
  text += "]," + json_name("summary") + "{" + json_name("banks") + std::to_string(loaded.bank_count) + "," +
          json_name("items") + std::to_string(loaded.item_count) + "," + json_name("languages") +
          std::to_string(loaded.languages.size()) + "," + json_name("errors") + std::to_string(loaded.errors) + "," +
          json_name("warnings") + std::to_string(loaded.warnings) + "}}";
  return text + "\n";
}

}  // namespace kiosk::bank_tool
