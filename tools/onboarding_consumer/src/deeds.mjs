// What an onboarding team does about an approval. A pure decision: this is the file to replace by your own business.

const closed = new Set(['revoked', 'expired']);

/**
 * Whether an event says that a shop may trade; then its credential has to be in force. Closing one must work whatever
 * has become of it. The status counts and not the kind: events come in any order, so that the first that is heard of
 * an approval may be of any kind.
 */
export const saysActive = ({ data }) => data?.status === 'active';

/**
 * Decides on an event whose credential is genuine.
 *
 * `known`: what is kept of its approval, `{sequence, state, shop}`, or undefined. `predecessor`: the same of the
 * approval that it renews, by `data.supersedes`. `is_superseded`: a renewal of it is known. `is_gap_possible`: events
 * of lower sequences may still be missing. `not_in_force`: 'revoked', 'expired', or undefined; of events that say
 * active.
 *
 * Answers `{outcome, state, deed, shop}`. `outcome` is 'acted', 'older' (a newer event was here first, of this approval
 * or of its renewal: nothing changes), 'early' (whose shop it takes over is not known yet: not taken, it has to come
 * again), 'not-in-force' or 'ignored'; `deed` is what to do, if anything; `shop` is one to keep ('new' for one that has
 * to be opened).
 */
export function decide(event, { known, predecessor, is_superseded, is_gap_possible, not_in_force }) {
  const { kind, sequence, data } = event;
  if (kind === 'unknown') return { outcome: 'ignored' };
  if (is_superseded || (known && sequence <= known.sequence)) return { outcome: 'older' };
  if (!known && data.supersedes && !predecessor && is_gap_possible) return { outcome: 'early' };

  const shop = (known ?? predecessor)?.shop ?? undefined;
  // Its shop, if there is one, is left to the event that will say why, or to the renewal that has taken its place.
  if (not_in_force) return { outcome: 'not-in-force', state: 'not-in-force', shop };
  const took = { outcome: 'acted', state: data.status, shop };
  if (!saysActive(event)) return { ...took, deed: shop && ending(data.status, known ?? predecessor) };
  if (!shop) return { ...took, deed: 'open', shop: 'new' };
  return { ...took, deed: goingOn(kind, known) };
}

function ending(status, { state }) {
  if (closed.has(state)) return undefined;
  if (closed.has(status)) return 'close';
  return status === 'suspended' && state !== 'suspended' ? 'suspend' : undefined;
}

function goingOn(kind, known) {
  if (!known) return 'extend'; // of the approval before
  if (known.state !== 'active') return 'reopen';
  return kind === 'approval.expiring' ? 'remind' : undefined;
}
