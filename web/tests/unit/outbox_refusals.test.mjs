import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../core/outbox.ts';
import { choice, freshWorld, tap } from '../support/phone.mjs';
import { problem } from '../support/world.mjs';

let clock, server, network, storage, events, phone;

const atServer = (item) => server.items.get(item)?.answer;

beforeEach(() => {
  ({ clock, server, network, storage, events, phone } = freshWorld());
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
