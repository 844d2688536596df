#include "yaml/document.hpp"

#include "yaml/check_source.hpp"
#include "yaml/line_check.hpp"
#include "yaml/line_findings.hpp"
#include "yaml/tree_builder.hpp"

namespace kiosk::yaml {

namespace {

/// The line check saw to it for every text that it and yaml-cpp read alike.
bool begins_with_schema(const Node& root) {
  return root.kind == Node::Kind::map && !root.fields.empty() && root.fields.front().name == "schema";
}

}  // namespace

std::optional<Document> read_document(std::string file, std::string bytes, Report& report) {
  const ErrorMark mark(report);
  auto source = std::make_unique<const Source>(std::move(file), std::move(bytes));
  if (!check_bytes(*source, report)) return std::nullopt;
  check_characters(*source, report);
  const ErrorMark lines_mark(report);
  check_layout(*source, report);
  check_lines(*source, report);
  if (!lines_mark.clean()) return std::nullopt;
  std::optional<Node> root = build_tree(*source, report);
  if (!root) return std::nullopt;
  if (!begins_with_schema(*root)) {
    report.error({source.get(), 0}, findings::no_schema(false));
    return std::nullopt;
  }
  return Document{std::move(source), std::move(*root), mark.clean()};
}

}  // namespace kiosk::yaml
