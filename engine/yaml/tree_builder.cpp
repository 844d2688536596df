#include "yaml/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <unordered_set>
#include <utility>

#include "yaml/limits.hpp"
#include "yaml/line_check.hpp"

namespace kiosk::yaml {

namespace {

/// Ends parsing; the reason has been reported.
struct Refused {};

/// Lets yaml-cpp read the text in place.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the get area is only read
    setg(begin, begin, begin + text.size());
  }
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, Report& report) : source_(source), report_(report) {}

  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (seen_document_) {
      refuse(place(mark), {"second-document", "the document ended before this line", "what follows would be lost",
                           "check the indentation of this line"});
    }
    seen_document_ = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check_plainness(mark, "?", anchor);
    Node node;
    node.place = place(mark);
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse(place(mark), {"alias", "`*` makes an alias", "aliases are not used here", "repeat the value"});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_plainness(mark, tag, anchor);
    Node node;
    node.kind = Node::Kind::text;
    node.place = place(mark);
    node.quoted = tag == "!";
    node.text = value;
    check_one_line(node);
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override {
    check_names(open_.back().node);
    close();
  }

 private:
  /// A list or map whose end has not come yet.
  struct Open {
    Node node;
    bool has_name = false;  ///< maps: the last field waits for its value
  };

  /// Marks count bytes from the start of the text, which is what offsets are.
  Place place(const YAML::Mark& mark) const {
    const auto offset = static_cast<std::size_t>(std::max(0, mark.pos));
    return {&source_, std::min(offset, source_.text().size())};
  }

  [[noreturn]] void refuse(Place at, Finding finding) {
    report_.error(at, std::move(finding));
    throw Refused{};
  }

  void check_plainness(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) refuse(place(mark), {"anchor", "`&` makes an anchor", "anchors are not used here", "delete it"});
    if (tag != "?" && tag != "!" && !tag.empty()) {
      refuse(place(mark), {"tag", "`!` makes a tag", "tags are not used here", "delete it"});
    }
  }

  /// The text as parsed is the text as it stands on its line: nothing was joined from other lines.
  void check_one_line(const Node& node) {
    const std::size_t index = source_.line_of(node.place.offset);
    const std::string_view line = source_.line(index);
    const std::size_t at = node.place.offset - source_.line_start(index);
    const bool whole =
        node.quoted ? at < line.size() && (line[at] == '"' || line[at] == '\'') && closing_quote(line, at).has_value()
                    : line.substr(std::min(at, line.size())).starts_with(node.text);
    if (whole) return;
    refuse(node.place, {"several-lines", "this text goes on over more than one line",
                        "a line below is joined to it, perhaps a list entry or a field that is indented too far",
                        "write the text on one line, and check the indentation of the next"});
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    check_plainness(mark, tag, anchor);
    count_node(place(mark));
    if (open_.size() >= limits::depth) {
      refuse(place(mark), {"too-deep", "more than " + std::to_string(limits::depth) + " levels in one another",
                           "no content is that deep", "look for an indentation too many"});
    }
    if (!open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().has_name) {
      refuse(place(mark), {"complex-name", "a list or map stands where a name belongs", "names are single words",
                           "write name: value"});
    }
    Open begun;
    begun.node.kind = kind;
    begun.node.place = place(mark);
    open_.push_back(std::move(begun));
  }

  void close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    attach(std::move(done));
  }

  void add(Node node) {
    count_node(node.place);
    attach(std::move(node));
  }

  void attach(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.kind == Node::Kind::list) {
      attach_entry(std::move(node));
    } else if (open_.back().has_name) {
      attach_value(std::move(node));
    } else {
      attach_name(std::move(node));
    }
  }

  void attach_entry(Node node) {
    if (node.kind == Node::Kind::nothing) {
      report_.error(node.place, {"missing-value", "an entry of this list is empty",
                                 "an empty entry, ~ and null all mean nothing in YAML",
                                 "delete the comma or dash too many, or put the text in quotes"});
    }
    open_.back().node.entries.push_back(std::move(node));
  }

  void attach_name(Node node) {
    if (node.kind != Node::Kind::text) {
      refuse(node.place,
             {"missing-name", "there is no name before the value", "each value has a name", "write name: value"});
    }
    open_.back().node.fields.push_back({std::move(node.text), node.place, {}});
    open_.back().has_name = true;
  }

  void attach_value(Node node) {
    Field& field = open_.back().node.fields.back();
    open_.back().has_name = false;
    if (node.kind == Node::Kind::nothing) {
      node.place = field.place;  // yaml-cpp names the token after it
      report_.error(field.place, {"missing-value", "`" + field.name + "` has no value",
                                  "no value, ~ and null all mean nothing in YAML",
                                  "write a value after the colon, in quotes when it is a text"});
    }
    field.value = std::move(node);
  }

  void check_names(const Node& map) {
    std::unordered_set<std::string_view> seen;
    for (const Field& field : map.fields) {
      if (seen.insert(field.name).second) continue;
      report_.error(field.place, {"duplicate-field", "`" + field.name + "` is written twice in one place",
                                  "only one of the two values could count", "delete or rename one"});
    }
  }

  void count_node(Place at) {
    if (++nodes_ <= limits::nodes) return;
    refuse(at, {"too-many-nodes", "more than " + std::to_string(limits::nodes) + " values in one file",
                "a file of that size is no bank", "split the bank into several"});
  }

  const Source& source_;
  Report& report_;
  Node root_;
  std::vector<Open> open_;
  std::size_t nodes_ = 0;
  bool seen_document_ = false;
};

bool is_escape_fault(const std::string& reason) {
  return reason.starts_with("unknown escape") || reason.starts_with("invalid unicode") ||
         reason.find("hex number") != std::string::npos;
}

void report_parse_fault(const Source& source, const YAML::Exception& fault, Report& report) {
  const auto offset = static_cast<std::size_t>(std::max(0, fault.mark.pos));
  // A fault at the very end of a line leaves the mark on the next.
  const Place place{&source, std::min(offset, source.text().size())};
  if (is_escape_fault(fault.msg)) {
    report.error(
        place, {"bad-escape", R"(`\` begins an escape that does not exist)",
                "inside double quotes a backslash has a meaning", R"(write \\ for a backslash, or use single quotes)"});
  } else {
    report.error(place, {"structure", "this line does not fit the lines above it (" + fault.msg + ")",
                         "fields of one item begin in the same column, and what belongs to a field is indented more",
                         "check the indentation of this line and of the one above"});
  }
}

}  // namespace

std::optional<Node> build_tree(const Source& source, Report& report) {
  TextBuffer buffer(source.text());
  std::istream stream(&buffer);
  TreeBuilder builder(source, report);
  try {
    YAML::Parser parser(stream);
    // Once for the document, once to see that none follows. Never in a loop: on some inputs yaml-cpp 0.7 hands out
    // empty documents without end.
    parser.HandleNextDocument(builder);
    parser.HandleNextDocument(builder);
    return builder.take_root();
  } catch (const Refused&) {
    return std::nullopt;
  } catch (const YAML::Exception& fault) {
    report_parse_fault(source, fault, report);
    return std::nullopt;
  }
}

}  // namespace kiosk::yaml
