// Proof of no loss: the server and the consumer digest the ids of all events, and compare.

import { createHash } from 'node:crypto';

const longest_piece = 100_000;

export const digestOf = (ids) => createHash('sha256').update(ids.join('\n')).digest('hex');

/** The ranges in which events 1 to `last` are compared. */
export function pieces(last) {
  const ranges = [];
  for (let from = 1; from <= last; from += longest_piece)
    ranges.push({ from, to: Math.min(last, from + longest_piece - 1) });
  return ranges;
}

/** Compares all events up to a sequence. Answers undefined when they agree, else where they do not. */
export async function difference(api, store, last) {
  for (const { from, to } of pieces(last)) {
    const theirs = await api.digest(from, to);
    const ours = store.ids(from, to);
    if (theirs.count !== ours.length || theirs.sha256 !== digestOf(ours))
      return `events ${from} to ${to}: the server has ${theirs.count}, seen were ${ours.length}`;
  }
  return undefined;
}
