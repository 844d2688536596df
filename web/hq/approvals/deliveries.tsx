import { shortType } from '../../core/webhooks.ts';
import type { Delivery } from '../../core/staff_wire.ts';
import { maybeO, o } from '../office_words.ts';
import { DeliveryMark } from '../webhooks/parts.tsx';
import { Moment } from './parts.tsx';

/** Events of the approval on their way to receivers; those who manage these get links into their logs. */
export function Deliveries({ deliveries, may_open }: { deliveries: readonly Delivery[]; may_open: boolean }) {
  if (deliveries.length === 0) return <p class="muted">{o('deliveries.none')}</p>;
  return (
    <ul class="delivery-rows">
      {deliveries.map((delivery) => {
        const name = maybeO(`event.${shortType(delivery.type)}`) ?? delivery.type;
        const href = may_open && delivery.endpoint ? `/hq/webhooks/${delivery.endpoint}/deliveries/${delivery.event_id}` : undefined;
        return (
          <li key={`${delivery.endpoint ?? ''} ${delivery.event_id}`}>
            <div>
              {href ? <a href={href}>{name}</a> : <span>{name}</span>}
              <DeliveryMark state={delivery.state} />
            </div>
            <div class="muted">
              <span class="url"><bdi>{delivery.receiver ?? o('deliveries.removed')}</bdi></span>
              <span><Moment at={delivery.event_time} /></span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
