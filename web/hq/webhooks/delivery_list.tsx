import { shortType } from '../../core/webhooks.ts';
import type { DeliveryState } from '../../core/staff_wire.ts';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { place } from '../../ui/navigation.ts';
import { Moment, Pages } from '../approvals/parts.tsx';
import { office } from '../office_server.ts';
import { maybeO, o } from '../office_words.ts';
import { DeliveryMark, outcomeText } from './parts.tsx';

const choices: readonly (DeliveryState | 'all')[] = ['all', 'pending', 'delivered', 'dead'];

interface DeliveryListProps {
  endpoint: string;
  /** Another number asks anew. */
  round: number;
  onAgain: () => void;
}

/** The delivery log, newest first; state and page stand in the address bar. */
export function DeliveryList({ endpoint, round, onAgain }: DeliveryListProps) {
  const { query } = place.value;
  const chosen = choices.find((one) => one === query.get('state')) ?? 'all';
  const cursor = query.get('cursor') ?? '';
  const page = `/hq/webhooks/${endpoint}`;
  const href = (state: string, more = '') => `${page}${state === 'all' ? '?' : `?state=${state}&`}${more}`.replace(/[?&]$/, '');
  const state = chosen === 'all' ? '' : chosen;
  const { value, problem, reload } = useLoaded(`${round} ${endpoint} ${state} ${cursor}`, () => office.deliveries(endpoint, state, cursor));
  return (
    <section>
      <h2>{o('log.title')}</h2>
      <nav class="groups" aria-label={o('log.choices')}>
        {choices.map((one) => <a key={one} class="chip" href={href(one)} aria-current={one === chosen ? 'true' : undefined}>{o(`delivery.${one}`)}</a>)}
        <button type="button" class="tool" onClick={onAgain}>{o('log.again')}</button>
      </nav>
      {!value && <Waiting problem={problem} reload={reload} />}
      {value?.deliveries.length === 0 && <p class="muted">{o('log.none')}</p>}
      {value && value.deliveries.length > 0 && (
        <ul class="delivery-rows">
          {value.deliveries.map((delivery) => (
            <li key={delivery.event_id}>
              <div>
                <a href={`${page}/deliveries/${delivery.event_id}`}>{maybeO(`event.${shortType(delivery.type)}`) ?? delivery.type}</a>
                <DeliveryMark state={delivery.state} />
              </div>
              <div class="muted">
                <span>{outcomeText(delivery)} · {o('delivery.tries', { n: delivery.attempts })}</span>
                <span><Moment at={delivery.event_time} /></span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {value && <Pages first={cursor ? href(chosen) : undefined} next={value.next_cursor && href(chosen, `cursor=${encodeURIComponent(value.next_cursor)}`)} />}
    </section>
  );
}
