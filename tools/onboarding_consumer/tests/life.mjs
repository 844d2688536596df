// Events for tests of the store.

export const source = 'https://cert.example/events';

/** An event as readEvent answers it: `event(1, 'issued', 'active')`. */
export function event(sequence, kind, status, approval = 'a', supersedes = null) {
  const data = {
    ...{ approvalId: approval, approvalNumber: `KP-${approval}`, partnerId: 'urn:uuid:1', region: { code: 'CN-GD' } },
    ...{ status, supersedes, validUntil: '2027-11-22T03:00:00Z' },
  };
  return { id: `evt_${sequence}`, source, sequence, kind: `approval.${kind}`, data };
}

/** Two approvals and what becomes of them, each event by both ways. */
export const life = [
  event(1, 'issued', 'active'),
  event(2, 'suspended', 'suspended'),
  event(3, 'renewed', 'active', 'b', 'a'),
  event(4, 'revoked', 'revoked', 'b'),
].flatMap((told) => ['webhook', 'feed'].map((way) => ({ event: told, way })));
