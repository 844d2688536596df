#include "service/reissue_credentials.hpp"

#include "base/ensure.hpp"
#include "service/approval_life.hpp"
#include "service/status_places.hpp"

namespace kiosk {

namespace {

bool reissue(Tx& tx, const Context& context, const Uuid& id, Instant now) {
  const ApprovalLife life = tx.approvals().life(id).value();
  if (decide(life, ReissueCommand{}, now).verdict != LifeVerdict::accepted) return false;  // over, not yet written down
  ApprovalRecord record = tx.approvals().find(id).value();
  const std::optional<Exam> exam = context.editions.exam(tx, record.exam, record.exam_version);
  ENSURE(exam.has_value(), "an approval of an exam that was never published");
  record.status_entry = free_status_entry(tx, context, record.status_entry.list);
  tx.approvals().reissue(record, context.credentials.credential(record, *exam), now);
  change_approval(tx, context, id, ReissueCommand{}, {"operator", {}}, now);
  return true;
}

}  // namespace

Result<ReissueStep> reissue_credentials(Tx& tx, const Context& context, const std::string& key_name,
                                        const ReissueStep& before, int limit, Instant now) {
  ReissueStep step = before;
  const std::vector<Uuid> next = tx.approvals().in_force(before.reached, limit);
  for (const Uuid& id : next) {
    step.reached = id;
    const std::string credential = tx.approvals().credential(id).value();
    if (context.credentials.signed_with(credential) != key_name) continue;
    if (reissue(tx, context, id, now)) ++step.reissued;
  }
  step.done = static_cast<int>(next.size()) < limit;
  return step;
}

}  // namespace kiosk
