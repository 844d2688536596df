// Backups of a server under load: what was acknowledged before one began is in it, and it starts as a server.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { program } from '../support/paths.mjs';
import { Applicant } from './applicant.mjs';
import { assertWholeFile, Running, scratch } from './program.mjs';
import { seeded, Writers } from './writers.mjs';

const writer_count = 16;
const backups = 3;

/** What an operator does: the copy as the database, the secret and the keys from the other backup. */
function restore(t, server, copy) {
  const data = join(scratch(t), 'data');
  mkdirSync(data, { mode: 0o700 });
  copyFileSync(copy, join(data, 'kiosk.db'));
  for (const name of ['secret.key', 'keys']) cpSync(join(server.data, name), join(data, name), { recursive: true });
  return Running.start(t, { data, extra: ['--log-level', 'warning'] });
}

describe('backup under load', () => {
  it(`${backups} backups while ${writer_count} applicants save: each holds what was acknowledged before it, and serves`, { timeout: 600_000 }, async (t) => {
    const random = seeded(t);
    const server = await Running.start(t, { extra: ['--log-level', 'warning'] });
    const approved = await Applicant.sitting(server);
    await approved.saveAll();
    const { approval } = await approved.submit();
    const credential = await (await fetch(approval.credential_url)).text();
    const writers = await Writers.sitting(server, writer_count, random);

    const folder = scratch(t);
    const copies = [];
    await writers.during(async () => {
      for (let i = 0; i < backups; ++i) {
        await writers.more(300 + random(300));
        const file = join(folder, `copy-${i}.db`);
        const marks = writers.all.map(({ acknowledged }) => new Map(acknowledged));
        const before = writers.sum('saves');
        const made = await server.tellMeanwhile(['backup', file]);
        assert.equal(made.code, 0, made.err);
        copies.push({ file, marks, meanwhile: writers.sum('saves') - before });
      }
      await writers.more(100);
    });
    const sum = (name) => copies.reduce((total, copy) => total + copy[name], 0);
    assert.ok(sum('meanwhile') > 0, 'nobody saved while the copies were made');
    t.diagnostic(`${writers.sum('saves')} saves acknowledged, ${copies.map(({ meanwhile }) => meanwhile).join(', ')} of them while the copies were made`);

    for (const { file, marks } of copies) {
      assertWholeFile(file);
      const restored = await restore(t, server, file);
      assert.equal(restored.tell(['verify-audit']).code, 0);
      for (const [i, writer] of writers.all.entries()) {
        Object.assign(writer, { acknowledged: marks[i] });
        writer.applicant.server = restored;
        await writer.assertKept();
      }
      await restored.kill();
    }

    // The last copy goes on as the server.
    const restored = await restore(t, server, copies.at(-1).file);
    for (const { applicant } of writers.all.slice(0, 3)) {
      applicant.server = restored;
      const { epoch, next_revision } = await applicant.fine('POST', `/api/v1/attempts/${applicant.attempt}/take-over`, {});
      Object.assign(applicant, { epoch, revision: next_revision });
      await applicant.saveAll();
      assert.equal((await applicant.submit()).decision, 'pass');
    }
    approved.server = restored;
    assert.deepEqual((await approved.me()).approvals, [approval]);
    const path = new URL(approval.credential_url).pathname;
    assert.equal(await (await fetch(restored.url + path)).text(), credential);
    assert.equal((await (await Applicant.sitting(restored)).save([])).status, 200);
  });
});

/** It sleeps with an open socket: it has asked, and nothing but an answer wakes it. */
function waitsForAnswer(pid) {
  if (!/\) S /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false;
  return readdirSync(`/proc/${pid}/fd`).some((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('socket:');
    } catch {
      return false; // closed since
    }
  });
}

async function until(true_at_last) {
  while (!true_at_last()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('after the copy', () => {
  it('the command checks and names it, not the server: others are answered and the server may end meanwhile', { timeout: 120_000 }, async (t) => {
    const server = await Running.start(t);
    const folder = scratch(t);
    const file = join(folder, 'copy.db');
    server.child.kill('SIGSTOP'); // so that the command can be stopped before its answer comes
    const command = spawn(program, ['backup', file, '--data', server.data], { stdio: ['ignore', 'pipe', 'pipe'] });
    t.after(() => command.kill('SIGKILL'));
    const ended = once(command, 'exit');
    await until(() => waitsForAnswer(command.pid));
    command.kill('SIGSTOP');
    server.child.kill('SIGCONT');

    assert.equal(server.tell(['token', 'list']).code, 0, 'answered after the copy, before the check');
    assert.equal(existsSync(file), false, 'it has its name only when it has been checked');
    assert.equal(readdirSync(folder).filter((name) => name.startsWith('copy.db.part')).length, 1);
    assert.equal(await server.halt(), 0, 'the end of the server does not wait for the check');

    command.kill('SIGCONT');
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(readdirSync(folder), ['copy.db']);
    assertWholeFile(file);
  });
});
