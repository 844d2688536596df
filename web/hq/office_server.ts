// Requests of the pages of approvals and webhooks.

import type { Answer } from '../core/api.ts';
import type { ApprovalHistory, ApprovalList, ApprovalStatus, DeliveryList, DeliveryLog, Endpoint, EndpointForm, EndpointWithSecret, Reason } from '../core/staff_wire.ts';
import { askAsStaff as ask } from './who.ts';

const approvalPath = (id: string, rest = '') => `/api/v1/approvals/${encodeURIComponent(id)}${rest}`;
const endpointPath = (id: string, rest = '') => `/api/v1/webhook-endpoints/${encodeURIComponent(id)}${rest}`;
const deliveryPath = (endpoint: string, event: string, rest = '') => endpointPath(endpoint, `/deliveries/${encodeURIComponent(event)}${rest}`);

/** A receiver as it was shown; changes are held against its ETag. */
export interface SeenEndpoint { endpoint: Endpoint; etag: string }

interface ActWish { approval: string; step: string; reason: Reason; etag: string; key: string }

export const office = {
  approvals: (url: string) => ask<ApprovalList>('GET', url),
  approval: (id: string) => ask<ApprovalStatus>('GET', approvalPath(id)),
  history: (id: string) => ask<ApprovalHistory>('GET', approvalPath(id, '/history')),
  deliveriesOf: (id: string) => ask<DeliveryList>('GET', approvalPath(id, '/deliveries')),
  /** With a key: sent again when the answer got lost, and carried out once. */
  act: ({ approval, step, reason, etag, key }: ActWish) =>
    ask<ApprovalStatus>('POST', approvalPath(approval, `/${step}`), { body: { reason }, if_match: etag, idempotency_key: `"${key}"`, retries: 2 }),

  endpoints: () => ask<{ endpoints: Endpoint[] }>('GET', '/api/v1/webhook-endpoints'),
  endpoint: async (id: string): Promise<Answer<SeenEndpoint>> => {
    const answer = await ask<Endpoint>('GET', endpointPath(id));
    return answer.ok ? { ok: true, value: { endpoint: answer.value, etag: answer.etag ?? '' } } : answer;
  },
  addEndpoint: (form: EndpointForm) => ask<EndpointWithSecret>('POST', '/api/v1/webhook-endpoints', { body: form }),
  changeEndpoint: (id: string, form: EndpointForm, if_match: string) => ask<Endpoint>('PUT', endpointPath(id), { body: form, if_match, retries: 2 }),
  removeEndpoint: (id: string, if_match: string) => ask<void>('DELETE', endpointPath(id), { if_match }),
  switchEndpoint: (id: string, step: 'enable' | 'disable', if_match: string) =>
    ask<Endpoint>('POST', endpointPath(id, `/${step}`), { body: {}, if_match, retries: 2 }),
  rotateSecret: (id: string, if_match: string) => ask<EndpointWithSecret>('POST', endpointPath(id, '/rotate-secret'), { body: {}, if_match }),
  test: (id: string) => ask<{ event_id: string }>('POST', endpointPath(id, '/test'), { body: {} }),
  replay: (id: string, since: string) => ask<{ events: number }>('POST', endpointPath(id, '/replay'), { body: { since } }),
  deliveries: (id: string, state: string, cursor: string) => {
    const query = new URLSearchParams({ limit: '25', ...(state && { state }), ...(cursor && { cursor }) });
    return ask<DeliveryList>('GET', endpointPath(id, `/deliveries?${query}`));
  },
  delivery: (id: string, event: string) => ask<DeliveryLog>('GET', deliveryPath(id, event)),
  redeliver: (id: string, event: string) => ask<DeliveryLog>('POST', deliveryPath(id, event, '/redeliver'), { body: {} }),
};
