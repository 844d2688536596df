import type { Endpoint } from '../../core/staff_wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { dateTime } from '../../ui/words.ts';
import { office } from '../office_server.ts';
import { o } from '../office_words.ts';
import { HealthMark } from './parts.tsx';

function Row({ endpoint }: { endpoint: Endpoint }) {
  const { id, url, description, pending = 0, dead_letters = 0, oldest_pending_at } = endpoint;
  const log = `/hq/webhooks/${id}`;
  return (
    <li class="card">
      <h2><a href={log}><bdi>{description || url}</bdi></a></h2>
      {description && <p class="muted url"><bdi>{url}</bdi></p>}
      <HealthMark endpoint={endpoint} />
      <p class="muted">
        {o('endpoint.pending', { n: pending })}
        {oldest_pending_at && <> · {o('endpoint.oldest', { when: dateTime(oldest_pending_at) })}</>}
      </p>
      {dead_letters > 0 && <p><a href={`${log}?state=dead`}>{o('endpoint.dead', { n: dead_letters })}</a></p>}
    </li>
  );
}

export function EndpointsPage() {
  const { value, problem, reload } = useLoaded('endpoints', office.endpoints);
  return (
    <Page title={o('endpoints.title')} lead={o('endpoints.lead')} class="wide">
      {!value && <Waiting problem={problem} reload={reload} />}
      {value?.endpoints.length === 0 && <p class="notice">{o('endpoints.none')}</p>}
      {value && value.endpoints.length > 0 && <ul class="cards">{value.endpoints.map((endpoint) => <Row key={endpoint.id} endpoint={endpoint} />)}</ul>}
      {value && <div class="acts"><LinkButton href="/hq/webhooks/new" kind="primary">{o('endpoints.add')}</LinkButton></div>}
    </Page>
  );
}
