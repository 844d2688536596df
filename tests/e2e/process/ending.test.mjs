// How a server ends, and what the next one finds: no acknowledged answer is ever lost, and overdue attempts are closed.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { banksWithPolicy } from '../support/banks.mjs';
import { Applicant } from './applicant.mjs';
import { atEnd, hasSocket, Running } from './program.mjs';

const limit = { timeout: 120_000 };
const load_ms = 1500;
const savers = 20;

const changing = (item, i) => (item.kind === 'numeric' ? { number: String(i) } : { choice: item.options[i % item.options.length].id });

/** Saves one changing answer after another until the server is gone; keeps what was sent and what was acknowledged. */
async function saveUntilGone(applicant) {
  const sent = new Map();
  const acknowledged = new Map();
  const items = applicant.items.filter((item) => item.kind === 'numeric' || item.kind === 'single').slice(0, 5);
  for (let i = 0; ; ++i) {
    const item = items[i % items.length];
    const answer = changing(item, i);
    const revision = applicant.revision;
    sent.set(`${item.id} ${revision}`, answer);
    const reply = await applicant.save([item], () => answer).catch(() => undefined);
    if (reply?.status !== 200) return { sent, acknowledged, reply };
    assert.deepEqual(reply.body.saved, [{ item: item.id, revision }]);
    acknowledged.set(item.id, revision);
  }
}

/** Every acknowledged revision is there, or a later one that was sent, with the answer it was sent with. */
async function assertKept(applicant, { sent, acknowledged }) {
  const stored = await applicant.stored();
  for (const [item, revision] of acknowledged) {
    const found = stored.get(item);
    assert.ok(found, `${item} is gone, revision ${revision} was acknowledged`);
    assert.ok(found.revision >= revision, `${item} has revision ${found.revision}, ${revision} was acknowledged`);
    assert.deepEqual(found.answer, sent.get(`${item} ${found.revision}`));
  }
}

/** Twenty applicants save at once; `end` ends the server in the middle. Answers how it exited. */
async function underLoad(t, end) {
  const server = await Running.start(t);
  const applicants = [];
  for (let i = 0; i < savers; ++i) applicants.push(await Applicant.sitting(server));
  const saving = applicants.map(saveUntilGone);
  await new Promise((resolve) => setTimeout(resolve, load_ms));
  const exit = await end(server);
  const records = await Promise.all(saving);
  assert.ok(records.every(({ acknowledged }) => acknowledged.size > 0), 'everybody had saved something');
  t.diagnostic(`${records.reduce((sum, { sent }) => sum + sent.size, 0)} saves sent`);

  await server.launch(server.address());
  for (const [i, applicant] of applicants.entries()) await assertKept(applicant, records[i]);
  assert.equal(server.tell(['verify-audit']).code, 0);
  for (const applicant of applicants.slice(0, 3)) await applicant.saveAll();
  return { exit, records };
}

// The first test mostly waits: a minute is the shortest time that an exam may have.
describe('how a server ends', { concurrency: 2 }, () => {
  it('an attempt whose time ran out while no server ran is scored within seconds of the next start', limit, async (t) => {
    const banks = banksWithPolicy({ time_limit_s: 60, grace_s: 0 });
    atEnd(t, () => rmSync(banks, { recursive: true, force: true }));
    const server = await Running.start(t, { banks });
    const token = server.token('events:read');
    const sitting = [await Applicant.sitting(server), await Applicant.sitting(server)];
    const started_ms = Date.now();
    for (const applicant of sitting) await applicant.saveAll();
    await server.halt();
    await new Promise((resolve) => setTimeout(resolve, started_ms + 61_000 - Date.now()));

    await server.launch(server.address());
    const restarted_ms = Date.now();
    // Only the feed is asked: nobody opens the exam, so nothing but the server itself can close it.
    const events = [];
    while (events.length < sitting.length && Date.now() < restarted_ms + 5000) {
      const reply = await fetch(`${server.url}/api/v1/events?timeout=1000&lastEventId=${events.at(-1)?.id ?? ''}`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(reply.status, 200, await reply.clone().text());
      events.push(...(await reply.json()));
    }
    assert.equal(events.length, sitting.length, 'both passed, both are approved');
    for (const applicant of sitting) {
      const result = await applicant.fine('GET', `/api/v1/attempts/${applicant.attempt}/result`);
      assert.equal(result.score.text, '100.0 %');
      assert.equal((await applicant.me()).attempts[0].state, 'expired');
    }
  });

  describe('in the middle of twenty parallel saves', () => {
    for (const signal of ['SIGTERM', 'SIGINT'])
      it(`${signal}: exit 0, every acknowledged save is there after a restart`, limit, async (t) => {
        const { exit, records } = await underLoad(t, async (server) => {
          const ended = new Promise((resolve) => server.child.on('exit', resolve));
          server.child.kill(signal);
          const code = await ended;
          assert.equal(hasSocket(server.data), false);
          return code;
        });
        assert.equal(exit, 0);
        // A save is answered, cut off, or refused in a way that says when to try again.
        for (const { reply } of records.filter(({ reply }) => reply)) {
          assert.equal(reply.status, 503, JSON.stringify(reply.body));
          assert.ok(reply.retry_after_s > 0);
        }
      });

    it('kill -9, three times: every acknowledged save is there after each restart', limit, async (t) => {
      for (let i = 0; i < 3; ++i) await underLoad(t, (server) => server.kill());
    });
  });

  it('SIGTERM while a long poll waits, a request is half sent and a connection is idle: exit 0 all the same', limit, async (t) => {
    const server = await Running.start(t);
    const authorization = `Bearer ${server.token('events:read')}`;
    const poll = fetch(`${server.url}/api/v1/events?timeout=30000`, { headers: { authorization } }).then((reply) => reply.status, () => 'cut off');
    const { hostname: host, port } = new URL(server.url);
    for (const text of ['', 'GET /healthz HTTP/1.1\r\nHo']) {
      const socket = connect({ host, port }).on('error', () => {});
      await new Promise((resolve) => socket.on('connect', resolve));
      socket.write(text);
      atEnd(t, () => socket.destroy());
    }
    assert.equal(await server.halt(), 0);
    assert.doesNotMatch(server.said, /drain-incomplete/, 'nothing of them was worth waiting for');
    assert.ok([200, 503, 'cut off'].includes(await poll), 'the poll ends too');
  });

  it('kill -9 at once after a first start: the next start serves', limit, async (t) => {
    const server = await Running.start(t);
    await server.kill();
    await server.launch(server.address());
    assert.equal(server.tell(['verify-audit']).code, 0);
  });
});
