// What staff may do with an approval now, and how one press of a button is
// carried out once however often it has to be sent.

import type { ApprovalStatus, HistoryLine, Reason } from './staff_wire.ts';
import type { Staff } from './wire.ts';

/** `confirm` is the second person's half of a revocation, `take-back` ends a request for one. */
export type Act = 'suspend' | 'reinstate' | 'revoke' | 'confirm' | 'take-back';

export const reasons: readonly Reason[] = ['R1', 'R2', 'R3', 'integrity', 'administrative'];

/** The server's step for an act. */
export function stepOf(act: Act): 'suspend' | 'reinstate' | 'revoke' {
  if (act === 'confirm') return 'revoke';
  return act === 'take-back' ? 'reinstate' : act;
}

/** Whether this person has asked for the revocation that waits. */
export function hasAsked(approval: ApprovalStatus, staff: Staff): boolean {
  return approval.revocation_requested?.by === `staff:${staff.id}`;
}

/** The acts to offer, the likeliest first. The server decides all the same. */
export function actsFor(approval: ApprovalStatus, staff: Staff): Act[] {
  if (!staff.may.includes('change-approvals')) return [];
  const { state, revocation_requested: request } = approval;
  if (state === 'revoked' || state === 'superseded') return [];
  const acts: Act[] = [];
  if (request && !hasAsked(approval, staff)) acts.push('confirm');
  if (request) acts.push('take-back');
  if (state === 'active') acts.push('suspend');
  // One step at a time: while a revocation is asked for, the server would take that back first.
  if (state === 'suspended' && !request) acts.push('reinstate');
  if (!request) acts.push('revoke');
  return acts;
}

/** What has happened after the revision that somebody was looking at. */
export function changesSince(history: readonly HistoryLine[], revision: number): HistoryLine[] {
  return history.filter((line) => line.revision > revision);
}

/**
 * Keys for Idempotency-Key. The same wish (act, reason, what it was decided on) has the same key until an answer
 * settles it; so a press whose answer got lost is carried out once.
 */
export class ActKeys {
  readonly #keys = new Map<string, string>();
  readonly #newKey: () => string;

  constructor(newKey: () => string) {
    this.#newKey = newKey;
  }

  keyFor(wish: string): string {
    const key = this.#keys.get(wish) ?? this.#newKey();
    this.#keys.set(wish, key);
    return key;
  }

  settle(wish: string): void {
    this.#keys.delete(wish);
  }
}
