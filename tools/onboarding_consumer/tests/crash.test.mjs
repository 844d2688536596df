// A crash before any single SQL statement, and then all events once more: every deed is done once.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { Store } from '../src/store.mjs';
import { life } from './life.mjs';

const crashing = join(import.meta.dirname, 'crashing.mjs');
const fewest_statements = 50; // a number that was never reached would prove nothing

/** Everything that is kept, but for the times. */
function outcome(folder) {
  const store = new Store(folder);
  for (const { event, way } of life) store.take(event, way);
  const { cursor, events, partners, deeds } = store.summary();
  const ids = store.ids(1, life.length);
  store.close();
  return { cursor, events, partners, deeds, ids };
}

function inScratch(action) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-onboarding-'));
  try {
    return action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('kill -9 before each SQL statement in turn', { timeout: 120_000 }, (t) => {
  const whole = inScratch(outcome);
  assert.deepEqual(
    whole.deeds.map(({ deed, approval }) => `${deed} ${approval}`),
    ['open a', 'suspend a', 'extend b', 'close b'],
  );
  let statement = 0;
  for (let signal = 'SIGKILL'; signal === 'SIGKILL';) {
    statement += 1;
    inScratch((folder) => {
      const done = spawnSync(process.execPath, [crashing, folder, String(statement)], { encoding: 'utf8' });
      assert.ok(done.signal === 'SIGKILL' || done.status === 0, done.stderr);
      ({ signal } = done);
      assert.deepEqual(outcome(folder), whole, `after a crash before statement ${statement}`);
    });
  }
  assert.ok(statement > fewest_statements, `only ${statement} statements`);
  t.diagnostic(`${statement - 1} crashes`);
});
