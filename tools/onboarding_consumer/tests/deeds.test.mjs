// The one-transaction rule, with the real store: whatever order and however often events come, the end is the same.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Store } from '../src/store.mjs';
import { event } from './life.mjs';
import { opened } from './stores.mjs';

const deedsOf = (store) => store.summary().deeds.map(({ deed, shop }) => `${deed} ${shop}`);
const states = (store) => store.summary().partners.map(({ approval, state, shop }) => `${approval} ${state} ${shop}`);

/** Every order of a list. */
function* orders(list) {
  if (list.length === 0) yield [];
  for (const [at, first] of list.entries()) for (const rest of orders(list.toSpliced(at, 1))) yield [first, ...rest];
}

describe('a life in order', () => {
  it('opens, suspends, reopens, reminds and closes, each once however often it is told', (t) => {
    const store = opened(t);
    const life = [
      event(1, 'issued', 'active'),
      event(2, 'suspended', 'suspended'),
      event(3, 'reinstated', 'active'),
      event(4, 'expiring', 'active'),
      event(5, 'revoked', 'revoked'),
      event(6, 'expired', 'revoked'),
    ];
    for (const told of life) for (const way of ['webhook', 'feed', 'webhook']) store.take(told, way);
    assert.deepEqual(
      deedsOf(store),
      ['open', 'suspend', 'reopen', 'remind', 'close'].map((deed) => `${deed} SHOP-000001`),
    );
    assert.deepEqual(store.cursor(), { id: 'evt_6', sequence: 6 });
  });

  it('a renewal keeps the shop; a late event of the old approval neither opens nor closes one', (t) => {
    const store = opened(t);
    store.take(event(1, 'issued', 'active'), 'webhook');
    store.take(event(4, 'renewed', 'active', 'b', 'a'), 'webhook');
    assert.equal(store.take(event(2, 'suspended', 'suspended'), 'webhook').outcome, 'older');
    assert.equal(store.take(event(3, 'reinstated', 'active'), 'webhook').outcome, 'older');
    assert.deepEqual(deedsOf(store), ['open SHOP-000001', 'extend SHOP-000001']);
    assert.deepEqual(states(store), ['a superseded null', 'b active SHOP-000001']);
  });

  it('whichever event of a renewal is the first, the shop is taken over, and marked once it trades', (t) => {
    const store = opened(t);
    store.take(event(1, 'issued', 'active'), 'feed');
    store.setMark('a', 'done');
    store.take(event(3, 'suspended', 'suspended', 'b', 'a'), 'webhook');
    assert.deepEqual(store.unmarked(), []);
    store.take(event(4, 'reinstated', 'active', 'b', 'a'), 'webhook');
    assert.deepEqual(store.unmarked(), [{ approval: 'b', shop: 'SHOP-000001' }]);
    store.take(event(2, 'renewed', 'active', 'b', 'a'), 'feed');
    assert.deepEqual(
      deedsOf(store),
      ['open', 'suspend', 'reopen'].map((deed) => `${deed} SHOP-000001`),
    );
  });

  it('a shop that could not be opened when its approval began is opened by any event that says active', (t) => {
    for (const kind of ['reinstated', 'expiring', 'moved']) {
      const store = opened(t);
      store.take(event(2, kind, 'active'), 'webhook');
      assert.equal(store.take(event(1, 'issued', 'active'), 'feed').outcome, 'older');
      assert.deepEqual([deedsOf(store), store.unmarked().length], [['open SHOP-000001'], 1], kind);
    }
  });

  it('what is no longer in force opens nothing', (t) => {
    const store = opened(t);
    assert.equal(store.take(event(1, 'issued', 'active'), 'feed', 'revoked').outcome, 'not-in-force');
    store.take(event(2, 'revoked', 'revoked'), 'feed');
    assert.deepEqual([deedsOf(store), states(store), store.unmarked()], [[], ['a revoked null'], []]);
  });

  it('a bit in the status list does not close a shop: it may stand for a renewal. The event closes', (t) => {
    const store = opened(t);
    store.take(event(1, 'issued', 'active'), 'feed');
    store.take(event(2, 'renewed', 'active', 'b', 'a'), 'feed', 'revoked');
    assert.deepEqual(deedsOf(store), ['open SHOP-000001']);
    store.take(event(3, 'revoked', 'revoked', 'b', 'a'), 'feed');
    assert.deepEqual(deedsOf(store), ['open SHOP-000001', 'close SHOP-000001']);
  });
});

describe('a renewal of an approval that is not known', () => {
  const renewal = event(5, 'renewed', 'active', 'c', 'b');

  it('by webhook is early: nothing is kept of it. By feed it is taken, since nothing before it can be missing', (t) => {
    const store = opened(t);
    assert.equal(store.take(renewal, 'webhook').outcome, 'early');
    assert.deepEqual([store.ids(1, 5), states(store)], [[], []]);
    assert.equal(store.take(renewal, 'feed').outcome, 'acted');
    assert.deepEqual(states(store), ['c active SHOP-000001']);
  });

  it('that was refused is judged again when the feed is past it', (t) => {
    const store = opened(t);
    const told = { ...renewal, text: 'its bytes' };
    for (const way of ['webhook', 'feed']) store.refuse(told, way, { check: 'key', message: 'not published' });
    assert.equal(store.take(told, 'webhook').outcome, 'acted');
  });

  it('opens at once where no feed is followed; the approval before opens none when it comes', (t) => {
    const store = opened(t, { follows_feed: false });
    assert.equal(store.take(renewal, 'webhook').outcome, 'acted');
    assert.equal(store.take(event(2, 'issued', 'active', 'b'), 'webhook').outcome, 'older');
    assert.deepEqual(states(store), ['c active SHOP-000001']);
  });
});

it('any order: the newest state stands, nothing is reopened after its end, and the ids are all there', (t) => {
  const life = [
    event(1, 'issued', 'active'),
    event(2, 'suspended', 'suspended'),
    event(3, 'reinstated', 'active'),
    event(4, 'revoked', 'revoked'),
  ];
  for (const order of orders(life)) {
    const store = opened(t);
    for (const told of order) store.take(told, 'webhook');
    const names = order.map(({ sequence }) => sequence).join(' ');
    assert.match(states(store)[0], /^a revoked /, names);
    const deeds = store.summary().deeds.map(({ deed }) => deed);
    assert.ok(deeds.filter((deed) => deed === 'open').length <= 1, names);
    assert.ok(deeds.length === 0 || deeds.at(-1) === 'close', `${names}: ${deeds}`);
    assert.deepEqual(store.ids(1, 4), ['evt_1', 'evt_2', 'evt_3', 'evt_4'], names);
  }
});

describe('an event', () => {
  it('by webhook does not move the cursor of the feed', (t) => {
    const store = opened(t);
    store.take(event(2, 'issued', 'active', 'b'), 'webhook');
    assert.equal(store.cursor().sequence, 0);
    store.take(event(1, 'issued', 'active'), 'feed');
    assert.equal(store.take(event(2, 'issued', 'active', 'b'), 'feed').outcome, 'known');
    assert.equal(store.cursor().sequence, 2);
    assert.deepEqual(deedsOf(store), ['open SHOP-000001', 'open SHOP-000002']);
  });

  it('of the same id from another source is another event', (t) => {
    const store = opened(t);
    store.take(event(1, 'issued', 'active'), 'feed');
    assert.equal(store.take({ ...event(1, 'issued', 'active', 'b'), source: 'x' }, 'feed').outcome, 'acted');
  });

  it('that was refused is kept with its reason, moves the cursor, and may be judged again', (t) => {
    const store = opened(t);
    const told = { ...event(1, 'issued', 'active'), text: 'its bytes' };
    for (const way of ['webhook', 'feed']) store.refuse(told, way, { check: 'key', message: 'not published' });
    assert.deepEqual(store.refused(), [
      { id: 'evt_1', sequence: 1, way: 'webhook', reason: 'key: not published', body: 'its bytes' },
    ]);
    assert.deepEqual([store.cursor().sequence, deedsOf(store)], [1, []]);
    assert.equal(store.take(told, 'webhook').outcome, 'acted');
    assert.deepEqual([store.refused(), deedsOf(store)], [[], ['open SHOP-000001']]);
    store.refuse(told, 'feed', { check: 'key', message: 'not published' });
    assert.deepEqual(store.refused(), [], 'what was acted upon is not refused any more');
  });

  it('of a kind that is not known is passed over, and seen', (t) => {
    const store = opened(t);
    assert.equal(store.take({ id: 'evt_1', source: 's', sequence: 1, kind: 'unknown' }, 'feed').outcome, 'ignored');
    assert.deepEqual(store.ids(1, 1), ['evt_1']);
  });

  it('that fails half way leaves nothing behind', (t) => {
    const store = opened(t);
    const broken = event(1, 'issued', 'active');
    broken.data.region.code = null; // a column that must not be empty
    assert.throws(() => store.take(broken, 'feed'));
    assert.deepEqual([store.ids(1, 1), deedsOf(store), states(store), store.cursor().sequence], [[], [], [], 0]);
  });
});

it('a folder without its file is named when it is only to be read', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-onboarding-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.throws(() => new Store(folder, { read_only: true }), /there is no .*onboarding\.db; has "run" been started/);
});
