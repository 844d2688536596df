// Random taps, losses, repeats, delays, reloads and full storages. Afterwards
// the server must hold the last tap of every item.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Outbox } from '../../core/outbox.ts';
import { pick, rng } from '../support/rng.mjs';
import { FakeClock, FakeNetwork, FakeServer, FakeStorage } from '../support/world.mjs';

const runs = Number(process.env.KIOSK_RUNS ?? 500);
const first_seed = Number(process.env.KIOSK_SEED ?? Date.now() % 1_000_000);
const fates = ['fine', 'fine', 'drop-before', 'drop-after', 'twice', 'late', 'late-first', 'busy', 'broken'];

async function oneRun(seed) {
  const random = rng(seed);
  const clock = new FakeClock();
  const server = new FakeServer();
  const network = new FakeNetwork(clock, server);
  const storage = new FakeStorage();
  const items = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, n) => `q${n}`);
  const taps = new Map();
  const ended = [];
  network.fate = () => pick(random, fates);

  const open = () => {
    const outbox = new Outbox('attempt', network.edge(storage, random), {
      changed() {}, saved() {}, seconds_left() {}, ended: () => ended.push(1),
    });
    outbox.open(server.epoch, server.nextRevision(), server.responses());
    return outbox;
  };

  let outbox = open();
  for (let step = 0; step < 60; step += 1) {
    const dice = random();
    if (dice < 0.6) {
      const item = pick(random, items);
      const answer = random() < 0.15 ? null : { choice: pick(random, ['a', 'b', 'c', 'd']) };
      const marked = random() < 0.2;
      outbox.put(item, answer, marked, step);
      taps.set(item, { answer, marked });
    } else if (dice < 0.7 && !outbox.view().storage_broken) {
      outbox.stop();
      outbox = open();
    } else if (dice < 0.73) {
      storage.refuse_writes = !storage.refuse_writes;
    } else if (dice < 0.77) {
      outbox.tryNow();
    } else {
      network.latency_ms = Math.floor(random() * 4000);
      await clock.advance(Math.floor(random() * 6000));
    }
  }
  if (random() < 0.5) outbox.handIn();
  storage.refuse_writes = false;
  const handed_in = outbox.view().handing_in;
  network.fate = () => 'late-first';
  await clock.advance(120_000);

  for (const [item, last] of taps) {
    const { answer, marked } = server.items.get(item) ?? {};
    assert.deepEqual({ answer, marked }, last, `${item} is not the last tap`);
  }
  assert.equal(outbox.view().pending.length, 0);
  assert.equal(outbox.view().aside.length, 0);
  assert.ok(network.largest <= items.length, 'never more entries than items');
  assert.equal(server.state, handed_in ? 'submitted' : 'open');
  assert.equal(ended.length, handed_in ? 1 : 0);
}

it(`the server ends with the last tap of every item (${runs} runs from seed ${first_seed})`, async () => {
  console.log(`outbox property: seeds ${first_seed}..${first_seed + runs - 1}`);
  for (let seed = first_seed; seed < first_seed + runs; seed += 1) {
    await oneRun(seed).catch((error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
});
