#include "onboarding/shown_jws.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "json/parse.hpp"

namespace kiosk::onboarding {

namespace {

std::optional<json::Value> object_in(std::string_view part) {
  const std::optional<std::string> text = from_base64url(part);
  if (!text) return std::nullopt;
  Result<json::Value> value = json::parse(*text, text->size());
  if (value.has_error() || value->object() == nullptr) return std::nullopt;
  return std::move(*value);
}

}  // namespace

std::optional<ShownJws> read_jws(const std::string& text) {
  if (std::count(text.begin(), text.end(), '.') != 2) return std::nullopt;
  const std::string_view all = text;
  const std::size_t first = all.find('.');
  const std::size_t second = all.rfind('.');
  std::optional<json::Value> header = object_in(all.substr(0, first));
  std::optional<json::Value> payload = object_in(all.substr(first + 1, second - first - 1));
  std::optional<std::string> signature = from_base64url(all.substr(second + 1));
  if (!header || !payload || !signature) return std::nullopt;
  return ShownJws{std::move(*header), std::move(*payload), text.substr(0, second), std::move(*signature)};
}

const json::Value* member(const json::Value* value, std::string_view name) {
  const json::Value::Object* members = value == nullptr ? nullptr : value->object();
  if (members == nullptr) return nullptr;
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const json::Member& one) { return one.name == name; });
  return found == members->end() ? nullptr : &found->value;
}

std::string text_of(const json::Value* value) {
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
  return text == nullptr ? std::string{} : *text;
}

bool lists(const json::Value* value, std::string_view text) {
  const json::Value::Array* elements = value == nullptr ? nullptr : value->array();
  return elements != nullptr && std::any_of(elements->begin(), elements->end(),
                                            [&](const json::Value& element) { return text_of(&element) == text; });
}

}  // namespace kiosk::onboarding
