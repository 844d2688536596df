import { useState } from 'preact/hooks';
import type { Problem } from '../../core/api.ts';
import { approvalOf, shortType } from '../../core/webhooks.ts';
import type { DeliveryLog } from '../../core/staff_wire.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { dateTime, problemText, t } from '../../ui/words.ts';
import { Moment } from '../approvals/parts.tsx';
import type { OfficePageProps } from '../office.tsx';
import { office } from '../office_server.ts';
import { maybeO, o } from '../office_words.ts';
import { DeliveryMark, tryText } from './parts.tsx';

function Tries({ log }: { log: DeliveryLog['log'] }) {
  if (log.length === 0) return <p class="muted">{o('delivery.not_tried')}</p>;
  return (
    <ol class="history">
      {log.map(({ at, outcome, status, took_ms, error }) => (
        <li key={at}>
          <strong>{tryText(outcome, status)}</strong>
          <span class="muted"><Moment at={at} /> · {o('delivery.took', { ms: took_ms })}</span>
          {/* Of a status the server's own words say no more. */}
          {error && !status && <span class="history-why"><bdi>{error}</bdi></span>}
        </li>
      ))}
    </ol>
  );
}

function Facts({ delivery }: { delivery: DeliveryLog }) {
  const approval = approvalOf(delivery.subject);
  return (
    <dl class="pairs">
      <dt>{o('facts.state')}</dt><dd><DeliveryMark state={delivery.state} /></dd>
      <dt>{o('delivery.event_time')}</dt><dd><Moment at={delivery.event_time} /></dd>
      {approval && <><dt>{o('approval.kicker')}</dt><dd><a href={`/hq/approvals/${approval}`}>{o('facts.open')}</a></dd></>}
      {delivery.next_attempt_at && <><dt>{o('delivery.next')}</dt><dd>{dateTime(delivery.next_attempt_at)}</dd></>}
      <dt>{o('delivery.id')}</dt><dd class="url"><bdi>{delivery.event_id}</bdi></dd>
    </dl>
  );
}

function Shown({ endpoint, delivery, reload }: { endpoint: string; delivery: DeliveryLog; reload: () => void }) {
  const [is_busy, run] = useBusy();
  const [problem, setProblem] = useState<Problem>();
  const redeliver = () => run(async () => {
    const answer = await office.redeliver(endpoint, delivery.event_id);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    announce(o('delivery.in_line'));
    reload();
  });
  return (
    <>
      <Facts delivery={delivery} />
      {problem && <p class="notice bad" role="alert">{problemText(problem)}</p>}
      <div class="acts">
        <BusyButton kind={delivery.state === 'dead' ? 'primary' : 'plain'} label={o('delivery.redeliver')} busy={t('sending')} is_busy={is_busy} onClick={() => void redeliver()} />
        <button type="button" class="button plain" onClick={reload}>{o('log.again')}</button>
      </div>
      <section><h2>{o('delivery.log')}</h2><Tries log={delivery.log} /></section>
    </>
  );
}

export function DeliveryPage({ params }: OfficePageProps) {
  const { endpoint = '', event = '' } = params;
  const { value, problem, reload } = useLoaded(event, () => office.delivery(endpoint, event));
  const name = value && (maybeO(`event.${shortType(value.type)}`) ?? value.type);
  return (
    <Page title={name ?? o('delivery.title')} kicker={o('delivery.title')} class="wide">
      {value ? <Shown endpoint={endpoint} delivery={value} reload={reload} /> : <Waiting problem={problem} reload={reload} />}
      <p class="aside"><a href={`/hq/webhooks/${endpoint}`}>{o('delivery.back')}</a></p>
    </Page>
  );
}
