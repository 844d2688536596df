import { useEffect, useRef, useState } from 'preact/hooks';
import { ActKeys, actsFor, changesSince, hasAsked, type Act } from '../../core/approval_acts.ts';
import type { ApprovalStatus, HistoryLine } from '../../core/staff_wire.ts';
import type { Staff } from '../../core/wire.ts';
import { Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { newKey } from '../../ui/phone.ts';
import { countNeeds } from '../needs.ts';
import type { OfficePageProps } from '../office.tsx';
import { o } from '../office_words.ts';
import { ActDialog } from './act_dialog.tsx';
import { Deliveries } from './deliveries.tsx';
import { Facts } from './facts.tsx';
import { HistoryLines } from './history.tsx';
import { Moment, reasonText } from './parts.tsx';
import { useApproval, type WholeApproval } from './whole_approval.ts';

/** What came of the last act: done, or not done because of these changes by somebody else. */
type Outcome = { act: Act } | { changes: HistoryLine[] };

function OutcomeNotice({ outcome, approval }: { outcome: Outcome; approval: ApprovalStatus }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [outcome]);
  const is_done = 'act' in outcome;
  return (
    <div class={`notice outcome ${is_done ? 'good' : 'warn'}`} tabIndex={-1} ref={box} role={is_done ? 'status' : 'alert'}>
      {is_done
        ? <p>{outcome.act === 'revoke' && approval.state !== 'revoked' ? o('done.asked') : o(`done.${outcome.act}`)}</p>
        : <><p>{o('stale')}</p><HistoryLines lines={outcome.changes} /></>}
    </div>
  );
}

function RevocationNotice({ approval, history, staff }: { approval: ApprovalStatus; history: readonly HistoryLine[]; staff: Staff }) {
  const request = approval.revocation_requested;
  if (!request) return null;
  const first = history.find((line) => line.change === 'revocation-requested' && line.at === request.at);
  const name = first?.staff_name ?? request.by ?? '';
  return (
    <div class="notice warn">
      <p><strong>{o('waits.title')}</strong></p>
      <p>{hasAsked(approval, staff) ? o('waits.by_you') : o('waits.by', { name })} {reasonText(request.reason)} · <Moment at={request.at} /></p>
    </div>
  );
}

function Shown({ whole, staff, reload }: { whole: WholeApproval; staff: Staff; reload: () => Promise<WholeApproval | undefined> }) {
  const { approval, etag, history, deliveries } = whole;
  const [act, setAct] = useState<Act>();
  const [outcome, setOutcome] = useState<Outcome>();
  const keys = useRef(new ActKeys(newKey));
  const done = async () => {
    await reload();
    if (act) setOutcome({ act });
    setAct(undefined);
    void countNeeds();
  };
  const stale = async () => {
    const now = await reload();
    setOutcome({ changes: changesSince(now?.history.history ?? [], approval.revision) });
    setAct(undefined);
  };
  return (
    <>
      {outcome && <OutcomeNotice outcome={outcome} approval={approval} />}
      <RevocationNotice approval={approval} history={history.history} staff={staff} />
      <Facts approval={approval} onboarding={history.onboarding} />
      <div class="acts">
        {actsFor(approval, staff).map((one) => (
          <button key={one} type="button" class={`button ${one === 'confirm' ? 'primary' : 'plain'}`} onClick={() => setAct(one)}>{o(`act.${one}`)}</button>
        ))}
      </div>
      <section><h2>{o('history.title')}</h2><HistoryLines lines={history.history} /></section>
      <section><h2>{o('deliveries.title')}</h2><Deliveries deliveries={deliveries} may_open={staff.may.includes('manage-webhooks')} /></section>
      {act && <ActDialog act={act} approval={approval} etag={etag} keys={keys.current} onDone={() => void done()} onStale={() => void stale()} onClose={() => setAct(undefined)} />}
    </>
  );
}

export function ApprovalPage({ params, staff }: OfficePageProps) {
  const { whole, problem, reload } = useApproval(params.approval ?? '');
  return (
    <Page title={whole?.approval.number ?? o('approval.kicker')} kicker={o('approval.kicker')} class="wide">
      {problem && <Waiting problem={problem} reload={() => void reload()} />}
      {whole ? <Shown whole={whole} staff={staff} reload={reload} /> : !problem && <Waiting problem={undefined} reload={() => void reload()} />}
      <p class="aside"><a href="/hq/approvals">{o('approval.back')}</a></p>
    </Page>
  );
}
