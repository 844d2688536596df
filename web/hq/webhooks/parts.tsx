import { healthOf } from '../../core/webhooks.ts';
import type { DeliveryState, DeliveryTry, Delivery, Endpoint } from '../../core/staff_wire.ts';
import { dateTime } from '../../ui/words.ts';
import { o } from '../office_words.ts';

export function DeliveryMark({ state }: { state: DeliveryState }) {
  return <span class={`state-mark ${state}`}><span class="dot" aria-hidden="true" />{o(`delivery.${state}`)}</span>;
}

function healthText(endpoint: Endpoint): string {
  const health = healthOf(endpoint, Date.now());
  switch (health) {
    case 'disabled': return o(`health.disabled.${endpoint.disabled_reason ?? 'by-hand'}`);
    case 'failing': return o('health.failing', { when: dateTime(endpoint.failing_since ?? '') });
    case 'dead': case 'waiting': case 'well': return o(`health.${health}`);
  }
}

export function HealthMark({ endpoint }: { endpoint: Endpoint }) {
  return <span class={`state-mark ${healthOf(endpoint, Date.now())}`}><span class="dot" aria-hidden="true" />{healthText(endpoint)}</span>;
}

/** What people set of a receiver, for a list of pairs. */
export function Settings({ endpoint }: { endpoint: Endpoint }) {
  const { url, event_types } = endpoint;
  return (
    <>
      <dt>{o('endpoint.health')}</dt><dd><HealthMark endpoint={endpoint} /></dd>
      <dt>{o('form.url')}</dt><dd class="url"><bdi>{url}</bdi></dd>
      <dt>{o('form.types')}</dt><dd>{event_types.length === 0 ? o('form.all_types') : event_types.map((type) => o(`event.${type}`)).join(', ')}</dd>
    </>
  );
}

/** "Refused, HTTP 500"; what went wrong in the server's words stands beside it. */
export function outcomeText({ last_outcome, last_status }: Delivery): string {
  return last_outcome ? tryText(last_outcome, last_status) : o('delivery.not_tried');
}

export function tryText(outcome: DeliveryTry['outcome'], status: number | undefined): string {
  return status ? o('delivery.outcome_status', { outcome: o(`outcome.${outcome}`), status: String(status) }) : o(`outcome.${outcome}`);
}
