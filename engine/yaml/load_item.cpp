#include "yaml/load_item.hpp"

#include "yaml/fields.hpp"
#include "yaml/load_kind.hpp"
#include "yaml/scalars.hpp"
#include "yaml/wording.hpp"

namespace kiosk::yaml {

namespace {

Place place_of(const Node* node, const Node& owner) { return node != nullptr ? node->place : owner.place; }

}  // namespace

LoadedItem load_item(const Node& node, const Language& language, Report& report) {
  const ErrorMark mark(report);
  LoadedItem loaded;
  Item& item = loaded.item;
  Fields fields(&node, "an item", report);
  const Node* id = fields.require("id");
  loaded.id_place = place_of(id, node);
  item.id = read_name(id, report);
  const Node* kind = fields.require("kind");
  const Node* topic = fields.require("topic");
  loaded.topic_place = place_of(topic, node);
  item.topic = read_name(topic, report);
  const Node* stem = fields.require("stem");
  item.stem[language] = read_text(stem, report);
  const bool known_kind = load_kind(kind, fields, language, item.kind, report);
  item.explanation[language] = read_text(fields.require("explanation"), report);
  item.source = read_text(fields.require("source"), report);
  if (known_kind) fields.finish();  // the fields of an unknown kind are not known either
  if (mark.clean()) warn_wording(item, language, place_of(stem, node), report);
  return loaded;
}

}  // namespace kiosk::yaml
