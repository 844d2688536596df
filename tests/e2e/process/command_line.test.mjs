// Wrong use, where values come from, and the base URL that is pinned.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { payloadOf, setIndexes } from '../support/standards.mjs';
import { pass } from './onboarding.mjs';
import { assertRefused, bankCopy, contents, edit, hasSocket, run, Running, scratch, serveWords } from './program.mjs';
import { Staff } from './staff.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 60_000 };

function configFile(t, ...lines) {
  const file = join(scratch(t), 'kiosk.conf');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

/** What a request for this host name is answered. Not asked with fetch, which lets nobody choose the Host. */
function statusUnder(server, host) {
  return new Promise((resolve, reject) => {
    get(`${server.url}/healthz`, { headers: { host } }, (reply) => resolve(reply.resume().statusCode)).on('error', reject);
  });
}

/** Whether the server's status list has this place set; asked for by its path, wherever the place says that it is. */
async function isListed(server, { statusListCredential, statusListIndex }) {
  const list = await (await fetch(server.url + new URL(statusListCredential).pathname)).text();
  return (await setIndexes(list)).includes(Number(statusListIndex));
}

describe('use', () => {
  it('--help tells the commands and options on standard output', limit, () => {
    const { code, out, err } = run(['--help']);
    assert.equal(code, 0);
    assert.equal(err, '');
    for (const word of ['serve', 'staff add', 'token add', 'backup FILE', 'verify-audit', 'rebuild-form ATTEMPT', 'clock accept', 'base-url URL', 'migrate'])
      assert.match(out, new RegExp(`kiosk-exam ${word}`));
    for (const option of ['config', 'data', 'banks', 'web', 'listen', 'operations-listen', 'base-url', 'allow-plain-http', 'log-level'])
      assert.match(out, new RegExp(`--${option}\\b`));
    assert.equal(run(['serve', '--help']).code, 0);
  });

  for (const [what, words, complaint] of [
    ['nothing', [], /^Usage/],
    ['an unknown command', ['sit'], /there is no command 'sit'/],
    ['serve with a further word', ['serve', 'now'], /'now' is not understood after 'serve'/],
    ['staff add without a name', ['staff', 'add', '--role', 'hq'], /'staff add' goes on with NAME/],
    ['staff add without a role', ['staff', 'add', 'anna'], /'staff add' needs --role ROLE/],
    ['token add without a scope', ['token', 'add', 'flow'], /'token add' needs --scope SCOPES/],
    ['backup without a file', ['backup'], /'backup' goes on with FILE/],
    ['rebuild-form with two attempts', ['rebuild-form', 'a', 'b'], /'b' is not understood after 'rebuild-form a'/],
    ['clock with another word', ['clock', 'set'], /'set' is not understood after 'clock'/],
    ['base-url without a URL', ['base-url'], /'base-url' goes on with URL/],
  ])
    it(`${what}: exit 2, what is wrong, the usage, and no data directory`, limit, (t) => {
      const data = join(scratch(t), 'data');
      assertRefused(run([...words, '--data', data]), 2, complaint, /^Usage:/m);
      assert.equal(existsSync(data), false);
    });

  for (const [what, words, ...patterns] of [
    ['an unknown option', ['serve', '--lisen', '127.0.0.1:0'], /--lisen/, /--help/],
    ['an abbreviated option', ['serve', '--list', '127.0.0.1:0'], /--list\b/],
    ['an option without its value', ['serve', '--data'], /--data/],
    ['a number that is none', ['serve', '--io-threads', 'two'], /io-threads/, /two/],
    ['a number out of range', ['serve', '--io-threads', '65'], /--io-threads/, /1 and 64/, /65/],
    ['no connections', ['serve', '--connections', '0'], /--connections/, /not 0/],
    ['an unknown log level', ['serve', '--log-level', 'loud'], /debug, note, warning or error/],
    ['an address without a port', ['serve', '--listen', 'localhost'], /'localhost' is not ADDRESS:PORT/],
    ['a port that is too large', ['serve', '--listen', '127.0.0.1:65536'], /'127\.0\.0\.1:65536' is not ADDRESS:PORT/],
    ['a metrics address that is none', ['serve', '--operations-listen', 'x'], /'x' is not ADDRESS:PORT/],
    ['a base URL with a path', ['serve', '--base-url', 'https://exam.example/a'], /exam\.example\/a' is not a base URL/],
    ['a new base URL that is none', ['base-url', 'exam.example'], /'exam\.example' is not a base URL/],
    ['an unknown role', ['staff', 'add', 'anna', '--role', 'king', '--password-stdin'], /hq, trainer, reviewer, auditor or operator/],
    ['an unknown scope', ['token', 'add', 'flow', '--scope', 'events:write'], /events:read, approvals:read/],
    ['a configuration file that is not there', ['serve', '--config', 'no-such.conf'], /no-such\.conf/],
  ])
    it(`${what}: exit 2, says so, and makes no data directory`, limit, (t) => {
      const data = join(scratch(t), 'data');
      const with_data = words.at(-1) === '--data' ? words : [...words, '--data', data];
      assertRefused(run(with_data, { input: 'long enough a password\n' }), 2, ...patterns);
      assert.equal(existsSync(data), false, 'wrong use leaves nothing behind');
    });

  it('a configuration file with an unknown name: exit 2 and the name', limit, (t) => {
    assertRefused(run(['serve', '--config', configFile(t, 'lisen = 127.0.0.1:0')]), 2, /lisen/);
  });

  it('a wrong value in the environment: exit 2 and the option', limit, () => {
    assertRefused(run(['serve'], { env: { KIOSK_EXAM_IO_THREADS: 'two' } }), 2, /io-threads/, /two/);
  });

  it('a variable that nobody reads: exit 2, its name and the one that was meant', limit, () => {
    const { code, err } = run(['serve'], { env: { KIOSK_EXAM_LISEN: '127.0.0.1:0' } });
    assert.equal(code, 2);
    assert.match(err, /KIOSK_EXAM_LISEN is not known; did you mean KIOSK_EXAM_LISTEN\?/);
    assertRefused(run(['migrate'], { env: { KIOSK_EXAM_XYZZY: '1' } }), 2, /KIOSK_EXAM_XYZZY is not known\n/);
  });
});

describe('flags win over the environment, that over the configuration file, that over the defaults', () => {
  const set = (t, { flag, variable, config }) => ({
    words: ['migrate', ...(flag ? ['--data', flag] : []), ...(config ? ['--config', configFile(t, `data = ${config}`)] : [])],
    env: variable ? { KIOSK_EXAM_DATA: variable } : {},
  });

  for (const [what, given, winner] of [
    ['flag', ['flag', 'variable', 'config'], 'flag'],
    ['environment', ['variable', 'config'], 'variable'],
    ['configuration file', ['config'], 'config'],
    ['default', [], 'data'],
  ])
    it(`${what}`, limit, (t) => {
      const cwd = scratch(t);
      const { words, env } = set(t, Object.fromEntries(given.map((name) => [name, name])));
      assert.equal(run(words, { env, cwd }).code, 0);
      const made = ['flag', 'variable', 'config', 'data'].filter((name) => existsSync(join(cwd, name)));
      assert.deepEqual(made, [winner]);
    });

  it('the environment can name the configuration file', limit, (t) => {
    const cwd = scratch(t);
    assert.equal(run(['migrate'], { cwd, env: { KIOSK_EXAM_CONFIG: configFile(t, 'data = config') } }).code, 0);
    assert.equal(existsSync(join(cwd, 'config')), true);
  });

  it('also where several values may be given: the lists do not add up', limit, async (t) => {
    const config = ['--config', configFile(t, 'host-name = config.example', 'host-name = other.example')];
    const env = { KIOSK_EXAM_HOST_NAME: 'variable.example' };
    const flags = ['--host-name', 'flag.example', '--host-name', 'second.example'];
    const names = ['flag.example', 'second.example', 'variable.example', 'config.example', 'other.example'];
    for (const [extra, variables, known] of [
      [[...flags, ...config], env, names.slice(0, 2)],
      [config, env, names.slice(2, 3)],
      [config, {}, names.slice(3)],
      [['--host-name', '', ...config], env, []],
    ]) {
      const server = await Running.start(t, { extra, env: variables });
      const statuses = await Promise.all(names.map((name) => statusUnder(server, name)));
      assert.deepEqual(statuses, names.map((name) => (known.includes(name) ? 200 : 400)), JSON.stringify(variables));
      await server.halt();
    }
  });

  it('switches can be set in the environment and in the file', limit, async (t) => {
    const extra = ['--base-url', 'http://exam.example'];
    await Running.start(t, { extra, env: { KIOSK_EXAM_ALLOW_PLAIN_HTTP: 'true' } });
    await Running.start(t, { extra: [...extra, '--config', configFile(t, 'allow-plain-http = true')] });
  });
});

describe('the base URL', () => {
  const issuer = async (server) => (await (await fetch(`${server.url}/issuer`)).json()).id;

  it('is pinned at the first start; later starts need not name it and may not name another', limit, async (t) => {
    const server = await Running.start(t, { extra: ['--base-url', 'https://exam.example'] });
    assert.match(await issuer(server), /^https:\/\/exam\.example\//);
    server.extra = [];
    await server.restart();
    assert.match(await issuer(server), /^https:\/\/exam\.example\//, 'not that of --listen');
    await server.halt();

    const before = contents(server.data);
    assertRefused(run(serveWords(server.data, ['--base-url', 'https://other.example'])), 1, /https:\/\/exam\.example/, /https:\/\/other\.example/, /kiosk-exam base-url/);
    assert.deepEqual(contents(server.data), before);
  });

  it('is changed by a command, while no server runs only', limit, async (t) => {
    const server = await Running.start(t, { extra: ['--base-url', 'https://exam.example'] });
    assertRefused(server.tell(['base-url', 'https://other.example']), 1, /another server/, /stop that first/);
    await server.halt();

    const changed = server.tell(['base-url', 'https://other.example']);
    assert.equal(changed.code, 0, changed.err);
    assert.match(changed.out, /https:\/\/other\.example/);
    server.extra = ['--base-url', 'https://other.example'];
    await server.launch('127.0.0.1:0');
    assert.match(await issuer(server), /^https:\/\/other\.example\//);
    assert.equal(server.tell(['verify-audit']).code, 0);
  });

  it('when it changes, what was issued so far stays good', limit, async (t) => {
    const server = await Running.start(t);
    const former = server.url;
    const now = former.replace('127.0.0.1', 'localhost');
    const approval = await pass(server);
    const read = async (path) => Buffer.from(await (await fetch(server.url + path)).arrayBuffer());
    const credential = (await read(`/credentials/${approval.id}`)).toString();
    const verified = async (jws) => {
      const reply = await fetch(`${server.url}/api/v1/verify`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ credential: jws }) });
      const { valid, status, checks } = await reply.json();
      return { valid, status, checks: checks.length, refused: checks.filter(({ ok }) => !ok).map(({ check }) => check) };
    };
    const move = async (url) => {
      await server.halt();
      assert.equal(server.tell(['base-url', url]).code, 0);
      await server.launch(server.address());
      assert.equal(await issuer(server), `${url}/issuer`);
    };
    const good = { valid: true, status: 'active', checks: 10, refused: [] };

    await move(now);
    assert.deepEqual(await verified(credential), good);
    // The same bytes at the same path, in page, picture and print what was true before.
    assert.equal((await read(`/credentials/${approval.id}`)).toString(), credential);
    assert.ok((await read(`/credentials/${approval.id}.svg`)).includes(credential));
    assert.equal((await read(`/credentials/${approval.id}.pdf`)).subarray(0, 5).toString(), '%PDF-');
    for (const page of [`/credentials/${approval.id}.jwt`, new URL(approval.verify_url).pathname]) {
      assert.equal((await fetch(server.url + page)).status, 200, page);
    }
    assert.ok((await read(new URL(approval.verify_url).pathname)).includes(approval.number));
    const { credentialStatus: place, iss } = payloadOf(credential);
    assert.equal(iss, `${former}/issuer`);
    assert.equal(await isListed(server, place), false);

    const newer = (await read(`/credentials/${(await pass(server)).id}`)).toString();
    assert.equal(payloadOf(newer).iss, `${now}/issuer`);
    assert.deepEqual(await verified(newer), good);

    // Foreign names stay foreign.
    const [header, ...rest] = credential.split('.');
    const foreign = Buffer.from(header, 'base64url').toString().replace(former, 'https://elsewhere.example');
    assert.deepEqual((await verified([Buffer.from(foreign).toString('base64url'), ...rest].join('.'))).refused, ['key']);

    // Revoked it is so under its old name.
    for (const name of ['anna', 'boris']) {
      const staff = await Staff.join(server, name);
      await staff.fine('POST', `/api/v1/approvals/${approval.id}/revoke`, { reason: 'R1' }, { 'if-match': '*', 'idempotency-key': '"1"' });
    }
    assert.deepEqual(await verified(credential), { ...good, valid: false, status: 'revoked', refused: ['status'] });
    await until(() => isListed(server, place), 'the place is set');

    // Any number of moves, also back.
    await move(former.replace('127.0.0.1', '[::1]'));
    await move(former);
    assert.deepEqual(await verified(newer), good);
    assert.deepEqual((await verified(credential)).refused, ['status']);
    assert.equal(server.tell(['verify-audit']).code, 0);
  });

  it('is not plain http on a host name, unless that is allowed', limit, async (t) => {
    const data = join(scratch(t), 'data');
    const words = serveWords(data, ['--base-url', 'http://exam.example']);
    assertRefused(run(words), 2, /plain http/, /--allow-plain-http/);
    assertRefused(run(['base-url', 'http://exam.example', '--data', data]), 2, /plain http/, /--allow-plain-http/);
    const server = await Running.start(t, { data, extra: ['--base-url', 'http://exam.example', '--allow-plain-http'] });
    assert.match(await issuer(server), /^http:\/\/exam\.example\//);
    await server.halt();
    assert.equal(server.tell(['base-url', 'http://other.example', '--allow-plain-http']).code, 0);
  });

  it('may be plain http on loopback', limit, async (t) => {
    for (const url of ['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080']) await Running.start(t, { extra: ['--base-url', url] });
  });

  it('is not pinned by a start that failed', limit, async (t) => {
    const banks = bankCopy(t);
    const data = join(scratch(t), 'data');
    edit(join(banks, 'banks', 'rules.yaml'), /^count:/m, 'cuont:');
    assert.equal(run(serveWords(data, [], { banks })).code, 1);
    assert.equal(hasSocket(data), false);
    const server = await Running.start(t, { data, extra: ['--base-url', 'https://exam.example'] });
    assert.match(await issuer(server), /^https:\/\/exam\.example\//);
  });
});
