#include "json/parts.hpp"
#include "json/replies.hpp"
#include "json/writer.hpp"

namespace kiosk::json {

namespace {

void write_paper(Writer& writer, const Paper& paper) {
  writer.begin_object("paper");
  writer.text("language", paper.language);
  writer.text("title", paper.title);
  writer.begin_array("sections");
  for (const PaperSection& section : paper.sections) {
    writer.begin_object();
    writer.text("id", section.id);
    writer.text("title", section.title);
    writer.end();
  }
  writer.end();
  writer.begin_array("items");
  for (const PaperItem& item : paper.items) {
    writer.begin_object();
    writer.text("id", item.id);
    writer.text("section", item.section);
    writer.text("kind", item.kind);
    writer.text("stem", item.stem);
    if (!item.options.empty()) {
      writer.begin_array("options");
      for (const PaperOption& option : item.options) {
        writer.begin_object();
        writer.text("id", option.id);
        writer.text("text", option.text);
        writer.end();
      }
      writer.end();
    }
    if (!item.unit.empty()) writer.text("unit", item.unit);
    writer.end();
  }
  writer.end();
  writer.end();
}

void write_responses(Writer& writer, const std::vector<Response>& responses) {
  writer.begin_array("responses");
  for (const Response& response : responses) {
    writer.begin_object();
    writer.text("item", response.item);
    writer.integer("epoch", response.epoch);
    writer.integer("revision", response.revision);
    write_answer(writer, "answer", response.answer);
    writer.boolean("marked", response.marked);
    writer.end();
  }
  writer.end();
}

void write_facts(Writer& writer, const AttemptView& view) {
  const Attempt& attempt = view.attempt;
  writer.text("id", attempt.id.text());
  writer.text("exam", attempt.exam);
  writer.text("exam_version", attempt.exam_version);
  writer.text("state", state_name(attempt.state));
  writer.text("language", view.language);
  writer.integer("time_limit_s", attempt.timing.time_limit.count());
  writer.integer("item_count", view.item_count);
  write_instant(writer, "prepared_at", attempt.prepared_at);
  if (attempt.state == AttemptState::prepared) write_instant(writer, "lapses_at", attempt.lapses_at());
}

/// Where the browser stands: who writes, which revision is next, how long it has.
void write_progress(Writer& writer, const AttemptView& view) {
  const Attempt& attempt = view.attempt;
  writer.integer("epoch", attempt.epoch);
  writer.integer("next_revision", std::int64_t{attempt.last_revision} + 1);
  writer.integer("seconds_left", view.seconds_left);
  if (attempt.started_at) write_instant(writer, "deadline", attempt.deadline());
}

}  // namespace

std::string write_prepared(const AttemptView& attempt) {
  Writer writer;
  writer.begin_object();
  writer.begin_object("attempt");
  write_facts(writer, attempt);
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_started(const AttemptView& attempt) {
  Writer writer;
  writer.begin_object();
  writer.text("state", state_name(attempt.attempt.state));
  write_progress(writer, attempt);
  if (attempt.paper) write_paper(writer, *attempt.paper);
  writer.end();
  return writer.take();
}

std::string write_attempt(const AttemptView& attempt) {
  Writer writer;
  writer.begin_object();
  write_facts(writer, attempt);
  write_progress(writer, attempt);
  if (attempt.paper) {
    write_paper(writer, *attempt.paper);
    write_responses(writer, attempt.responses);
  }
  writer.end();
  return writer.take();
}

std::string write_taken_over(const AttemptView& attempt) {
  Writer writer;
  writer.begin_object();
  write_progress(writer, attempt);
  writer.end();
  return writer.take();
}

std::string write_extended(const AttemptView& attempt) {
  Writer writer;
  writer.begin_object();
  if (attempt.attempt.started_at) write_instant(writer, "deadline", attempt.attempt.deadline());
  writer.integer("seconds_left", attempt.seconds_left);
  writer.end();
  return writer.take();
}

std::string write_saved(const SaveReply& reply) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("saved");
  for (const SavedEntry& entry : reply.saved) {
    writer.begin_object();
    writer.text("item", entry.item);
    writer.integer("revision", entry.revision);
    writer.end();
  }
  writer.end();
  writer.begin_array("rejected");
  for (const RejectedEntry& entry : reply.rejected) {
    writer.begin_object();
    writer.text("item", entry.item);
    writer.integer("revision", entry.revision);
    writer.text("code", entry.code);
    writer.end();
  }
  writer.end();
  writer.integer("seconds_left", reply.seconds_left);
  writer.text("state", state_name(reply.state));
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
