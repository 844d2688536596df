#include "sim/mutants/planting.hpp"

namespace kiosk {

namespace {

PlantedFault current = PlantedFault::none;

}  // namespace

bool planted(PlantedFault fault) { return fault == current; }

namespace sim {

void plant(PlantedFault fault) { current = fault; }

std::vector<NamedFault> planted_faults() {
  return {
      {PlantedFault::normal_synchronous, "normal_synchronous"},
      {PlantedFault::answer_before_commit, "answer_before_commit"},
      {PlantedFault::full_disk_acknowledged, "full_disk_acknowledged"},
      {PlantedFault::writes_after_io_error, "writes_after_io_error"},
      {PlantedFault::log_trusted, "log_trusted"},
      {PlantedFault::savepoint_kept, "savepoint_kept"},
      {PlantedFault::event_outside_transaction, "event_outside_transaction"},
      {PlantedFault::live_attempt_not_asked, "live_attempt_not_asked"},
      {PlantedFault::seed_from_applicant, "seed_from_applicant"},
      {PlantedFault::resume_begins_anew, "resume_begins_anew"},
      {PlantedFault::revision_ignored, "revision_ignored"},
      {PlantedFault::epoch_ignored, "epoch_ignored"},
      {PlantedFault::browser_tells_the_time, "browser_tells_the_time"},
      {PlantedFault::grace_left_out, "grace_left_out"},
      {PlantedFault::closed_whatever_its_state, "closed_whatever_its_state"},
      {PlantedFault::submit_scores_again, "submit_scores_again"},
      {PlantedFault::current_bank_scores, "current_bank_scores"},
      {PlantedFault::minimum_ignored, "minimum_ignored"},
      {PlantedFault::owner_not_asked, "owner_not_asked"},
      {PlantedFault::steady_time_stored, "steady_time_stored"},
      {PlantedFault::clock_step_followed, "clock_step_followed"},
  };
}

}  // namespace sim
}  // namespace kiosk
