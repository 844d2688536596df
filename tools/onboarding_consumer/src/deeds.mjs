// What an onboarding team does about an approval. A pure decision: this is the file to replace by your own business.

const opening = new Set(['approval.issued', 'approval.renewed', 'approval.reinstated']);
const closing = new Set(['approval.revoked', 'approval.expired']);
const closed = new Set(['revoked', 'expired']);

/** Opening a shop needs a credential in force; closing one must work whatever has become of it. */
export const isOpening = (kind) => opening.has(kind);

/**
 * Decides on an event whose credential is genuine.
 *
 * `known`: what is kept of its approval, `{sequence, state, shop}`, or undefined. `inherited_shop`: the shop of the
 * approval that this one supersedes, if there is one. `not_in_force`: 'revoked', 'expired', or undefined.
 *
 * Answers `{outcome, state, deed, shop}`: `outcome` is 'acted', 'older' (a newer event of this approval was here
 * first: nothing changes), 'not-in-force' or 'ignored'; `deed` is what to do, if anything; `shop` is one to keep
 * ('new' for one that has to be opened).
 */
export function decide({ kind, sequence, data }, { known, inherited_shop, not_in_force }) {
  if (kind === 'unknown') return { outcome: 'ignored' };
  if (known && sequence <= known.sequence) return { outcome: 'older' };

  const shop = known?.shop ?? inherited_shop ?? undefined;
  if (isOpening(kind)) {
    if (not_in_force) return { outcome: 'not-in-force', state: not_in_force, shop };
    if (!shop) return { outcome: 'acted', state: data.status, deed: 'open', shop: 'new' };
    return { outcome: 'acted', state: data.status, deed: kind === 'approval.reinstated' ? 'reopen' : 'extend', shop };
  }
  return { outcome: 'acted', state: data.status, deed: shop && deedOf(kind, known?.state), shop };
}

function deedOf(kind, state) {
  if (closing.has(kind)) return closed.has(state) ? undefined : 'close';
  if (kind === 'approval.suspended') return 'suspend';
  if (kind === 'approval.expiring') return 'remind';
  return undefined; // superseded: its successor keeps the shop
}
