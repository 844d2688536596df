// The operator's commands: to a running server by its socket, and with no server by the lock of the data directory.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertRefused, contents, mode, run, Running, scratch } from './program.mjs';

const limit = { timeout: 60_000 };
const password = 'correct horse battery';

async function signIn(server, name, secret = password) {
  const body = JSON.stringify({ name, password: secret });
  const headers = { origin: server.url, 'content-type': 'application/json' };
  return (await fetch(`${server.url}/api/v1/staff/sign-ins`, { method: 'POST', headers, body })).status;
}

const readEvents = async (server, token) => (await fetch(`${server.url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } })).status;

/** Entries of the audit chain, which must be whole. */
function auditEntries(server) {
  const { code, out, err } = server.tell(['verify-audit']);
  assert.equal(code, 0, err);
  const [, entries] = /^audit chain whole: (\d+) entries, head [0-9a-f]{64}\n$/.exec(out);
  return Number(entries);
}

/** A data directory of its own with this copy of the database, and the keys that belong to it. */
function restore(t, server, copy) {
  const data = join(scratch(t), 'restored');
  mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 });
  writeFileSync(join(data, 'kiosk.db'), readFileSync(copy));
  for (const [file, bytes] of contents(server.data)) {
    if (file === 'secret.key' || file.startsWith('keys/')) writeFileSync(join(data, file), Buffer.from(bytes, 'base64'), { mode: 0o600 });
  }
  return data;
}

/** Every test stands for itself; `meanwhile` brings the server to the state that the suite is about. */
function suite(name, meanwhile) {
  describe(name, () => {
    /** A server with a started attempt, in the state of this suite; `up` makes it answer again. */
    async function prepared(t) {
      const server = await Running.start(t);
      const applicant = await Applicant.sitting(server);
      await applicant.saveAll();
      await meanwhile(server);
      const up = async () => {
        if (server.ended()) await server.launch(server.address());
      };
      return { server, applicant, up };
    }

    it('staff add: the account signs in, its password stands nowhere', limit, async (t) => {
      const { server, up } = await prepared(t);
      const added = server.tell(['staff', 'add', 'anna', '--role', 'hq', '--password-stdin'], { input: `${password}\n` });
      assert.equal(added.code, 0, added.err);
      assert.equal(added.out, 'staff anna may now sign in as hq\n');
      assertRefused(server.tell(['staff', 'add', 'anna', '--role', 'hq', '--password-stdin'], { input: `${password}\n` }), 1, /staff-known/, /taken/);
      assertRefused(server.tell(['staff', 'add', 'bea', '--role', 'hq', '--password-stdin'], { input: 'short\n' }), 1, /at least 12 characters/);
      assertRefused(server.tell(['staff', 'add', 'a b', '--role', 'hq', '--password-stdin'], { input: `${password}\n` }), 1, /letters, digits/);
      await up();
      assert.equal(await signIn(server, 'anna'), 200);
      assert.equal(await signIn(server, 'anna', `${password}!`), 401);
      assert.equal(await signIn(server, 'bea', 'short'), 401);
      for (const [file, bytes] of contents(server.data).filter(([file]) => file.startsWith('kiosk.db')))
        assert.equal(Buffer.from(bytes, 'base64').includes(password), false, file);
    });

    it('staff add asks for the password when it is not told where it comes from', limit, async (t) => {
      const { server, up } = await prepared(t);
      const { code, out, err } = server.tell(['staff', 'add', 'anna', '--role', 'auditor'], { input: `${password}\n` });
      assert.equal(code, 0, err);
      assert.match(err, /Password:/);
      assert.match(out, /as auditor/);
      await up();
      assert.equal(await signIn(server, 'anna'), 200);
    });

    it('token add: prints a token that works, and only it', limit, async (t) => {
      const { server, up } = await prepared(t);
      const { code, out, err } = server.tell(['token', 'add', 'flow', '--scope', 'events:read,approvals:read']);
      assert.equal(code, 0, err);
      assert.match(out, /^kk_\S+\n$/);
      const other = server.tell(['token', 'add', 'status', '--scope', 'approvals:read']).out.trim();
      await up();
      assert.equal(await readEvents(server, out.trim()), 200);
      assert.equal(await readEvents(server, other), 403, 'a scope that the token lacks');
      assert.equal(await readEvents(server, `${out.trim()}x`), 401);
    });

    it('token list, token remove: two of a name for a change of tokens, never three', limit, async (t) => {
      const { server } = await prepared(t);
      const add = () => server.tell(['token', 'add', 'flow', '--scope', 'events:read']);
      const [first, second] = [add().out.trim(), add().out.trim()];
      assertRefused(add(), 1, /two tokens of this name work already; remove the older one first/);
      const listed = () => server.tell(['token', 'list']).out.trim().split('\n').filter((line) => line.includes('  flow  '));
      assert.deepEqual(listed().map((line) => line.slice(0, 8)).sort(), [first, second].map((token) => token.slice(3, 11)).sort());
      assert.match(listed()[0], /events:read {2}added \d{4}-.*last used never$/);
      const old = first.slice(3, 11);
      assert.equal(server.tell(['token', 'remove', old]).out, `the token ${old} has stopped working\n`);
      assertRefused(server.tell(['token', 'remove', old]), 1, /there is no token/);
      assert.equal(listed().length, 1);
      assert.equal(add().code, 0);
    });

    it('backup: a whole copy that a new data directory serves; an existing file is not touched', limit, async (t) => {
      const { server, applicant } = await prepared(t);
      const folder = scratch(t);
      const copy = join(folder, 'copy.db');
      const done = server.tell(['backup', 'copy.db'], { cwd: folder });
      assert.equal(done.code, 0, done.err);
      assert.equal(done.out, `backup written and checked: ${copy}\n`);
      assert.equal(mode(copy), '0600');
      assert.deepEqual(contents(folder).map(([file]) => file), ['copy.db'], 'nothing else is left');

      const before = contents(folder);
      assertRefused(server.tell(['backup', copy]), 1, /copy\.db exists already/);
      assertRefused(server.tell(['backup', join(folder, 'no', 'copy.db')]), 1, /No such file or directory/);
      assert.deepEqual(contents(folder), before);

      applicant.server = await Running.start(t, { data: restore(t, server, copy) });
      assert.equal((await applicant.stored()).size, applicant.items.length);
      assert.equal((await applicant.submit()).decision, 'pass');
    });

    it('verify-audit: counts the chain, which has grown by what commands did', limit, async (t) => {
      const { server } = await prepared(t);
      const before = auditEntries(server);
      assert.equal(server.tell(['token', 'add', 'flow', '--scope', 'events:read']).code, 0);
      assert.equal(auditEntries(server), before + 1);
      assert.equal(server.tell(['clock', 'accept']).code, 0);
      assert.equal(auditEntries(server), before + 2);
    });

    it('rebuild-form: draws the same form again; unknown attempts are named so', limit, async (t) => {
      const { server, applicant } = await prepared(t);
      const { code, out, err } = server.tell(['rebuild-form', applicant.attempt]);
      assert.equal(code, 0, err);
      assert.match(out, new RegExp(`\nequal: .* the same ${applicant.items.length} items`));
      for (const item of applicant.items) assert.match(out, new RegExp(`^${item.id} `, 'm'));
      assertRefused(server.tell(['rebuild-form', '0190a3c4-1111-7222-8333-444455556666']), 1, /attempt-unknown/);
      assertRefused(server.tell(['rebuild-form', 'first']), 1, /not the id of an attempt: first/);
    });

    it('clock accept: says how far the clock was off', limit, async (t) => {
      const { server } = await prepared(t);
      const { code, out, err } = server.tell(['clock', 'accept']);
      assert.equal(code, 0, err);
      assert.match(out, /follows the wall clock again \(it was off by -?\d+ ms\)/);
    });

    it('migrate: says that the schema is the newest, or that a server runs', limit, async (t) => {
      const { server } = await prepared(t);
      const told = server.tell(['migrate']);
      if (server.ended()) assert.match(told.out, /has the newest schema/);
      else assertRefused(told, 1, /another server/);
    });
  });
}

it('what a command is not asked for it does not say: nothing on standard error, which cron would mail', limit, async (t) => {
  const server = await Running.start(t);
  const quiet = (...words) => assert.deepEqual([server.tell(words).code, server.tell(words).err], [0, '']);
  quiet('verify-audit');
  assert.match(server.said, /store-version/, 'it is the server that names its SQLite');
  await server.halt();
  quiet('verify-audit');
  quiet('migrate');
  quiet('clock', 'accept');
  assert.deepEqual(server.tell(['backup', join(scratch(t), 'copy.db')]).err, '');
});

suite('while the server runs', () => {});
suite('after the server stopped', (server) => server.halt());
suite('after the server was killed', (server) => server.kill());

describe('no data directory', () => {
  for (const words of [['verify-audit'], ['backup', 'copy.db'], ['rebuild-form', '0190a3c4-1111-7222-8333-444455556666'], ['clock', 'accept'], ['person', 'export', 'ABCD-EFGH-JKMN'], ['person', 'erase', 'ABCD-EFGH-JKMN']])
    it(`${words.join(' ')}: exit 1, names the directory, makes none`, limit, (t) => {
      const cwd = scratch(t);
      assertRefused(run([...words, '--data', 'mistyped'], { cwd }), 1, /mistyped/);
      assert.equal(existsSync(join(cwd, 'mistyped')), false);
    });
});

it('verify-audit: exit 1 and the entry when somebody has changed the chain', limit, async (t) => {
  const server = await Running.start(t);
  await Applicant.sitting(server);
  await server.halt();
  const file = join(server.data, 'kiosk.db');
  const bytes = readFileSync(file);
  const place = bytes.indexOf('attempt-prepared');
  assert.notEqual(place, -1);
  bytes.write('attempt-prepare!', place, 'latin1');
  writeFileSync(file, bytes);
  assertRefused(server.tell(['verify-audit']), 1, /entry \d+/);
});
