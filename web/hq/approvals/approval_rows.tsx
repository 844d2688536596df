import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ApprovalList, ApprovalStatus } from '../../core/staff_wire.ts';
import { announce } from '../../ui/live.tsx';
import { RegionName } from '../../ui/region_name.tsx';
import { o } from '../office_words.ts';
import { StateMark } from './parts.tsx';

interface ApprovalRowsProps {
  list: ApprovalList;
  /** What matters of each on this page: a date, as a rule. */
  timeOf: (approval: ApprovalStatus) => ComponentChildren;
  /** Said when there are none. */
  none: string;
}

export function ApprovalRows({ list, timeOf, none }: ApprovalRowsProps) {
  const { approvals } = list;
  useEffect(() => announce(o('list.shown', { n: approvals.length })), [list]);
  if (approvals.length === 0) return <p class="notice">{none}</p>;
  return (
    <ul class="approval-rows">
      {approvals.map((approval) => (
        <li key={approval.id}>
          <div>
            <a href={`/hq/approvals/${approval.id}`}><bdi>{approval.number}</bdi></a>
            <StateMark state={approval.state} />
          </div>
          <div class="muted">
            <span><RegionName code={approval.region} /></span>
            <span>{timeOf(approval)}</span>
          </div>
          {approval.revocation_requested && <strong class="waits">{o('list.waits_second')}</strong>}
        </li>
      ))}
    </ul>
  );
}
