// A disk that stalls or fails under the running server: what clients are told, what is kept, and how the process ends.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Running, scratch } from './program.mjs';
import { pause, seeded, until, Writer, Writers } from './writers.mjs';

const limit = { timeout: 300_000 };
const inbox_limit = 4096;
const batch_limit = 256;
const server_jobs = 100; // at most, of the server itself, which wait among the saves
const megabyte = 1 << 20;
const stall_ms = 5000;

/** A server whose disk does what it is told; the compiler is there wherever this program was built. */
async function withFaultyDisk(t, options) {
  const folder = scratch(t);
  const library = join(folder, 'disk_fault.so');
  const source = fileURLToPath(new URL('disk_fault.c', import.meta.url));
  const compiled = spawnSync('cc', ['-Wall', '-Wextra', '-Werror', '-O1', '-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  assert.equal(compiled.status, 0, compiled.stderr);
  const server = await Running.start(t, { ...options, env: { LD_PRELOAD: library, KIOSK_TEST_DISK: folder } });
  const tell = (what) => writeFileSync(join(folder, what), '');
  const heal = () => ['stall', 'broken', 'quota'].forEach((what) => rmSync(join(folder, what), { force: true }));
  return { server, tell, heal };
}

describe('the disk', () => {
  it('stalls in a sync: saves wait up to the bound, the rest gets 503 at once, memory is bounded, and all goes on by itself', limit, async (t) => {
    const connections = ['--connections', '9000', '--connections-per-address', '9000', '--connections-unauthenticated', '9000'];
    const { server, tell, heal } = await withFaultyDisk(t, { extra: ['--log-level', 'error', ...connections] });
    const writers = await Writers.sitting(server, 8, seeded(t));
    for (const writer of writers.all) writer.agent = new Agent({ keepAlive: true });
    const answers = { now: 0, refused: 0 };
    /** One save from each writer in turn, each on a connection of its own; nobody waits for the answer here. */
    const send = (count) =>
      Array.from({ length: count }, async (_, i) => {
        const reply = await writers.all[i % writers.all.length].saveOnce();
        if (reply.status === 503) {
          assert.ok(reply.retry_after_s > 0, 'told when to try again');
          answers.refused += 1;
        } else {
          assert.equal(reply.status, 200, JSON.stringify(reply.body));
          answers.now += 1;
        }
      });

    tell('stall');
    const stalled_ms = Date.now();
    const surplus = 300;
    const waiting = send(inbox_limit + batch_limit + surplus);
    await until(() => answers.refused >= surplus, 'what is beyond the bound is refused while the rest waits');
    assert.equal(answers.now, 0, 'nothing is acknowledged that is not on the disk');
    assert.ok((await server.metrics()).kiosk_writer_jobs_waiting <= inbox_limit);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    const [{ applicant }] = writers.all;
    assert.equal((await applicant.ask('GET', `/api/v1/attempts/${applicant.attempt}`)).status, 200, 'who sits can still read');

    const before = server.memory('VmRSS');
    for (let i = 0; i < 8; ++i) await Promise.all(send(500));
    const grown = server.memory('VmRSS') - before;
    assert.ok(grown < 32 * megabyte, `4,000 refused saves cost ${grown} bytes`);
    await pause(stalled_ms + stall_ms - Date.now());
    assert.equal(answers.now, 0);

    heal();
    await Promise.all(waiting);
    assert.ok(answers.now >= inbox_limit - server_jobs, `${answers.now} saves had waited`);
    await writers.during(() => writers.more(50));
    t.diagnostic(`${answers.now} waited and were saved, ${answers.refused} refused; ${Math.round(server.memory('VmHWM') / megabyte)} MiB at most, ${grown} bytes more by refusing`);
    await server.kill();
    await server.launch(server.address());
    await writers.assertKept();
  });

});

describe('the disk', { concurrency: true }, () => {
  const ends = (what, fault) =>
    it(`${what}: the server ends with exit 1 and says why, acknowledges nothing more, and has lost nothing`, limit, async (t) => {
      const { server, tell, heal } = await withFaultyDisk(t);
      const writers = await Writers.sitting(server, 8, seeded(t));
      await writers.during(async () => {
        await writers.more(50);
        fault(server, tell);
        assert.equal(await server.exit(), 1, server.said);
        assert.match(server.said, /store-failed .*disk I\/O error/);
        const saves = writers.sum('saves');
        heal();
        await server.launch(server.address());
        await writers.more(50);
        t.diagnostic(`${saves} saves acknowledged before the end`);
      });
      await writers.assertKept();
      assert.equal(server.tell(['verify-audit']).code, 0);
    });

  ends('fails a sync', (_, tell) => tell('broken'));
  ends('refuses a write because of a quota', (_, tell) => tell('quota'));
  ends('refuses to let a file grow (as by ulimit -f)', (server) => {
    const most = statSync(join(server.data, 'kiosk.db-wal')).size + 50_000;
    assert.equal(spawnSync('prlimit', ['--pid', server.child.pid, `--fsize=${most}`]).status, 0);
  });
});
