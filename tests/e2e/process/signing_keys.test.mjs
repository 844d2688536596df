// One signing key takes over from another by command: published first, used later, and nothing signed before is lost.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { payloadOf, setIndexes } from '../support/standards.mjs';
import { Applicant } from './applicant.mjs';
import { assertRefused, mode, Running } from './program.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 60_000 };

async function passedCredential(server) {
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  const { approval } = await applicant.submit();
  const reply = await fetch(`${server.url}/credentials/${approval.id}`);
  assert.equal(reply.status, 200);
  return reply.text();
}

const headerOf = (jws) => JSON.parse(Buffer.from(jws.split('.')[0], 'base64url').toString());
const published = async (server) => (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()).keys.map((key) => key.kid);

/** As if the key had been published a quarter of an hour earlier; the server does not run meanwhile. */
async function letRest(server, name) {
  assert.equal(await server.halt(), 0);
  const shift = 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); print(d.execute("UPDATE settings SET value = value - 900000 WHERE name = ?", ["key-published-ms:" + sys.argv[2]]).rowcount); d.commit()';
  assert.equal(execFileSync('python3', ['-c', shift, join(server.data, 'kiosk.db'), name], { encoding: 'utf8' }), '1\n');
  await server.launch(server.address());
}

describe('signing keys', () => {
  it('add publishes, use waits, and then signs; what was signed before still verifies', limit, async (t) => {
    const server = await Running.start(t);
    const first = await passedCredential(server);
    const [old_kid] = await published(server);
    assert.equal(headerOf(first).kid, old_kid);

    const said = server.command(['key', 'add']);
    const [, name] = /^key (\S+) is published; after 15 minutes: kiosk-exam key use \1\n$/.exec(said) ?? assert.fail(said);
    const both = await published(server);
    assert.equal(both.length, 2);
    assert.ok(both.includes(`${server.url}/keys/${name}`));
    assert.equal((await fetch(`${server.url}/keys/${name}`)).status, 200);
    assert.equal(mode(join(server.data, 'keys', `${name}.pem`)), '0600');
    assert.equal(headerOf(await passedCredential(server)).kid, old_kid, 'published is not yet signing');

    assertRefused(server.tell(['key', 'use', name]), 1, /is published since .*it may sign from/);
    assertRefused(server.tell(['key', 'use', 'no-such']), 1, /there is no key no-such/);
    assert.match(server.command(['key', 'list']), new RegExp(`${name}  does not sign  published since`));

    await letRest(server, name);
    assert.match(server.command(['key', 'use', name]), /signs from now on/);
    assert.equal(server.command(['key', 'use', name]), `key ${name} signs already\n`);
    const second = await passedCredential(server);
    assert.equal(headerOf(second).kid, `${server.url}/keys/${name}`);
    assert.equal((await published(server)).length, 2, 'what the old key signed is verified with it');

    await server.halt();
    await server.launch(server.address());
    assert.equal(headerOf(await passedCredential(server)).kid, `${server.url}/keys/${name}`, 'also after a restart');
    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
    for (const credential of [first, second]) await jwtVerify(credential, keys, { issuer: `${server.url}/issuer` });
    assert.match(server.command(['verify-audit']), /audit chain whole/);
  });

  it('a compromised key goes at once, and what it signed is signed anew under the same id', limit, async (t) => {
    const server = await Running.start(t);
    const applicants = [];
    for (let i = 0; i < 25; ++i) applicants.push(await passedCredential(server));
    const [old_kid] = await published(server);
    const old_name = old_kid.split('/').at(-1);

    assert.match(server.command(['key', 'compromise', old_name]), /is published no more; 25 credentials in force were signed anew/);
    const kids = await published(server);
    assert.equal(kids.length, 1);
    assert.notEqual(kids[0], old_kid);
    assert.equal((await fetch(old_kid)).status, 404);
    assert.equal(existsSync(join(server.data, 'keys', `${old_name}.pem`)), false);

    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
    const isSet = async ({ statusListCredential, statusListIndex }) => {
      const list = await (await fetch(statusListCredential)).text();
      return (await setIndexes(list)).includes(Number(statusListIndex));
    };
    for (const old of applicants.slice(0, 3)) {
      const before = payloadOf(old);
      const fresh = await (await fetch(before.id)).text();
      const { payload } = await jwtVerify(fresh, keys);
      assert.equal(headerOf(fresh).kid, kids[0]);
      const { credentialStatus: place, ...facts } = payload;
      const { credentialStatus: old_place, ...old_facts } = before;
      assert.deepEqual(facts, old_facts, 'nothing else has changed');
      await until(() => isSet(old_place), 'the old place is set');
      assert.equal(await isSet(place), false);
      await assert.rejects(jwtVerify(old, keys));
    }
    const events = await (await fetch(`${server.url}/api/v1/events?limit=1000`, { headers: { authorization: `Bearer ${server.token('events:read')}` } })).json();
    const anew = events.filter(({ type }) => type.endsWith('.approval.reissued.v1'));
    assert.equal(anew.length, 25);
    assert.equal(anew[0].data.status, 'active');
    assert.equal(anew[0].data.credential, await (await fetch(payloadOf(applicants[0]).id)).text());

    assert.match(server.command(['key', 'compromise', old_name]), /0 credentials in force were signed anew/, 'once is enough');
    assertRefused(server.tell(['key', 'compromise', 'no-such']), 1, /no key of this name/);
    assert.match(server.command(['verify-audit']), /audit chain whole/);
  });

  it('the server is not ready while the published half on the disk is not that of the key that signs', limit, async (t) => {
    const server = await Running.start(t);
    const ready = async () => (await fetch(`${server.url}/readyz`)).status;
    assert.equal(await ready(), 200);
    const [kid] = await published(server);
    const file = join(server.data, 'keys', `${kid.split('/').at(-1)}.public.pem`);
    const right = readFileSync(file);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
    await until(async () => (await ready()) === 503, 'the server is not ready');
    assert.match((await (await fetch(`${server.url}/readyz`)).text()), /signing keys/);
    writeFileSync(file, right);
    await until(async () => (await ready()) === 200, 'the server is ready again');
  });

  it('a key that is added while no server runs is published by the next one, and rests from then on', limit, async (t) => {
    const server = await Running.start(t);
    await server.halt();
    const said = server.command(['key', 'add']);
    const [, name] = /^key (\S+) is published when the server starts/.exec(said) ?? assert.fail(said);
    assertRefused(server.tell(['key', 'use', name]), 1, /no server has published this key yet/);
    await server.launch(server.address());
    assert.equal((await published(server)).length, 2);
    assertRefused(server.tell(['key', 'use', name]), 1, /is published since/);
  });
});
