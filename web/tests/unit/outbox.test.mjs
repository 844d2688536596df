import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { choice, freshWorld, tap } from '../support/phone.mjs';

let clock, server, network, storage, events, phone;

const atServer = (item) => server.items.get(item)?.answer;

beforeEach(() => {
  ({ clock, server, network, storage, events, phone } = freshWorld());
});

describe('saving', () => {
  it('keeps the answer on the phone before any request', () => {
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    assert.equal(JSON.parse(storage.getItem('kiosk-outbox:attempt-1')).pending.length, 1);
    assert.equal(network.requests.length, 0);
    assert.equal(outbox.view().state, 'saving');
  });

  it('waits 400 ms, sends several taps in one request, and empties on the ack', async () => {
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    tap(outbox, 'q2', 'b');
    await clock.advance(399);
    assert.equal(network.requests.length, 0);
    await clock.advance(100);
    assert.equal(network.requests.length, 1);
    assert.deepEqual(network.requests[0].body.responses.map((entry) => [entry.item, entry.revision]), [['q1', 1], ['q2', 2]]);
    assert.equal(outbox.view().state, 'saved');
    assert.deepEqual(events.saved.map((entry) => entry.item), ['q1', 'q2']);
    assert.deepEqual(events.seconds, [100]);
  });

  it('does not wait longer than 2 s, however fast the taps come', async () => {
    const outbox = phone();
    for (let n = 0; n < 30; n += 1) {
      tap(outbox, `q${n}`, 'a');
      await clock.advance(100);
    }
    assert.equal(network.requests[0].at, 1_002_000);
    assert.equal(network.requests[0].body.responses.length, 20);
  });

  it('sends the last of several changes of one item', async () => {
    const outbox = phone();
    for (const id of ['a', 'b', 'c']) tap(outbox, 'q1', id);
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('c'));
    assert.equal(network.largest, 1);
  });

  it('has never more than one request under way', async () => {
    network.latency_ms = 3000;
    const outbox = phone();
    for (let n = 0; n < 10; n += 1) {
      tap(outbox, `q${n}`, 'a');
      await clock.advance(500);
    }
    await clock.advance(10_000);
    assert.equal(network.most_active, 1);
    assert.equal(server.items.size, 10);
  });

  it('keeps a change made while the older one was under way', async () => {
    network.latency_ms = 2000;
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(1000);
    tap(outbox, 'q1', 'b');
    await clock.advance(1500);
    assert.equal(outbox.view().pending.length, 1);
    await clock.advance(5000);
    assert.deepEqual(atServer('q1'), choice('b'));
    assert.equal(outbox.view().state, 'saved');
  });
});

describe('a bad network', () => {
  for (const fate of ['drop-before', 'drop-after', 'twice', 'late', 'busy', 'broken']) {
    it(`loses nothing: ${fate}`, async () => {
      const fates = [fate, 'late-first'];
      network.fate = () => fates.shift() ?? 'fine';
      const outbox = phone();
      tap(outbox, 'q1', 'a');
      await clock.advance(500);
      tap(outbox, 'q1', 'b');
      await clock.advance(60_000);
      assert.deepEqual(atServer('q1'), choice('b'));
      assert.equal(outbox.view().state, 'saved');
      assert.equal(outbox.view().aside.length, 0);
    });
  }

  it('backs off 1, 2, 4 … 30 s, with jitter', async () => {
    network.fate = () => 'drop-before';
    network.latency_ms = 0;
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(200_000);
    const gaps = network.requests.slice(1).map((request, index) => request.at - network.requests[index].at);
    // random() is 0.5 in these tests: three quarters of the full wait.
    assert.deepEqual(gaps.slice(0, 7), [750, 1500, 3000, 6000, 12_000, 22_500, 22_500]);
    assert.equal(outbox.view().state, 'kept');
  });

  it('tries at once when told that the network is back', async () => {
    network.fate = () => 'drop-before';
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(60_000);
    network.fate = () => 'fine';
    outbox.tryNow();
    await clock.advance(100);
    assert.equal(outbox.view().state, 'saved');
  });

  it('does not shorten what Retry-After asks for', async () => {
    network.fate = () => 'busy';
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(450);
    network.fate = () => 'fine';
    tap(outbox, 'q2', 'a');
    outbox.tryNow();
    await clock.advance(4000);
    assert.equal(server.items.size, 0);
    await clock.advance(2000);
    assert.equal(server.items.size, 2);
  });

  it('sends a backlog in one request after a reload', async () => {
    network.fate = () => 'drop-before';
    const before = phone();
    for (let n = 0; n < 40; n += 1) tap(before, `q${n}`, 'a');
    await clock.advance(5000);
    before.stop();
    network.fate = () => 'fine';
    const sent = network.requests.length;
    const after = phone();
    assert.equal(after.view().pending.length, 40);
    await clock.advance(1000);
    assert.equal(network.requests.length - sent, 1);
    assert.equal(server.items.size, 40);
  });

  it('goes on with higher revisions after a reload', async () => {
    const before = phone();
    tap(before, 'q1', 'a');
    await clock.advance(1000);
    before.stop();
    const after = phone();
    tap(after, 'q1', 'b');
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('b'));
  });
});
