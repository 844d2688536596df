// One approval with all that belongs to its page, asked for together.

import { useEffect, useState } from 'preact/hooks';
import type { Answer, Problem } from '../../core/api.ts';
import type { ApprovalHistory, ApprovalStatus, Delivery } from '../../core/staff_wire.ts';
import { office } from '../office_server.ts';

export interface WholeApproval {
  approval: ApprovalStatus;
  /** Of the approval; what an act is based on. */
  etag: string;
  history: ApprovalHistory;
  deliveries: Delivery[];
}

export async function loadApproval(id: string): Promise<Answer<WholeApproval>> {
  // The history last: so it tells of nothing less than the approval shows.
  const [approval, deliveries] = await Promise.all([office.approval(id), office.deliveriesOf(id)]);
  if (!approval.ok) return approval;
  if (!deliveries.ok) return deliveries;
  const history = await office.history(id);
  if (!history.ok) return history;
  return { ok: true, value: { approval: approval.value, etag: approval.etag ?? '', history: history.value, deliveries: deliveries.value.deliveries } };
}

interface Shown {
  whole: WholeApproval | undefined;
  problem: Problem | undefined;
  /** Asks anew; what is shown stays until the answer is there. */
  reload: () => Promise<WholeApproval | undefined>;
}

export function useApproval(id: string): Shown {
  const [whole, setWhole] = useState<WholeApproval>();
  const [problem, setProblem] = useState<Problem>();
  const reload = async () => {
    const answer = await loadApproval(id);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return undefined;
    setWhole(answer.value);
    return answer.value;
  };
  useEffect(() => void reload(), [id]);
  return { whole, problem, reload };
}
