// Loops that talk to the server until the consumer ends: the feed, and the marks of what was onboarded.

import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api.mjs';
import { difference } from './digest.mjs';
import { Refused } from './refused.mjs';

const page = 100;
const poll_ms = 20_000;
const first_pause_ms = 500;
const longest_pause_ms = 30_000;

/** Longer and longer, not in step with others: half of it is chance. `failures` is 1 for the first. */
export function pauseAfter(failures, retry_after_ms = 0, chance = Math.random()) {
  const pause_ms = Math.min(longest_pause_ms, first_pause_ms * 2 ** (failures - 1));
  return Math.max(retry_after_ms, pause_ms * (0.5 + chance / 2));
}

/** Does `step` again and again until `stopping`; backs off while it fails. */
async function forEver(step, what, { say, stopping }) {
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await step();
      failures = 0;
    } catch (error) {
      if (stopping.aborted) return;
      failures += 1;
      const pause_ms = pauseAfter(failures, error.retry_after_ms);
      say(`${what}: ${error.cause?.message ?? error.message}; again in ${Math.ceil(pause_ms / 1000)} s`);
      await sleep(pause_ms, undefined, { signal: stopping }).catch(() => {});
    }
  }
}

/** Follows the feed from where it was left. */
export async function followFeed({ api, store, consumer, say, stopping }) {
  let compared = 0;
  let read_again = 0;

  const compare = async () => {
    const { sequence } = store.cursor();
    if (sequence === compared) return;
    const found = await difference(api, store, sequence);
    if (found && read_again !== sequence) {
      say(`digest: NOT EQUAL, ${found}; the feed is read again`);
      store.rewind();
      read_again = sequence;
      return;
    }
    say(
      found
        ? `digest: NOT EQUAL, ${found}; reading the feed again did not mend it`
        : `digest: ${sequence} events, equal on both sides`,
    );
    compared = sequence;
  };

  const step = async () => {
    const { id, sequence } = store.cursor();
    const { events, head } = await api
      .events({ after: id, wait_ms: sequence === compared ? poll_ms : 0, limit: page })
      .catch((error) => {
        if (error.code !== 'cursor-unknown') throw error;
        say(`feed: the server does not know ${id}. Was it restored from a backup? The feed is read from its beginning`);
        store.rewind();
        return { events: [] };
      });
    for (const text of events) {
      // A refused event is kept and shown; it must not hold up those behind it.
      await consumer.take(text, 'feed').catch((error) => {
        if (!(error instanceof Refused)) throw error;
      });
    }
    if (events.length > 0 && store.cursor().id === id)
      throw new Error('an event cannot be read; nothing behind it is taken');
    if (head !== undefined && store.cursor().sequence >= head) await compare();
  };

  await forEver(step, 'feed', { say, stopping });
}

/** Tells the server which approvals have their shop. A mark that was lost on its way is set again: it says the same. */
export async function markOnboarded({ api, store, say, stopping, wake }) {
  const step = async () => {
    for (const { approval, shop } of store.unmarked()) {
      try {
        await api.markOnboarded(approval, shop);
        store.setMark(approval, 'done');
        say(`mark: ${approval} is onboarded as ${shop}`);
      } catch (error) {
        if (!isFinal(error)) throw error;
        store.setMark(approval, error.message);
        say(`mark: ${approval} was refused: ${error.message}`);
      }
    }
    await wake();
  };
  await forEver(step, 'mark', { say, stopping });
}

/** What this approval will be answered next time too. Not so a token without the scope, or a server that is too old. */
const isFinal = (error) => error instanceof ApiError && [400, 409, 410, 422].includes(error.status);
