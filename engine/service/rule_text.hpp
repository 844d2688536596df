#pragma once

#include <optional>
#include <string>

#include "ports/content_codec.hpp"
#include "ports/store.hpp"

namespace kiosk {

/// A rule among all exams ever published, in that version of its text or else in the newest, in every language that any
/// of them has: what credentials name stays known.
std::optional<Rule> rule_text(const ReadTx& tx, const ContentCodec& codec, const std::string& id,
                              std::optional<int> version);

/// Credentials name the version of a rule that was accepted: one version has one text, in whichever exam it stands.
/// `content_changed` when the exam has another; a language may be added.
Status check_rule_texts(const ReadTx& tx, const ContentCodec& codec, const Exam& exam);

}  // namespace kiosk
