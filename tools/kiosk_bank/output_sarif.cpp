#include <cstdio>
#include <set>
#include <string_view>

#include "json_text.hpp"
#include "output.hpp"

namespace kiosk::bank_tool {

namespace {

/// A path as the path of a URI reference (RFC 3986).
std::string uri_path(std::string_view path) {
  constexpr std::string_view kept = "-._~/!$&'()*+,;=@";
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || kept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      char escape[4];
      std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
      uri += escape;
    }
  }
  return uri;
}

/// Without a region when the problem concerns the file as a whole, and nothing when it concerns the set of files.
std::string locations(const yaml::Problem& problem) {
  if (problem.file.empty()) return "[]";
  std::string place =
      json_name("artifactLocation") + "{" + json_name("uri") + json_string(uri_path(problem.file)) + "}";
  if (problem.line > 0) {
    place += "," + json_name("region") + "{" + json_name("startLine") + std::to_string(problem.line) + "," +
             json_name("startColumn") + std::to_string(problem.column) + "}";
  }
  return "[{" + json_name("physicalLocation") + "{" + place + "}}]";
}

std::string sarif_result(const yaml::Problem& problem) {
  return "{" + json_name("ruleId") + json_string(problem.rule) + "," + json_name("level") +
         json_string(severity_name(problem.severity)) + "," + json_name("message") + "{" + json_name("text") +
         json_string(message(problem)) + "}," + json_name("locations") + locations(problem) + "}";
}

std::string sarif_rules(const yaml::LoadedContent& loaded) {
  std::set<std::string> rules;
  for (const yaml::Problem& problem : loaded.problems) rules.insert(problem.rule);
  std::string text;
  for (const std::string& rule : rules) {
    text += (text.empty() ? "" : ",") + ("{" + json_name("id") + json_string(rule) + "}");
  }
  return "[" + text + "]";
}

}  // namespace

std::string sarif_output(const yaml::LoadedContent& loaded) {
  std::string results;
  for (const yaml::Problem& problem : loaded.problems) {
    results += (results.empty() ? "" : ",") + sarif_result(problem);
  }
  return "{" + json_name("version") + json_string("2.1.0") + "," + json_name("runs") + "[{" + json_name("tool") + "{" +
         json_name("driver") + "{" + json_name("name") + json_string("kiosk-bank") + "," + json_name("rules") +
         sarif_rules(loaded) + "}}," + json_name("columnKind") + json_string("unicodeCodePoints") + "," +
         json_name("results") + "[" + results + "]}]}\n";
}

}  // namespace kiosk::bank_tool
