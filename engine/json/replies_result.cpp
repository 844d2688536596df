#include "json/parts.hpp"
#include "json/replies.hpp"
#include "json/reply_parts.hpp"

namespace kiosk::json {

namespace {

void write_section(Writer& writer, const SectionView& section) {
  writer.begin_object();
  writer.text("id", section.id);
  writer.text("title", section.title);
  write_score(writer, "score", section.score);
  if (section.minimum) write_score(writer, "minimum", {Rational(*section.minimum), section.score.possible});
  writer.boolean("met", section.met);
  writer.end();
}

void write_topic(Writer& writer, const TopicView& topic) {
  writer.begin_object();
  writer.text("id", topic.id);
  writer.text("title", topic.title);
  write_score(writer, "score", topic.score);
  writer.end();
}

/// Which conditions of a pass were not met.
void write_failed(Writer& writer, const ResultView& result) {
  writer.begin_array("failed");
  if (!result.cut_met) {
    writer.begin_object();
    writer.text("code", "total-below-cut");
    writer.end();
  }
  for (const SectionView& section : result.sections) {
    if (section.met) continue;
    writer.begin_object();
    writer.text("code", "section-below-minimum");
    writer.text("section", section.id);
    writer.end();
  }
  writer.end();
}

void write_members(Writer& writer, const ResultView& result, const ApprovalView& view) {
  writer.text("attempt", result.attempt.text());
  writer.text("exam", result.exam);
  writer.text("decision", decision_name(result.decision));
  write_score(writer, "score", result.score);
  write_score(writer, "cut", {Rational(result.cut_percent), 100});
  writer.begin_array("sections");
  for (const SectionView& section : result.sections) write_section(writer, section);
  writer.end();
  writer.begin_array("topics");
  for (const TopicView& topic : result.topics) write_topic(writer, topic);
  writer.end();
  write_failed(writer, result);
  write_instant(writer, "next_attempt_at", result.next_attempt_at);
  writer.integer("attempts_left", result.attempts_left);
  write_instant(writer, "ended_at", result.ended_at);
  if (result.approval) {
    writer.begin_object("approval");
    write_held_approval_members(writer, *result.approval, view);
    writer.end();
  }
}

}  // namespace

std::string write_result(const ResultView& result, const ApprovalView& view) {
  Writer writer;
  writer.begin_object();
  write_members(writer, result, view);
  writer.end();
  return writer.take();
}

std::string write_submitted(const ResultView& result, const ApprovalView& view) {
  Writer writer;
  writer.begin_object();
  writer.begin_object("result");
  write_members(writer, result, view);
  writer.end();
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
