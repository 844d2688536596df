// Following the feed of a server that this test plays, into a real store.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { digestOf } from '../src/digest.mjs';
import { followFeed } from '../src/follower.mjs';
import { event, source } from './life.mjs';
import { opened } from './stores.mjs';

const feed = [event(1, 'issued', 'active'), event(2, 'suspended', 'suspended'), event(3, 'reinstated', 'active')];

/** Follows until the consumer waits for news; answers what it said and how many pages it asked for. */
async function followed(t, disturb = () => {}) {
  const store = opened(t);
  const said = [];
  let pages = 0;
  const stop = new AbortController();
  const api = {
    events: async ({ after, wait_ms }) => {
      const at = feed.findIndex(({ id }) => id === after) + 1;
      if (at === feed.length && wait_ms > 0) stop.abort();
      else pages += 1;
      return { events: feed.slice(at), head: feed.length };
    },
    digest: async (from, to) => {
      const ids = feed.slice(from - 1, to).map(({ id }) => id);
      return { count: ids.length, sha256: digestOf(ids) };
    },
  };
  const consumer = { take: async (told, way) => store.take(told, way, false) };
  disturb(store, feed);
  await followFeed({ api, store, consumer, say: (line) => said.push(line), stopping: stop.signal });
  return { said, pages };
}

const cut = (lines) => lines.map((line) => line.replace(/, events 1 to 3: .*?(?=; )/, ''));

it('what has been seen is compared once', async (t) => {
  const { said, pages } = await followed(t);
  assert.deepEqual(said, ['digest: 3 events, equal on both sides']);
  assert.equal(pages, 1);
});

it('an event that was lost here is found by the digest, and the feed read again brings it', async (t) => {
  // The cursor of a store that was put back by hand stands behind an event that it never took.
  const { said } = await followed(t, (store) => store.take(feed[2], 'feed', false));
  assert.deepEqual(cut(said), [
    'digest: NOT EQUAL; the feed is read again',
    'digest: 3 events, equal on both sides',
  ]);
});

it('a difference that the feed cannot mend is told, and the feed is not read for ever', async (t) => {
  const foreign = { ...event(2, 'suspended', 'suspended'), id: 'evt_of_another_life' };
  assert.equal(foreign.source, source);
  const { said, pages } = await followed(t, (store) => store.take(foreign, 'webhook', false));
  assert.deepEqual(cut(said), [
    'digest: NOT EQUAL; the feed is read again',
    'digest: NOT EQUAL; reading the feed again did not mend it',
  ]);
  assert.equal(pages, 2);
});
