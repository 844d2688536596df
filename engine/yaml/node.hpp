#pragma once

#include <string>
#include <vector>

#include "yaml/source.hpp"

namespace kiosk::yaml {

struct Field;

/// One value of a document. Texts are as written, whatever they look like: `no`, `1.10` and `010` are texts, and the
/// readers of fields.hpp make numbers and booleans of them where a field wants those.
struct Node {
  enum class Kind {
    nothing,  ///< no value where one belongs; already reported
    text,
    list,
    map,
  };

  Kind kind = Kind::nothing;
  Place place;          ///< first character; of the name when the value is missing
  bool quoted = false;  ///< texts only
  std::string text;
  std::vector<Node> entries;  ///< lists only
  std::vector<Field> fields;  ///< maps only, names unique
};

struct Field {
  std::string name;
  Place place;  ///< of the name
  Node value;
};

}  // namespace kiosk::yaml
