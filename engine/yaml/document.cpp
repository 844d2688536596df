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
  Document document{std::make_unique<const Source>(std::move(file), std::move(bytes)), {}};
  if (check_source(*document.source, report)) check_lines(*document.source, report);
  if (!mark.clean()) return std::nullopt;
  document.root = build_tree(*document.source, report);
  if (mark.clean() && !begins_with_schema(document.root)) {
    report.error({document.source.get(), 0}, findings::no_schema(false));
  }
  if (!mark.clean()) return std::nullopt;
  return document;
}

}  // namespace kiosk::yaml
