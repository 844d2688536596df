#include "json/object_reader.hpp"

#include <algorithm>
#include <utility>

namespace kiosk::json {

namespace {

/// Longer names of unknown members are not repeated to the client.
constexpr std::size_t longest_name_shown = 64;

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20U || octet == 0x7FU;
  });
}

void wrong_type(const PlacedValue& place, const char* wanted, Problems& problems) {
  problems.push_back({place.pointer, "wrong-type", std::string("must be ") + wanted});
}

}  // namespace

std::string read_text(const PlacedValue& place, std::size_t most_bytes, Problems& problems) {
  const auto* text = std::get_if<std::string>(&place.value->data);
  if (text == nullptr) {
    wrong_type(place, "a text", problems);
    return {};
  }
  if (text->size() > most_bytes) {
    problems.push_back({place.pointer, "too-long", "at most " + std::to_string(most_bytes) + " bytes"});
    return {};
  }
  return *text;
}

std::string read_line(const PlacedValue& place, std::size_t most_bytes, Problems& problems) {
  std::string text = read_text(place, most_bytes, problems);
  if (has_control_characters(text)) {
    problems.push_back({place.pointer, "characters", "must not hold control characters"});
    return {};
  }
  return text;
}

std::int64_t read_integer(const PlacedValue& place, std::int64_t least, std::int64_t most, Problems& problems) {
  const auto* number = std::get_if<std::int64_t>(&place.value->data);
  if (number == nullptr) {
    wrong_type(place, "an integer", problems);
    return least;
  }
  if (*number < least || *number > most) {
    problems.push_back({place.pointer, "out-of-range", std::to_string(least) + " to " + std::to_string(most)});
    return least;
  }
  return *number;
}

bool read_boolean(const PlacedValue& place, Problems& problems) {
  const auto* flag = std::get_if<bool>(&place.value->data);
  if (flag == nullptr) wrong_type(place, "true or false", problems);
  return flag != nullptr && *flag;
}

std::vector<PlacedValue> read_array(const PlacedValue& place, std::size_t most_elements, Problems& problems) {
  const Value::Array* elements = place.value->array();
  if (elements == nullptr) {
    wrong_type(place, "an array", problems);
    return {};
  }
  if (elements->size() > most_elements) {
    problems.push_back({place.pointer, "too-many", "at most " + std::to_string(most_elements) + " elements"});
    return {};
  }
  std::vector<PlacedValue> places;
  places.reserve(elements->size());
  for (std::size_t i = 0; i < elements->size(); ++i) {
    places.push_back({&(*elements)[i], place.pointer + "/" + std::to_string(i)});
  }
  return places;
}

ObjectReader::ObjectReader(const PlacedValue& place, Problems& problems)
    : pointer_(place.pointer), problems_(&problems) {
  if (place.value == nullptr) return;  // missing, which was noted
  members_ = place.value->object();
  if (members_ == nullptr) wrong_type(place, "an object", problems);
}

const Value* ObjectReader::find(std::string_view name) {
  if (members_ == nullptr) return nullptr;
  const auto found =
      std::find_if(members_->begin(), members_->end(), [&](const Member& member) { return member.name == name; });
  if (found == members_->end()) return nullptr;
  known_.push_back(&*found);
  return &found->value;
}

std::string ObjectReader::pointer_to(std::string_view name) const { return pointer_ + "/" + escaped(name); }

void ObjectReader::note(std::string_view name, std::string code, std::string detail) {
  problems_->push_back({pointer_to(name), std::move(code), std::move(detail)});
}

/// The value of a member that must be there; null when it is missing, which is noted.
const Value* ObjectReader::required(std::string_view name) {
  const Value* value = find(name);
  if (value == nullptr && members_ != nullptr) note(name, "required", "must be there");
  return value;
}

/// Reads a member as it is, and names its place only when something is wrong with it: building the pointer of every
/// member costs more than reading it.
template <class T, class Read>
T ObjectReader::read_member(std::string_view name, T missing, const Read& read) {
  const Value* value = required(name);
  if (value == nullptr) return missing;
  const std::size_t problems_before = problems_->size();
  T result = read(PlacedValue{value, {}});
  if (problems_->size() > problems_before) problems_->back().pointer = pointer_to(name);
  return result;
}

PlacedValue ObjectReader::any(std::string_view name) { return {required(name), pointer_to(name)}; }

std::string ObjectReader::text(std::string_view name, std::size_t most_bytes) {
  return read_member(name, std::string(),
                     [&](const PlacedValue& place) { return read_text(place, most_bytes, *problems_); });
}

std::string ObjectReader::line(std::string_view name, std::size_t most_bytes) {
  return read_member(name, std::string(),
                     [&](const PlacedValue& place) { return read_line(place, most_bytes, *problems_); });
}

std::string ObjectReader::optional_line(std::string_view name, std::size_t most_bytes) {
  return has(name) ? line(name, most_bytes) : std::string();
}

std::int64_t ObjectReader::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  return read_member(name, least,
                     [&](const PlacedValue& place) { return read_integer(place, least, most, *problems_); });
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name, std::int64_t least,
                                                           std::int64_t most) {
  if (!has(name)) return std::nullopt;
  return integer(name, least, most);
}

bool ObjectReader::boolean(std::string_view name) {
  return read_member(name, false, [&](const PlacedValue& place) { return read_boolean(place, *problems_); });
}

std::vector<PlacedValue> ObjectReader::array(std::string_view name, std::size_t most_elements) {
  const PlacedValue place = any(name);
  return place.value == nullptr ? std::vector<PlacedValue>() : read_array(place, most_elements, *problems_);
}

std::vector<std::string> ObjectReader::lines(std::string_view name, std::size_t most_elements, std::size_t most_bytes) {
  std::vector<std::string> texts;
  for (const PlacedValue& element : array(name, most_elements)) {
    texts.push_back(read_line(element, most_bytes, *problems_));
  }
  return texts;
}

ObjectReader ObjectReader::object(std::string_view name) { return ObjectReader(any(name), *problems_); }

void ObjectReader::refuse_unknown() {
  if (members_ == nullptr) return;
  for (const Member& member : *members_) {
    if (std::find(known_.begin(), known_.end(), &member) != known_.end()) continue;
    const bool shown = member.name.size() <= longest_name_shown;
    problems_->push_back({shown ? pointer_to(member.name) : pointer_, "unknown-member", "is not known here"});
  }
}

}  // namespace kiosk::json
