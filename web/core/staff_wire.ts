// What travels between the server and HQ's pages of approvals and webhooks;
// the rest stands in wire.ts.

import type { Approval } from './wire.ts';

export type ApprovalState = Approval['state'];
export type Reason = 'R1' | 'R2' | 'R3' | 'integrity' | 'administrative';
/** Reasons that staff may not give come from the server itself. */
export type AnyReason = Reason | 'rules-changed';
export type Need = 'onboarding' | 'second-person' | 'renewal' | 'recertification';

export interface ApprovalStatus extends Approval {
  exam_version: string;
  /** Rises with every change. */
  revision: number;
  reason?: AnyReason;
  recertify_by?: string;
  supersedes?: string;
  superseded_by?: string;
  revocation_requested?: { reason: Reason; at: string; by?: string };
}

export interface ApprovalList { approvals: ApprovalStatus[]; next_cursor?: string }

export interface ApprovalNeeds { onboarding: number; second_person: number; renewal: number; recertification: number }

export type LifeChange =
  | 'issued' | 'renewed' | 'suspended' | 'reinstated' | 'revocation-requested' | 'revocation-withdrawn' | 'revoked'
  | 'recertification-asked' | 'expiring' | 'expired' | 'superseded' | 'reissued';

export interface HistoryLine {
  revision: number;
  change: LifeChange;
  state: ApprovalState;
  reason?: AnyReason;
  actor: string;
  staff_name?: string;
  at: string;
}

export interface ApprovalHistory {
  history: HistoryLine[];
  onboarding?: { state: string; externalId: string; since: string; changed: string };
}

export type DeliveryState = 'pending' | 'delivered' | 'dead';
export type DeliveryOutcome =
  | 'delivered' | 'redirected' | 'gone' | 'throttled' | 'refused' | 'timed-out' | 'unreachable' | 'tls-failed'
  | 'address-refused' | 'malformed';

export interface Delivery {
  event_id: string;
  type: string;
  subject: string;
  sequence?: number;
  event_time: string;
  state: DeliveryState;
  attempts: number;
  next_attempt_at?: string;
  last_outcome?: DeliveryOutcome;
  last_status?: number;
  last_error?: string;
  /** In the deliveries of one approval, unless the endpoint has been removed. */
  endpoint?: string;
  receiver?: string;
}

export interface DeliveryList { deliveries: Delivery[]; next_cursor?: string }

export interface DeliveryTry { at: string; outcome: DeliveryOutcome; status?: number; took_ms: number; error?: string }
export interface DeliveryLog extends Delivery { log: DeliveryTry[] }

export const eventTypes = [
  'approval.issued', 'approval.renewed', 'approval.suspended', 'approval.reinstated', 'approval.revoked',
  'approval.expiring', 'approval.expired', 'approval.reissued',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface EndpointForm { url: string; description: string; event_types: EventType[] }

export interface Endpoint extends EndpointForm {
  id: string;
  state: 'enabled' | 'disabled';
  disabled_reason?: 'by-hand' | 'gone' | 'failing';
  created_at: string;
  failing_since?: string;
  previous_secret_until?: string;
  /** The next three only in answers to GET. */
  pending?: number;
  dead_letters?: number;
  oldest_pending_at?: string;
}
export interface EndpointWithSecret extends Endpoint { secret: string }
