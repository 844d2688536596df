#pragma once

#include <set>
#include <string>
#include <vector>

#include "json/value.hpp"

namespace kiosk::test {

/// The member at the end of a path of names and array indexes, `a/0/b`; fails the test when there is none.
const json::Value& at(const json::Value& document, const std::string& path);
std::string text_at(const json::Value& document, const std::string& path);
std::int64_t integer_at(const json::Value& document, const std::string& path);
bool has(const json::Value& document, const std::string& path);

/// Names of an object's members, in order.
std::vector<std::string> names_of(const json::Value& object);

/// Every text in the document that begins with `prefix`.
std::set<std::string> texts_with_prefix(const json::Value& document, const std::string& prefix);

/// Payload or header of a compact JWS.
json::Value part_of(const std::string& jws, int number);

json::Value parsed(const std::string& text);

}  // namespace kiosk::test
