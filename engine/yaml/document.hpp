#pragma once

#include <memory>
#include <optional>
#include <string>

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// A file as a tree whose every node knows its place.
struct Document {
  std::unique_ptr<const Source> source;
  Node root;           ///< a map that begins with `schema`
  bool clean = false;  ///< no error so far; one with errors is read on only to find the others too
};

/// Reads one content file strictly (hardening.md section 6); nothing when an error left no tree to go on with. In three
/// steps, each only over what the one before let pass:
///  1. the bytes (check_source.hpp), 2. each line on its own (line_check.hpp), 3. yaml-cpp's events (tree_builder.hpp).
/// Time and memory are bounded by the limits of limits.hpp, for every input: step 2 keeps from yaml-cpp what is known
/// to hang it, and each document is asked for once, so that a parser that makes no progress cannot loop in our name.
std::optional<Document> read_document(std::string file, std::string bytes, Report& report);

}  // namespace kiosk::yaml
