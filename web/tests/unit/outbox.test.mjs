import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../core/outbox.ts';
import { FakeClock, FakeNetwork, FakeServer, FakeStorage, problem } from '../support/world.mjs';

let clock, server, network, storage, events;

function phone(responses = server.responses()) {
  const outbox = new Outbox('attempt-1', network.edge(storage), {
    changed() {},
    saved: (entries) => events.saved.push(...entries),
    seconds_left: (seconds) => events.seconds.push(seconds),
    ended: (result) => events.ended.push(result),
  });
  outbox.open(server.epoch, server.nextRevision(), responses);
  return outbox;
}

const choice = (id) => ({ choice: id });
const tap = (outbox, item, id) => outbox.put(item, choice(id), false, 1234);
const atServer = (item) => server.items.get(item)?.answer;

beforeEach(() => {
  clock = new FakeClock();
  server = new FakeServer();
  network = new FakeNetwork(clock, server);
  storage = new FakeStorage();
  events = { saved: [], seconds: [], ended: [] };
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

describe('refusals', () => {
  it('sets a rejected entry aside and lets the others through', async () => {
    server.refuse.set('q2', 'answer-invalid');
    const outbox = phone();
    for (const item of ['q1', 'q2', 'q3']) tap(outbox, item, 'a');
    await clock.advance(1000);
    assert.deepEqual([...server.items.keys()], ['q1', 'q3']);
    assert.deepEqual(outbox.view().aside.map((entry) => [entry.item, entry.code]), [['q2', 'answer-invalid']]);
    assert.equal(outbox.view().state, 'saved');
  });

  it('a new answer takes the place of a refused one', async () => {
    server.refuse.set('q1', 'answer-invalid');
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(1000);
    server.refuse.clear();
    tap(outbox, 'q1', 'b');
    assert.equal(outbox.view().aside.length, 0);
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('b'));
  });

  it('finds the one entry for which a whole body is refused', async () => {
    const real = server.save.bind(server);
    server.save = (body) => (body.responses.some((entry) => entry.item === 'q2') ? problem('invalid-fields', 422) : real(body));
    const outbox = phone();
    for (const item of ['q1', 'q2', 'q3']) tap(outbox, item, 'a');
    await clock.advance(1000);
    assert.deepEqual([...server.items.keys()], ['q1', 'q3']);
    assert.deepEqual(outbox.view().aside.map((entry) => entry.item), ['q2']);
  });

  it('a reply that names nothing is tried again later, not in a loop', async () => {
    server.save = () => ({ ok: true, value: { saved: [], rejected: [], seconds_left: 9, state: 'open' } });
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(10_000);
    assert.ok(network.requests.length < 8, `${network.requests.length} requests`);
    assert.equal(outbox.view().pending.length, 1);
  });

  it('stops at a sign-in that ran out and goes on after it', async () => {
    const real = server.save.bind(server);
    server.save = () => problem('not-signed-in', 401);
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(60_000);
    assert.equal(network.requests.length, 1);
    assert.equal(outbox.view().blocked.code, 'not-signed-in');
    server.save = real;
    outbox.resume();
    await clock.advance(1000);
    assert.equal(outbox.view().state, 'saved');
  });
});

describe('another device', () => {
  it('a stale epoch stops the sending, deletes nothing, and taking over sends the rest', async () => {
    const outbox = phone();
    server.takeOver();
    server.save({ epoch: 2, responses: [{ item: 'q1', revision: 1, answer: choice('z'), marked: false }] });
    tap(outbox, 'q1', 'a');
    tap(outbox, 'q2', 'a');
    await clock.advance(60_000);
    assert.equal(outbox.view().blocked.code, 'stale-epoch');
    assert.equal(outbox.view().pending.length, 2);
    assert.equal(network.requests.length, 1);

    const { epoch, next_revision } = server.takeOver();
    outbox.takeOver(epoch, next_revision, server.responses());
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('z'), 'the newer device has answered this one');
    assert.deepEqual(atServer('q2'), choice('a'));
    assert.deepEqual(outbox.view().aside.map((entry) => [entry.item, entry.code]), [['q1', 'answered-elsewhere']]);
  });

  it('a browser that holds nothing knows that it is not the writer', () => {
    const stranger = new Outbox('attempt-1', network.edge(storage), {});
    assert.equal(stranger.kept(), undefined);
  });
});

describe('handing in', () => {
  it('waits until the answers are saved', async () => {
    const fates = ['drop-before', 'drop-after', 'fine', 'drop-after', 'fine'];
    network.fate = () => fates.shift() ?? 'fine';
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    outbox.handIn();
    await clock.advance(60_000);
    assert.deepEqual(network.requests.map((request) => request.kind), ['save', 'save', 'save', 'submit', 'submit']);
    assert.deepEqual(events.ended, [{ decision: 'pass' }]);
    assert.equal(storage.map.size, 0, 'nothing is left on the phone');
  });

  it('survives a reload', async () => {
    network.fate = () => 'drop-before';
    const before = phone();
    tap(before, 'q1', 'a');
    before.handIn();
    await clock.advance(3000);
    before.stop();
    network.fate = () => 'fine';
    const after = phone();
    assert.equal(after.view().handing_in, true);
    await clock.advance(1000);
    assert.equal(server.state, 'submitted');
    assert.deepEqual(atServer('q1'), choice('a'));
  });

  it('takes no answers any more', () => {
    const outbox = phone();
    outbox.handIn();
    tap(outbox, 'q1', 'a');
    assert.equal(outbox.view().pending.length, 0);
  });

  it('a closed attempt keeps late answers as evidence and says so', async () => {
    network.latency_ms = 1000;
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(500);
    server.state = 'expired';
    tap(outbox, 'q2', 'a');
    await clock.advance(10_000);
    assert.deepEqual(server.evidence.map((entry) => entry.item), ['q1', 'q2']);
    assert.deepEqual(outbox.view().aside.map((entry) => entry.code), ['kept-as-evidence', 'kept-as-evidence']);
    assert.equal(events.ended.length, 1);
  });

  it('a closed attempt that keeps nothing ends at once, and the answers stay on the phone', async () => {
    server.state = 'expired';
    server.keep_evidence = false;
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    await clock.advance(1000);
    assert.deepEqual(outbox.view().aside.map((entry) => entry.code), ['attempt-closed']);
    assert.equal(events.ended.length, 1);
  });

  it('another tab that handed in ends this one', async () => {
    const here = phone();
    const there = phone();
    await clock.advance(1000);
    there.handIn();
    await clock.advance(1000);
    assert.equal(events.ended.length, 1);
    here.refresh();
    assert.equal(events.ended.length, 2);
  });
});

describe('a phone that cannot keep', () => {
  it('full: says so, holds the answers in memory and sends at once', async () => {
    const outbox = phone();
    storage.refuse_writes = true;
    tap(outbox, 'q1', 'a');
    assert.equal(outbox.view().storage_broken, true);
    await clock.advance(50);
    assert.deepEqual(atServer('q1'), choice('a'));
    storage.refuse_writes = false;
    tap(outbox, 'q2', 'a');
    assert.equal(outbox.view().storage_broken, false);
  });

  it('blocked: works from memory', async () => {
    storage.refuse_all = true;
    const outbox = phone();
    tap(outbox, 'q1', 'a');
    tap(outbox, 'q1', 'b');
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('b'));
  });

  it('an old entry from a storage that had stopped does not come back', async () => {
    network.fate = () => 'drop-before';
    const before = phone();
    tap(before, 'q1', 'a');
    storage.refuse_writes = true;
    network.fate = () => 'fine';
    tap(before, 'q1', 'b');
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('b'));
    before.stop();
    storage.refuse_writes = false;
    const after = phone();
    assert.equal(after.view().pending.length, 0);
    tap(after, 'q1', 'c');
    await clock.advance(1000);
    assert.deepEqual(atServer('q1'), choice('c'));
  });

  it('text of another shape is moved aside', () => {
    storage.setItem('kiosk-outbox:attempt-1', '{"epoch":"one"');
    const outbox = phone();
    assert.equal(outbox.view().pending.length, 0);
    assert.equal(storage.getItem('kiosk-outbox:attempt-1:unreadable'), '{"epoch":"one"');
  });
});
