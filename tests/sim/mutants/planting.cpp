#include "sim/mutants/planting.hpp"

namespace kiosk {

namespace {

PlantedFault current = PlantedFault::none;

}  // namespace

bool planted(PlantedFault fault) { return fault == current; }

namespace sim {

namespace {

/// The schema refuses the change.
constexpr std::string_view refused = "an honest client got the error internal";

}  // namespace

void plant(PlantedFault fault) { current = fault; }

std::vector<NamedFault> planted_faults() {
  return {
      {PlantedFault::normal_synchronous, "normal_synchronous", Worlds::exams},
      {PlantedFault::answer_before_commit, "answer_before_commit", Worlds::exams},
      {PlantedFault::full_disk_acknowledged, "full_disk_acknowledged", Worlds::exams},
      {PlantedFault::writes_after_io_error, "writes_after_io_error", Worlds::exams},
      {PlantedFault::log_trusted, "log_trusted", Worlds::exams},
      {PlantedFault::savepoint_kept, "savepoint_kept", Worlds::exams},
      {PlantedFault::event_outside_transaction, "event_outside_transaction", Worlds::exams},
      {PlantedFault::live_attempt_not_asked, "live_attempt_not_asked", Worlds::exams},
      {PlantedFault::seed_from_applicant, "seed_from_applicant", Worlds::exams},
      {PlantedFault::resume_begins_anew, "resume_begins_anew", Worlds::exams, refused},
      {PlantedFault::revision_ignored, "revision_ignored", Worlds::exams},
      {PlantedFault::epoch_ignored, "epoch_ignored", Worlds::exams},
      {PlantedFault::browser_tells_the_time, "browser_tells_the_time", Worlds::exams},
      {PlantedFault::grace_left_out, "grace_left_out", Worlds::exams},
      {PlantedFault::closed_whatever_its_state, "closed_whatever_its_state", Worlds::exams},
      {PlantedFault::submit_scores_again, "submit_scores_again", Worlds::exams, refused},
      {PlantedFault::current_bank_scores, "current_bank_scores", Worlds::exams},
      {PlantedFault::minimum_ignored, "minimum_ignored", Worlds::exams},
      {PlantedFault::owner_not_asked, "owner_not_asked", Worlds::exams},
      {PlantedFault::steady_time_stored, "steady_time_stored", Worlds::exams},
      {PlantedFault::clock_step_followed, "clock_step_followed", Worlds::exams},
      {PlantedFault::answer_kept_later, "answer_kept_later", Worlds::approvals},
      {PlantedFault::cursor_moves_alone, "cursor_moves_alone", Worlds::approvals},
      {PlantedFault::dead_letter_forgotten, "dead_letter_forgotten", Worlds::approvals},
      {PlantedFault::success_not_noted, "success_not_noted", Worlds::approvals},
      {PlantedFault::other_time_signed, "other_time_signed", Worlds::approvals},
      {PlantedFault::old_secret_signs_on, "old_secret_signs_on", Worlds::approvals},
      {PlantedFault::old_secret_cut_off, "old_secret_cut_off", Worlds::approvals},
      {PlantedFault::old_place_kept, "old_place_kept", Worlds::approvals},
      {PlantedFault::renewal_beside_old, "renewal_beside_old", Worlds::approvals},
  };
}

}  // namespace sim
}  // namespace kiosk
