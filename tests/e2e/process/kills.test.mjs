// Servers that are killed and stopped again and again under load, with an oracle outside that knows what was acknowledged.

import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertWholeFile, atEnd, hasSocket, Running, scratch } from './program.mjs';
import { pause, rounds, seeded, until, Writer, Writers } from './writers.mjs';

const kills = rounds('KIOSK_TEST_KILLS', 20);
const stops = rounds('KIOSK_TEST_STOPS', 10);
const writer_count = 16;
const longest_stop_ms = 12_000;

function assertWhole(t, server) {
  const copy = join(scratch(t), 'copy.db');
  const made = server.tell(['backup', copy]);
  assert.equal(made.code, 0, made.err);
  assertWholeFile(copy);
  assert.equal(server.tell(['verify-audit']).code, 0);
}

/** Asks the server to stop; it must do so in time, with exit 0 and nothing left to recover. */
async function stopCleanly(server) {
  const asked_ms = Date.now();
  assert.equal(await server.halt(), 0, server.said);
  assert.ok(Date.now() - asked_ms <= longest_stop_ms, `it took ${Date.now() - asked_ms} ms`);
  const log = join(server.data, 'kiosk.db-wal');
  assert.ok(!existsSync(log) || statSync(log).size === 0, 'nothing to recover');
  assert.equal(hasSocket(server.data), false);
}

describe('under load', { concurrency: 2 }, () => {
  it(`kill -9 at ${kills} random moments: every acknowledged answer is there, or a later one`, { timeout: 60_000 + kills * 6000 }, async (t) => {
    const random = seeded(t);
    const server = await Running.start(t, { extra: ['--log-level', 'error'] });
    const writers = await Writers.sitting(server, writer_count, random);
    let starting = 0;
    await writers.during(async () => {
      for (let i = 0; i < kills; ++i) {
        await writers.more(random(300));
        await pause(random(50));
        await server.kill();
        if (random(4) === 0) {
          const launched = server.launch(server.address()).catch(() => {});
          await pause(random(300));
          await server.kill();
          await launched;
          starting += 1;
        }
        await server.launch(server.address());
        await writers.assertKept();
      }
      await writers.more(1);
    });
    await writers.assertKept();
    assertWhole(t, server);
    t.diagnostic(`${kills} kills, ${starting} more while it started; ${writers.all.reduce((sum, { sent }) => sum + sent.size, 0)} answers sent, ${writers.sum('saves')} acknowledged, 0 lost`);
  });

  it(`SIGTERM ${stops} times: exit 0 in time, every reply that reached a client is on disk, nothing to recover`, { timeout: 60_000 + stops * 20_000 }, async (t) => {
    const random = seeded(t);
    const server = await Running.start(t, { extra: ['--log-level', 'warning'] });
    const writers = await Writers.sitting(server, writer_count, random);
    const authorization = `Bearer ${server.token('events:read')}`;
    await writers.during(async () => {
      for (let i = 0; i < stops; ++i) {
        // A request that is certain to be worked on when the signal comes.
        const poll = fetch(`${server.url}/api/v1/events?timeout=30000`, { headers: { authorization } });
        await writers.more(1 + random(300));
        await stopCleanly(server);
        const polled = await poll;
        assert.ok([200, 503].includes(polled.status));
        assert.equal(polled.headers.get('connection'), 'close');
        await server.launch(server.address());
        await writers.assertKept();
      }
      await writers.more(1);
    });
    await writers.assertKept();
    assertWhole(t, server);
    t.diagnostic(`${stops} stops, ${writers.sum('saves')} saves acknowledged, ${writers.sum('told_to_close')} told to close, ${writers.sum('put_off')} put off, 0 lost`);
  });

  it('a save whose body is half sent when SIGTERM comes is finished, stored, and told that the connection closes', { timeout: 60_000 }, async (t) => {
    const server = await Running.start(t);
    const writer = await Writer.sitting(server, () => 1);
    const { applicant } = writer;
    const [item] = writer.items;
    const answer = item.kind === 'numeric' ? { number: '7' } : { choice: item.options[0].id };
    const responses = [{ item: item.id, revision: applicant.revision, answer, marked: false, since_start_ms: 1000 }];
    const body = JSON.stringify({ epoch: applicant.epoch, responses });
    const fields = [`Host: ${server.address()}`, `Origin: ${server.url}`, `Cookie: ${applicant.cookie}`, 'Content-Type: application/json', `Content-Length: ${body.length}`];
    const socket = connect({ host: '127.0.0.1', port: new URL(server.url).port }).setEncoding('latin1');
    atEnd(t, () => socket.destroy());
    let heard = '';
    socket.on('data', (text) => (heard += text));
    // It answers "100 Continue" when it has read the head: only then is the body awaited.
    socket.write(`PUT /api/v1/attempts/${applicant.attempt}/responses HTTP/1.1\r\n${fields.join('\r\n')}\r\nExpect: 100-continue\r\n\r\n`);
    await until(() => heard.includes('100 Continue'), 'the head is read');
    socket.write(body.slice(0, 20));
    const stopped = stopCleanly(server);
    await server.hears(/ stopping/);
    socket.write(body.slice(20));
    await until(() => heard.includes(`"saved":[{"item":"${item.id}"`), 'the save is acknowledged');
    assert.match(heard, /HTTP\/1\.1 200 OK\r\n[^]*\r\nConnection: close\r\n/);
    socket.end();
    await stopped;
    await server.launch(server.address());
    assert.deepEqual((await applicant.stored()).get(item.id).answer, answer);
  });
});
