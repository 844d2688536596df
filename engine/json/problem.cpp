#include "json/replies.hpp"
#include "json/writer.hpp"

namespace kiosk::json {

namespace {

struct ParameterWriter {
  Writer& writer;
  const std::string& name;

  void operator()(const std::string& value) const { writer.text(name, value); }
  void operator()(std::int64_t value) const { writer.integer(name, value); }
  void operator()(bool value) const { writer.boolean(name, value); }
};

}  // namespace

std::string write_problem(const Problem& problem) {
  const std::string code(wire_name(problem.error.code));
  Writer writer;
  writer.begin_object();
  writer.text("type", "/problems/" + code);
  writer.text("title", problem.title);
  writer.integer("status", problem.status);
  writer.text("detail", problem.error.detail);
  writer.text("instance", problem.instance);
  writer.text("code", code);
  if (!problem.error.parameters.empty()) {
    writer.begin_object("params");
    for (const auto& [name, value] : problem.error.parameters) std::visit(ParameterWriter{writer, name}, value);
    writer.end();
  }
  if (!problem.error.fields.empty()) {
    writer.begin_array("errors");
    for (const FieldProblem& field : problem.error.fields) {
      writer.begin_object();
      writer.text("pointer", field.pointer);
      writer.text("code", field.code);
      writer.text("detail", field.detail);
      writer.end();
    }
    writer.end();
  }
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
