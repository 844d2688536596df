// What a server may tell over the years of a few partners, by chance, and what comes of it in the end.

import { event } from './life.mjs';

/** Whole numbers below a bound, the same ones again with KIOSK_TEST_SEED (xorshift). */
export function seeded(t) {
  let state = Number(process.env.KIOSK_TEST_SEED ?? Date.now()) >>> 0 || 1;
  t.diagnostic(`KIOSK_TEST_SEED=${state}`);
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

// What may happen to an approval in each state (approvals.md §1.4); the server superseded those that end by a renewal.
const possible = {
  none: ['issued'],
  active: ['suspended', 'expiring', 'renewed', 'renewed', 'revoked', 'expired'],
  suspended: ['reinstated', 'reinstated', 'expiring', 'renewed', 'revoked', 'expired'],
  expired: ['issued', 'revoked'],
  revoked: ['issued'],
};
const state_after = { issued: 'active', renewed: 'active', reinstated: 'active' };

/** A few partners, each with one approval after another. */
export class History {
  events = []; // as the feed has them: the event of sequence n is the n-th
  #listed_at = new Map(); // approval -> the sequence at which its bit in the status list is set: revoked or superseded
  #partners;
  #approvals = 0;

  constructor(random, partners, events) {
    this.#partners = Array.from({ length: partners }, () => ({ state: 'none' }));
    while (this.events.length < events) this.#happen(random, this.#partners[random(partners)]);
  }

  #happen(random, partner) {
    const kinds = possible[partner.state];
    const kind = kinds[random(kinds.length)];
    const before = { ...partner };
    if (kind === 'issued' || kind === 'renewed') partner.approval = `approval-${++this.#approvals}`;
    if (kind === 'issued') partner.supersedes = null;
    if (kind === 'renewed') partner.supersedes = before.approval;
    if (kind !== 'expiring') partner.state = state_after[kind] ?? kind;
    this.#tell(kind, partner);
    if (kind === 'renewed') this.#listed_at.set(before.approval, this.events.length);
    if (kind === 'revoked') this.#listed_at.set(partner.approval, this.events.length);
    const is_carried_over = kind === 'renewed' && before.state === 'suspended' && random(2) === 0;
    if (is_carried_over) {
      partner.state = 'suspended';
      this.#tell('suspended', partner);
    }
  }

  #tell(kind, { state, approval, supersedes }) {
    this.events.push(event(this.events.length + 1, kind, state, approval, supersedes));
  }

  /** What the status list says of an active approval when the server has come so far. */
  notInForce({ data }, progress) {
    return data.status === 'active' && this.#listed_at.get(data.approvalId) <= progress ? 'revoked' : undefined;
  }

  /** The approvals in force at the end: a shop each, and none else. */
  inForce() {
    return this.#partners
      .filter(({ state }) => state === 'active')
      .map(({ approval }) => approval)
      .sort();
  }
}
