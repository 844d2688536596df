import { useState } from 'preact/hooks';
import type { Endpoint } from '../../core/staff_wire.ts';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { dateTime } from '../../ui/words.ts';
import { dayText } from '../approvals/parts.tsx';
import type { OfficePageProps } from '../office.tsx';
import { office, type SeenEndpoint } from '../office_server.ts';
import { o } from '../office_words.ts';
import { DeliveryList } from './delivery_list.tsx';
import { EndpointActs } from './endpoint_acts.tsx';
import { Settings } from './parts.tsx';
import { ReplayForm } from './replay_form.tsx';
import { StaleNotice } from './stale_notice.tsx';

function Facts({ endpoint }: { endpoint: Endpoint }) {
  const { created_at, pending = 0, dead_letters = 0, oldest_pending_at, previous_secret_until } = endpoint;
  return (
    <dl class="pairs">
      <Settings endpoint={endpoint} />
      <dt>{o('delivery.pending')}</dt><dd>{pending}{oldest_pending_at && <span class="muted"> · {o('endpoint.oldest', { when: dateTime(oldest_pending_at) })}</span>}</dd>
      <dt>{o('delivery.dead')}</dt><dd>{dead_letters > 0 ? <a href={`/hq/webhooks/${endpoint.id}?state=dead`}>{dead_letters}</a> : 0}</dd>
      <dt>{o('endpoint.since')}</dt><dd>{dayText(created_at)}</dd>
      {previous_secret_until && <><dt>{o('endpoint.old_secret')}</dt><dd>{dateTime(previous_secret_until)}</dd></>}
    </dl>
  );
}

function Shown({ seen, again }: { seen: SeenEndpoint; again: () => void }) {
  const { endpoint } = seen;
  const [is_stale, setStale] = useState(false);
  const [tested, setTested] = useState<string>();
  const [round, setRound] = useState(0);
  const look = () => {
    setRound(round + 1);
    again();
  };
  const changed = (was_stale: boolean) => {
    setStale(was_stale);
    look();
  };
  return (
    <>
      {is_stale && <StaleNotice text={o('endpoint.stale')} endpoint={endpoint} />}
      <Facts endpoint={endpoint} />
      {tested && (
        <p class="notice good" role="status">{o('endpoint.tested')} <a href={`/hq/webhooks/${endpoint.id}/deliveries/${tested}`}>{o('endpoint.tested_link')}</a></p>
      )}
      <EndpointActs seen={seen} onChanged={() => changed(false)} onStale={() => changed(true)} onTested={(event) => { setTested(event); look(); }} />
      <ReplayForm endpoint={endpoint.id} onReplayed={look} />
      <DeliveryList endpoint={endpoint.id} round={round} onAgain={look} />
    </>
  );
}

export function EndpointPage({ params }: OfficePageProps) {
  const id = params.endpoint ?? '';
  const { value, problem, reload } = useLoaded(id, () => office.endpoint(id));
  const [last, setLast] = useState<SeenEndpoint>();
  if (value && value !== last) setLast(value);
  // While it is asked for anew the page stays, with the secret that may be on it.
  const shown = value ?? last;
  return (
    <Page title={shown?.endpoint.description || o('endpoint.title')} kicker={o('endpoints.title')} class="wide">
      {(problem || !shown) && <Waiting problem={problem} reload={reload} />}
      {shown && <Shown seen={shown} again={reload} />}
      <p class="aside"><a href="/hq/webhooks">{o('endpoint.back')}</a></p>
    </Page>
  );
}
