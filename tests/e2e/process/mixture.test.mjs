// Everything at once: exams, reloads, reads, long polls, backups, commands and staff on several io threads; and all that
// approvals set going: pushes, streams, status lists, certificates, acts of staff, keys, personal data.
// `tools/test tsan` runs this against the program with the thread sanitizer in it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { pass } from './onboarding.mjs';
import { assertSound, bankCopy, edit, Running, scratch } from './program.mjs';
import { Receiver } from './receiver.mjs';
import { Staff } from './staff.mjs';
import { rounds, seeded, until, Writers } from './writers.mjs';

const password = 'correct horse battery';
const rounds_each = rounds('KIOSK_TEST_ROUNDS', 5);

/** A new version of everything, which the next reload will find. */
function raiseVersions(banks, version) {
  const files = readdirSync(join(banks, 'banks')).map((name) => join(banks, 'banks', name));
  for (const file of [...files, join(banks, 'exams', 'kiosk-partner.yaml')]) edit(file, /^version: .*$/m, `version: "${version}"`);
}

it('exams, reloads, reads, long polls, backups and staff side by side: all are served and the server is sound', { timeout: 600_000 }, async (t) => {
  const random = seeded(t);
  const server = await Running.start(t, { banks: bankCopy(t), extra: ['--io-threads', '4', '--log-level', 'warning'] });
  server.addStaff('anna', password);
  const authorization = `Bearer ${server.token('events:read')}`;
  const writers = await Writers.sitting(server, 8, random);
  const folder = scratch(t);
  const ask = async (path, options) => {
    const reply = await fetch(server.url + path, options);
    await reply.arrayBuffer();
    return reply;
  };
  const staff = { cookie: undefined };
  let offered = 1;

  const deeds = {
    exam: async () => {
      const applicant = await Applicant.sitting(server);
      await applicant.saveAll();
      assert.equal((await applicant.submit()).decision, 'pass');
      await applicant.me();
    },
    reload: async () => {
      raiseVersions(server.banks, `2026.${(offered += 1)}`);
      server.child.kill('SIGHUP');
      await ask('/api/v1/exams');
    },
    pages: async () => {
      for (const path of ['/', '/api/v1/exams', '/api/v1/regions', '/api/openapi.json', '/healthz']) assert.equal((await ask(path)).status, 200);
      await server.metrics();
    },
    poll: async () => assert.equal((await ask('/api/v1/events?timeout=500', { headers: { authorization } })).status, 200),
    backup: async (i) => {
      const copy = join(folder, `${i}.db`);
      const made = await server.tellMeanwhile(['backup', copy]);
      assert.equal(made.code, 0, made.err);
      rmSync(copy);
    },
    audit: async () => assert.equal((await server.tellMeanwhile(['verify-audit'])).code, 0),
    staff: async () => {
      const headers = { origin: server.url, 'content-type': 'application/json' };
      const reply = await ask('/api/v1/staff/sign-ins', { method: 'POST', headers, body: JSON.stringify({ name: 'anna', password }) });
      assert.equal(reply.status, 200);
      [staff.cookie] = reply.headers.getSetCookie()[0].split(';');
      assert.equal((await ask('/api/v1/reports/pass-rates?exam=kiosk-partner&group_by=region', { headers: { cookie: staff.cookie } })).status, 200);
    },
  };
  const repeat = async ([, deed]) => {
    for (let i = 0; i < rounds_each; ++i) await deed(i);
  };
  await writers.during(() => Promise.all(Object.entries(deeds).map(repeat)));
  await writers.assertKept();
  server.child.kill('SIGHUP');
  const newest = async () => (await (await fetch(`${server.url}/api/v1/exams`)).json()).exams[0].version === `2026.${offered}`;
  await until(newest, 'the newest exam is offered');
  t.diagnostic(`${writers.sum('saves')} saves beside ${rounds_each} of each: ${Object.keys(deeds).join(', ')}`);
  await assertSound(server);
});

it('approvals issued, pushed, streamed, printed, verified and taken away side by side: each event arrives and the server is sound', { timeout: 600_000 }, async (t) => {
  const server = await Running.start(t, { extra: ['--io-threads', '4', '--log-level', 'warning', '--webhook-loopback-http'] });
  const receiver = await Receiver.start(t);
  assert.equal(server.tell(['webhook', 'add', receiver.url]).code, 0);
  const authorization = `Bearer ${server.token('events:read')}`;
  const li = await Staff.join(server, 'li');
  const ask = async (path, options) => {
    const reply = await fetch(server.url + path, options);
    assert.equal(reply.status, 200, path);
    return reply;
  };
  const act = async (approval, step, reason) => {
    const path = `/api/v1/approvals/${approval.id}`;
    const { headers } = await li.ask('GET', path);
    return li.fine('POST', `${path}/${step}`, { reason }, { 'if-match': headers.get('etag'), 'idempotency-key': `"${randomUUID()}"` });
  };
  const listBytes = async () => (await (await ask('/status/revocation/1')).arrayBuffer()).byteLength;
  const first = await pass(server);

  const deeds = {
    passes: () => pass(server),
    acts: async () => {
      const approval = await pass(server);
      await act(approval, 'suspend', 'R1');
      await act(approval, 'reinstate', 'administrative');
    },
    prints: async (i) => {
      if (i >= 10) return; // an address may not print many more at once
      for (const form of ['.pdf', '.svg', '.jwt']) assert.ok((await (await ask(`/credentials/${first.id}${form}`)).arrayBuffer()).byteLength > 1000);
    },
    verifies: async () => {
      const credential = await (await ask(`/credentials/${first.id}.jwt`)).text();
      const { valid } = await (await ask('/api/v1/verify', { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ credential }) })).json();
      assert.equal(valid, true);
      await listBytes();
    },
    streams: async () => {
      const abort = new AbortController();
      const { body } = await ask('/api/v1/events', { headers: { authorization, accept: 'text/event-stream' }, signal: abort.signal });
      await body.getReader().read();
      abort.abort();
    },
    keys: async () => {
      assert.equal((await server.tellMeanwhile(['key', 'add'])).code, 0);
      await ask('/.well-known/jwks.json');
      await ask('/readyz');
    },
    persons: async () => {
      const { code } = await Applicant.register(server);
      for (const act of ['export', 'erase']) assert.equal((await server.tellMeanwhile(['person', act, code])).code, 0, act);
    },
  };
  const repeat = async ([, deed]) => {
    for (let i = 0; i < rounds_each; ++i) await deed(i);
  };
  await Promise.all(Object.entries(deeds).map(repeat));

  const events = await (await ask('/api/v1/events?limit=1000', { headers: { authorization } })).json();
  const ids = events.map(({ id }) => id);
  assert.equal(ids.length, 1 + rounds_each * 4); // each act: issued, suspended, reinstated
  const arrived = () => new Set(receiver.messages.map(({ headers }) => headers['webhook-id']));
  await until(() => ids.every((id) => arrived().has(id)), 'every event at the receiver');
  assert.equal(arrived().size, ids.length);
  await assertSound(server);
});
