#include "http/scenarios/contract.hpp"

#include <algorithm>
#include <regex>

namespace kiosk::http {

namespace json = boost::json;

namespace {

std::string text_of(const json::value& value) { return std::string{value.as_string()}; }

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> segments;
  std::size_t start = 1;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    segments.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return segments;
}

bool fits(const std::string& path_template, const std::string& path) {
  const std::vector<std::string> words = split(path_template);
  const std::vector<std::string> segments = split(path);
  return words.size() == segments.size() &&
         std::equal(words.begin(), words.end(), segments.begin(), [](const std::string& word, const std::string& text) {
           return word.starts_with("{") ? text.ends_with(word.substr(word.find('}') + 1)) : word == text;
         });
}

bool is_of_type(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_bool();
  return type == "null" && value.is_null();
}

bool is_of_a_type(const json::value& value, const json::value& type) {
  if (type.is_string()) return is_of_type(value, type.as_string());
  return std::any_of(type.as_array().begin(), type.as_array().end(),
                     [&](const json::value& one) { return is_of_type(value, one.as_string()); });
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

bool is_json(const std::string& media_type) { return media_type.find("json") != std::string::npos; }

}  // namespace

Contract::Contract(const std::string& document) : document_(json::parse(document)) {}

std::vector<std::string> Contract::operations() const {
  std::vector<std::string> all;
  for (const auto& path : document_.at("paths").as_object()) {
    for (const auto& method : path.value().as_object()) {
      std::string name{method.key()};
      std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      all.push_back(name + " " + std::string{path.key()});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

const json::object* Contract::operation(const std::string& method, const std::string& target) const {
  const std::string path = target.substr(0, target.find('?'));
  const std::string wanted = method == "HEAD" ? "get" : lower(method);
  for (const auto& entry : document_.at("paths").as_object()) {
    if (!fits(std::string{entry.key()}, path)) continue;
    const json::value* found = entry.value().as_object().if_contains(wanted);
    if (found != nullptr) return &found->as_object();
  }
  return nullptr;
}

const json::value& Contract::resolved(const json::value& value) const {
  const json::value* reference = value.is_object() ? value.as_object().if_contains("$ref") : nullptr;
  if (reference == nullptr) return value;
  return document_.at_pointer(text_of(*reference).substr(1));
}

std::vector<std::string> Contract::faults_of_reply(const std::string& method, const std::string& target,
                                                   const test::HttpReply& reply) const {
  std::vector<std::string> faults;
  const json::object* found = operation(method, target);
  if (found == nullptr) return faults;
  const json::value* declared = found->at("responses").as_object().if_contains(std::to_string(reply.status));
  if (declared == nullptr) return {"status " + std::to_string(reply.status) + " is not declared"};
  const json::object& response = resolved(*declared).as_object();
  for (const auto& header : response.contains("headers") ? response.at("headers").as_object() : json::object{}) {
    const json::value* required = resolved(header.value()).as_object().if_contains("required");
    const bool may_be_absent = required != nullptr && !required->as_bool();  // only where the document says so
    if (may_be_absent || !reply.field(lower(std::string{header.key()})).empty()) continue;
    faults.push_back("no " + std::string{header.key()});
  }
  const std::string content_type = reply.field("content-type");
  const std::string media_type = content_type.substr(0, content_type.find(';'));
  if (!response.contains("content")) {
    if (!reply.body.empty()) faults.push_back("a body that is not declared");
    return faults;
  }
  const json::value* content = response.at("content").as_object().if_contains(media_type);
  if (content == nullptr) return {"media type '" + media_type + "' is not declared"};
  if (method == "HEAD") return faults;
  const json::value body =
      is_json(media_type) || media_type == "application/vc" ? json::parse(reply.body) : json::value(reply.body);
  check(content->at("schema"), body, "", faults);
  return faults;
}

void Contract::check(const json::value& schema_or_reference, const json::value& value, const std::string& place,
                     std::vector<std::string>& faults) const {
  const json::object& schema = resolved(schema_or_reference).as_object();
  if (const json::value* choices = schema.if_contains("oneOf")) {
    const auto fits_choice = [&](const json::value& choice) {
      std::vector<std::string> choice_faults;
      check(choice, value, place, choice_faults);
      return choice_faults.empty();
    };
    const json::array& all = choices->as_array();
    if (std::count_if(all.begin(), all.end(), fits_choice) != 1) faults.push_back(place + ": fits not exactly one");
    return;
  }
  if (const json::value* type = schema.if_contains("type"); type != nullptr && !is_of_a_type(value, *type)) {
    faults.push_back(place + ": is no " + json::serialize(*type));
    return;
  }
  if (const json::value* values = schema.if_contains("enum")) {
    const json::array& all = values->as_array();
    if (std::find(all.begin(), all.end(), value) == all.end()) faults.push_back(place + ": is no declared value");
  }
  if (value.is_object()) check_object(schema, value.as_object(), place, faults);
  if (value.is_string()) check_text(schema, text_of(value), place, faults);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.as_array().size(); ++i) {
      check(schema.at("items"), value.as_array()[i], place + "/" + std::to_string(i), faults);
    }
  }
}

void Contract::check_object(const json::object& schema, const json::object& value, const std::string& place,
                            std::vector<std::string>& faults) const {
  for (const json::value& name : schema.contains("required") ? schema.at("required").as_array() : json::array{}) {
    if (!value.contains(name.as_string())) faults.push_back(place + ": lacks " + text_of(name));
  }
  const json::object* properties = schema.contains("properties") ? &schema.at("properties").as_object() : nullptr;
  const json::value* others = schema.if_contains("additionalProperties");
  for (const auto& member : value) {
    const std::string member_place = place + "/" + std::string{member.key()};
    const json::value* declared = properties != nullptr ? properties->if_contains(member.key()) : nullptr;
    if (declared != nullptr) {
      check(*declared, member.value(), member_place, faults);
    } else if (others != nullptr && others->is_object()) {
      check(*others, member.value(), member_place, faults);
    } else if (others == nullptr || !others->as_bool()) {
      faults.push_back(member_place + ": is not declared");
    }
  }
}

void Contract::check_text(const json::object& schema, const std::string& text, const std::string& place,
                          std::vector<std::string>& faults) const {
  static const std::regex uuid{"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"};
  static const std::regex instant{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)"};
  static const std::regex uri{R"(https?://\S+)"};
  const std::string format = schema.contains("format") ? text_of(schema.at("format")) : "";
  if (format == "uuid" && !std::regex_match(text, uuid)) faults.push_back(place + ": is no UUID");
  if (format == "date-time" && !std::regex_match(text, instant)) faults.push_back(place + ": is no instant in UTC");
  if (format == "uri" && !std::regex_match(text, uri)) faults.push_back(place + ": is no URL");
  if (schema.contains("pattern") && !std::regex_search(text, std::regex{text_of(schema.at("pattern"))})) {
    faults.push_back(place + ": does not fit its pattern");
  }
}

}  // namespace kiosk::http
