// Everything at once: exams, reloads, reads, long polls, backups, commands and staff on several io threads.
// `tools/test tsan` runs this against the program with the thread sanitizer in it.

import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertSound, bankCopy, edit, Running, scratch } from './program.mjs';
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
