// Push and feed in any order: dropped, doubled, late. When everything has come once, the shops are as if it had come
// in order. KIOSK_TEST_SEED repeats one run, KIOSK_TEST_HISTORIES makes it longer.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DatabaseSync } from '@photostructure/sqlite';
import { Store } from '../src/store.mjs';
import { History, seeded } from './history.mjs';

const histories = Number(process.env.KIOSK_TEST_HISTORIES ?? 200);
const longest_page = 5;
const oldest_list = 4; // by so many events the status list that the consumer has may be behind

class InMemory extends DatabaseSync {
  constructor() {
    super(':memory:');
  }
}

const newStore = () => new Store('.', { Database: InMemory });
const standing_after = { open: 'trades', extend: 'trades', reopen: 'trades', suspend: 'suspended', close: 'closed' };

/** The approvals whose shop trades. On the way: each shop is opened once, first of all, and closing it is the last. */
function trading(store, what) {
  const { deeds, partners } = store.summary();
  const standing = new Map();
  for (const { deed, shop, event } of deeds) {
    const before = standing.get(shop);
    const did = `${what}: ${event} did ${deed} to ${shop}, which was ${before}`;
    assert.equal(deed === 'open', before === undefined, did);
    assert.notEqual(before, 'closed', did);
    standing.set(shop, standing_after[deed] ?? before);
  }
  const holders = partners.filter(({ shop }) => shop);
  assert.equal(new Set(holders.map(({ shop }) => shop)).size, holders.length, `${what}: a shop with two approvals`);
  assert.deepEqual(holders.map(({ shop }) => shop).sort(), [...standing.keys()].sort(), `${what}: a shop of nobody`);
  const approvals = holders.filter(({ shop }) => standing.get(shop) === 'trades');
  for (const { approval, mark } of approvals) assert.equal(mark, 'wanted', `${what}: ${approval} would not be marked`);
  return approvals.map(({ approval }) => approval).sort();
}

function inOrder(history) {
  const store = newStore();
  for (const event of history.events) store.take(event, 'feed', history.notInForce(event, event.sequence));
  return store;
}

/** The server tells, pushes come or do not, the feed is read now and then; in the end everything has come. */
class Arrivals {
  store = newStore();
  pushes = []; // on their way
  early = 0;
  #read = 0;

  constructor(history, random) {
    Object.assign(this, { history, random, last: history.events.length });
    this.progress = random(2) === 0 ? 0 : this.last; // live, or a consumer that is started late
    this.pushes.push(...history.events.slice(0, this.progress).filter(() => random(4) === 0));
  }

  run() {
    while (this.#read < this.last) this.#step();
    while (this.pushes.length > 0) this.#deliver();
    return this.store;
  }

  #step() {
    const steps = [() => this.#tell(), () => this.#deliver(), () => this.#deliver(), () => this.#page()];
    steps[this.random(8) === 0 ? 3 : this.random(3)]();
  }

  #tell() {
    if (this.progress === this.last) return;
    const event = this.history.events[this.progress++];
    const copies = this.random(3); // dropped, once, doubled
    for (let i = 0; i < copies; ++i) this.pushes.push(event);
  }

  #deliver() {
    if (this.pushes.length === 0) return;
    const [event] = this.pushes.splice(this.random(this.pushes.length), 1);
    if (this.#take(event, 'webhook') !== 'early') return;
    this.early += 1;
    assert.ok(event.sequence > this.#read, 'the feed had come as far');
    if (this.random(2) === 0) this.pushes.push(event); // tried again
  }

  #page() {
    const end = Math.min(this.progress, this.#read + 1 + this.random(longest_page));
    const events = this.history.events.slice(this.#read, end);
    for (const event of events) assert.notEqual(this.#take(event, 'feed'), 'early');
    this.#read += events.length;
  }

  #take(event, way) {
    const listed = this.progress - this.random(oldest_list);
    return this.store.take(event, way, this.history.notInForce(event, listed)).outcome;
  }
}

it(`${histories} histories: the shops are those of a consumer that saw the feed in order`, (t) => {
  const random = seeded(t);
  let open = 0;
  let early = 0;
  for (let i = 1; i <= histories; ++i) {
    const what = `history ${i}`;
    const history = new History(random, 1 + random(4), 5 + random(40));
    const arrivals = new Arrivals(history, random);
    const store = arrivals.run();
    assert.deepEqual(trading(inOrder(history), `${what} in order`), history.inForce(), `${what} in order`);
    assert.deepEqual(trading(store, what), history.inForce(), what);
    assert.deepEqual(store.ids(1, history.events.length), history.events.map(({ id }) => id), what);
    open += history.inForce().length;
    early += arrivals.early;
  }
  assert.ok(open > histories / 4 && early > 0, `${open} shops, ${early} early events prove little`);
  t.diagnostic(`${open} shops open at the end, ${early} pushes of renewals came too early`);
});
