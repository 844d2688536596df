#pragma once

namespace kiosk {

/// Bugs that engines like this one have had, each planted in one place of the engine for a test-only build. The
/// simulation must catch every one of them (tests/sim/mutants), which shows that it would notice the real thing.
enum class PlantedFault {
  none,
  normal_synchronous,         ///< a commit that has not reached the disk is acknowledged
  answer_before_commit,       ///< and an undone batch is acknowledged
  full_disk_acknowledged,     ///< a job that found no room is dropped and answered as done
  writes_after_io_error,      ///< the process goes on after a failed write or sync
  log_trusted,                ///< what a failed sync has left in the log is built upon
  savepoint_kept,             ///< what a refused job has changed stays
  event_outside_transaction,  ///< an approval's event is left to a later job
  answer_kept_later,          ///< what an act was answered is kept by a later job, which a crash forestalls
  live_attempt_not_asked,     ///< checks, then inserts, without the index that would refuse
  seed_from_applicant,        ///< the form of an applicant can be foretold
  resume_begins_anew,         ///< coming back to an open attempt starts the clock again
  revision_ignored,           ///< an older change overwrites a newer one
  epoch_ignored,              ///< a device that was taken over from still writes
  browser_tells_the_time,     ///< the deadline is held against the browser's clock
  grace_left_out,             ///< attempts end at the deadline
  closed_whatever_its_state,  ///< time ends attempts that were handed in already
  submit_scores_again,        ///< handing in twice gives two results
  current_bank_scores,        ///< instead of the one that the form was drawn from
  minimum_ignored,            ///< a section's minimum is not asked for
  owner_not_asked,            ///< anybody who knows the id of an attempt may have it
  steady_time_stored,         ///< the time for which the server was down does not pass
  clock_step_followed,        ///< exam time follows a wall clock that is set
  cursor_moves_alone,         ///< an endpoint's cursor passes events that were not put in line
  dead_letter_forgotten,      ///< an event that could not be delivered counts as delivered
  success_not_noted,          ///< an endpoint that takes events is disabled for its failures in between
  other_time_signed,          ///< a try's signature is over another time than the try says
  old_secret_signs_on,        ///< a secret that was replaced signs for ever
  old_secret_cut_off,         ///< a secret that was replaced signs no more from that moment on
  old_place_kept,             ///< a credential that was replaced still looks valid
  renewal_beside_old,         ///< the approval that was renewed goes on as well
};

#ifdef KIOSK_PLANTED_FAULTS
/// Whether the test has planted it; see tests/sim/mutants.
bool planted(PlantedFault fault);
#else
/// The product has none: what asks for one is not even compiled into it.
consteval bool planted(PlantedFault /*fault*/) { return false; }
#endif

}  // namespace kiosk
