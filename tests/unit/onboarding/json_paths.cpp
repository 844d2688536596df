#include "json_paths.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "base/base64.hpp"
#include "json/parse.hpp"

namespace kiosk::test {

namespace {

const json::Value* step(const json::Value& value, const std::string& name) {
  if (const json::Value::Array* array = value.array()) {
    const std::size_t index = std::stoul(name);
    return index < array->size() ? &(*array)[index] : nullptr;
  }
  if (const json::Value::Object* object = value.object()) {
    for (const json::Member& member : *object) {
      if (member.name == name) return &member.value;
    }
  }
  return nullptr;
}

const json::Value* find(const json::Value& document, const std::string& path) {
  const json::Value* value = &document;
  std::istringstream names(path);
  for (std::string name; value != nullptr && std::getline(names, name, '/');) value = step(*value, name);
  return value;
}

void collect(const json::Value& value, const std::string& prefix, std::set<std::string>& texts) {
  if (const auto* text = std::get_if<std::string>(&value.data); text != nullptr && text->starts_with(prefix)) {
    texts.insert(*text);
  }
  if (const json::Value::Array* array = value.array()) {
    for (const json::Value& element : *array) collect(element, prefix, texts);
  }
  if (const json::Value::Object* object = value.object()) {
    for (const json::Member& member : *object) collect(member.value, prefix, texts);
  }
}

}  // namespace

const json::Value& at(const json::Value& document, const std::string& path) {
  INFO(path);
  const json::Value* value = find(document, path);
  REQUIRE(value != nullptr);
  return *value;
}

std::string text_at(const json::Value& document, const std::string& path) {
  INFO(path);
  const auto* text = std::get_if<std::string>(&at(document, path).data);
  REQUIRE(text != nullptr);
  return *text;
}

std::int64_t integer_at(const json::Value& document, const std::string& path) {
  INFO(path);
  const auto* number = std::get_if<std::int64_t>(&at(document, path).data);
  REQUIRE(number != nullptr);
  return *number;
}

bool has(const json::Value& document, const std::string& path) { return find(document, path) != nullptr; }

std::vector<std::string> names_of(const json::Value& object) {
  std::vector<std::string> names;
  REQUIRE(object.object() != nullptr);
  for (const json::Member& member : *object.object()) names.push_back(member.name);
  return names;
}

std::set<std::string> texts_with_prefix(const json::Value& document, const std::string& prefix) {
  std::set<std::string> texts;
  collect(document, prefix, texts);
  return texts;
}

json::Value part_of(const std::string& jws, int number) {
  std::istringstream parts(jws);
  std::string part;
  for (int i = 0; i <= number; ++i) std::getline(parts, part, '.');
  const auto text = from_base64url(part);
  REQUIRE(text.has_value());
  return parsed(*text);
}

json::Value parsed(const std::string& text) {
  Result<json::Value> document = json::parse(text, 1'000'000);
  REQUIRE(document.has_value());
  return *document;
}

}  // namespace kiosk::test
