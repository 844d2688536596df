// Goal: what operators are told is true. Metrics, log events and example files of tools/operations against the server
// and its source.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { freePort, startNginx } from '../strictness/proxies.mjs';
import { program, repository } from '../support/paths.mjs';
import { Applicant, rightAnswer } from './applicant.mjs';
import { assertWholeFile, Running, scratch } from './program.mjs';
import { Receiver } from './receiver.mjs';
import { Staff } from './staff.mjs';

const limit = { timeout: 60_000 };
const operations = join(repository, 'tools', 'operations');
const page = readFileSync(join(operations, 'README.md'), 'utf8');
const section = (title, next) => page.slice(page.indexOf(title), page.indexOf(next));
const firstCells = (text) => [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word));

/** Figures of the database are as old as ten seconds. */
async function metricsWhen(url, pattern) {
  for (;;) {
    const text = await (await fetch(url)).text();
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What the server tells after an exam was passed: the text, and the type of each metric by its name. */
async function metricsOf(t) {
  const server = await Running.start(t);
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  assert.equal((await applicant.submit()).decision, 'pass');
  const [, url] = await server.hears(/metrics on (\S+)\)/);
  const text = await metricsWhen(url, /^kiosk_approvals_total/m);
  return { text, types: new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type])) };
}

/** The metric that a name in a query belongs to. */
function metricOf(name, types) {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  return types.get(base) === 'histogram' ? base : name;
}

const namesIn = (text) => new Set(text.match(/\b(kiosk|process)_[a-z_]+/g));

it('explains every metric, and none that is not there', limit, async (t) => {
  const { types } = await metricsOf(t);
  const explained = firstCells(section('### Metrics', '### Log'));
  assert.deepEqual(explained.toSorted(), [...types.keys()].toSorted());
  for (const name of namesIn(page)) assert.ok(types.has(metricOf(name, types)), `${name} of the page`);
});

it('has a dashboard that shows every metric, and asks for metrics, routes and labels that are there', limit, async (t) => {
  const { text, types } = await metricsOf(t);
  const dashboard = JSON.parse(readFileSync(join(operations, 'grafana.json'), 'utf8'));
  const targets = dashboard.panels.flatMap((panel) => panel.targets ?? []);
  assert.ok(targets.length > 0);
  for (const { expr } of targets) {
    const names = namesIn(expr);
    assert.ok(names.size > 0, expr);
    for (const name of names) assert.ok(types.has(metricOf(name, types)), `${name} of the dashboard`);
    for (const [label] of expr.matchAll(/route="[^"]*"/g)) assert.ok(text.includes(label), label);
  }
  const around = namesIn(JSON.stringify([dashboard.templating, dashboard.annotations]));
  for (const name of around) assert.ok(types.has(name), name);
  const shown = targets.flatMap(({ expr }) => [...namesIn(expr)].map((name) => metricOf(name, types)));
  assert.deepEqual([...new Set([...shown, ...around])].toSorted(), [...types.keys()].toSorted());
  const ids = dashboard.panels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'two panels of one id');
});

it('explains every event of the log, and none that is not written', () => {
  const files = readdirSync(join(repository, 'engine'), { recursive: true }).filter((file) => file.endsWith('.cpp'));
  const source = files.map((file) => readFileSync(join(repository, 'engine', file), 'utf8')).join('\n');
  const written = [...source.matchAll(/\.write\([^"]*?\bLogLevel::\w+,\s*"([a-z-]+)"|\.write\(log_level\(\w+\),\s*"([a-z-]+)"/g)].map(([, event, other]) => event ?? other);
  const explained = firstCells(section('### Log', '### Exit codes'));
  assert.deepEqual(explained.toSorted(), [...new Set(written)].toSorted());
});

/** The example files, with other ports, paths and a certificate of their own. */
async function behindNginx(t) {
  const folder = scratch(t);
  const certificate = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', [...certificate, '-subj', '/CN=exam.example.org', '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')], { stdio: 'pipe' });
  const [tls, plain] = [await freePort(), await freePort()];
  const origin = `https://exam.example.org:${tls}`;
  const server = await Running.start(t, { extra: ['--config', join(operations, 'kiosk-exam.conf'), '--base-url', origin] });
  const site = readFileSync(join(operations, 'nginx.conf'), 'utf8')
    .replaceAll('127.0.0.1:8080', server.address())
    .replaceAll('/etc/ssl/kiosk-exam', folder)
    .replaceAll(/^\s*listen \[::\].*$/gm, '')
    .replaceAll('listen 443', `listen 127.0.0.1:${tls}`)
    .replaceAll('listen 80', `listen 127.0.0.1:${plain}`);
  await startNginx(t, tls, site);
  return { tls, plain, origin, server };
}

/** One request over HTTP/2; `body` goes without a length, as a stream does. */
function ask(connection, fields, body) {
  return new Promise((resolve, reject) => {
    const stream = connection.request(fields, { endStream: body === undefined });
    let answer;
    let text = '';
    stream.on('response', (head) => (answer = head)).on('error', reject);
    stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    stream.on('end', () => resolve({ status: answer[':status'], head: answer, text }));
    if (body !== undefined) stream.end(body);
  });
}

it('has example files with which an applicant registers behind nginx, over HTTP/2', limit, async (t) => {
  const { tls, plain, origin, server } = await behindNginx(t);
  const connection = connectHttp2(`https://127.0.0.1:${tls}`, { servername: 'exam.example.org', rejectUnauthorized: false });
  t.after(() => connection.close());
  const to = (method, path, more = {}) => ({ ':method': method, ':path': path, ':authority': `exam.example.org:${tls}`, ...more });

  assert.equal((await ask(connection, to('GET', '/readyz'))).text, '{"status":"ready"}');
  const wanted = { name: 'A', region: 'CN-GD', language: 'en', contact: '+8613812345678' };
  const json = { origin, 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1' };
  const registered = await ask(connection, to('POST', '/api/v1/applicants', json), JSON.stringify(wanted));
  assert.equal(registered.status, 201, registered.text);
  assert.match(registered.head['set-cookie'][0], /^__Host-kiosk-applicant=.*; Secure/);
  const cookie = registered.head['set-cookie'][0].split(';')[0];
  const rules = ['price-alignment', 'no-cross-region-sales', 'no-cheating'];
  const prepared = await ask(connection, to('POST', '/api/v1/exams/kiosk-partner/attempts', { ...json, cookie }), JSON.stringify({ language: 'en', rules_accepted: rules }));
  assert.equal(prepared.status, 201, prepared.text);
  const attempt = `/api/v1/attempts/${JSON.parse(prepared.text).attempt.id}`;
  const started = JSON.parse((await ask(connection, to('POST', `${attempt}/start`, { origin, cookie }))).text);
  const save = { epoch: started.epoch, responses: [{ item: started.paper.items[0].id, revision: 1, answer: null, marked: true, since_start_ms: 5 }] };
  const saved = await ask(connection, to('PUT', `${attempt}/responses`, { ...json, cookie }), JSON.stringify(save));
  assert.deepEqual(JSON.parse(saved.text).rejected, []);
  const too_long = await ask(connection, to('PUT', `${attempt}/responses`, { ...json, cookie }), ' '.repeat(70_000));
  assert.equal(JSON.parse(too_long.text).code, 'payload-too-large', 'the refusal is the server’s own');

  const redirected = await fetch(`http://127.0.0.1:${plain}/x?y=1`, { redirect: 'manual' });
  assert.equal(redirected.status, 308);
  assert.equal(redirected.headers.get('location'), 'https://exam.example.org/x?y=1', 'never to where the client’s Host says');
  assert.equal(server.ended(), false);
});

describe('the backup script', () => {
  const name = (hours_ago) => `kiosk-${new Date(Date.now() - hours_ago * 3_600_000).toISOString().replace(/[-:]|\.\d+/g, '')}.db`;
  const script = (folder, which = program) =>
    spawnSync(join(operations, 'kiosk-exam-backup'), [folder, join(folder, '..', 'backup.conf'), which], { encoding: 'utf8', env: { ...process.env, KEEP_HOURLY: '24', KEEP_DAILY: '14' } });

  it('keeps 24 of the last hours and the last of 14 days, and nothing of a backup that was killed', limit, async (t) => {
    const server = await Running.start(t);
    const place = scratch(t);
    const folder = join(place, 'backups');
    mkdirSync(folder);
    writeFileSync(join(place, 'backup.conf'), `data = ${server.data}\n`);
    const old = Array.from({ length: 21 * 24 }, (_, i) => name(i + 1));
    for (const file of [...old, `${name(2)}.part123`, 'somebody-elses.db']) writeFileSync(join(folder, file), '');

    assert.notEqual(script(folder, 'false').status, 0, 'what the program says counts');
    const made = script(folder);
    assert.equal(made.status, 0, made.stderr);
    const files = readdirSync(folder).filter((file) => file !== 'somebody-elses.db').toSorted().toReversed();
    assert.ok(readdirSync(folder).includes('somebody-elses.db'));
    assertWholeFile(join(folder, files[0]));
    assert.equal(old.includes(files[0]), false, 'the newest is the one just made');
    assert.deepEqual(files.slice(1, 24), old.slice(0, 23));
    const day = (file) => file.slice(6, 14);
    const last_of_day = [...new Map([...old.toReversed(), files[0]].map((file) => [day(file), file])).values()].toReversed().slice(0, 14);
    assert.deepEqual(files, [...new Set([...files.slice(0, 24), ...last_of_day])].toSorted().toReversed());
  });
});

function assertUnsaid(server, secrets) {
  for (const secret of secrets) assert.equal(server.said.includes(secret), false, `${secret} is in the log:\n${server.said}`);
}

it('the log of a whole exam at its most talkative holds nothing personal and no answers', limit, async (t) => {
  const server = await Running.start(t, { extra: ['--log-level', 'debug'] });
  const canary = '73519.25';
  const applicant = Object.assign(new Applicant(), { server });
  const person = { name: 'Canary Nameword', region: 'CN-JS', language: 'en', contact: '+86 139 7351 9257', shop_name: 'Canary Shopword' };
  const { candidate_code: code } = await applicant.fine('POST', '/api/v1/applicants', person);
  const first_cookie = applicant.cookie;
  assert.equal((await applicant.ask('POST', '/api/v1/sign-ins', { candidate_code: 'ABCD-EFGH-JKMN' })).status, 401);
  await applicant.fine('POST', '/api/v1/sign-ins', { candidate_code: code });
  await applicant.prepare();
  await applicant.start();
  await applicant.save(applicant.items, (item) => (item.kind === 'numeric' ? { number: canary } : rightAnswer(item)));
  await applicant.ask('PUT', `/api/v1/attempts/${applicant.attempt}/responses`, { epoch: 99, responses: [{ item: canary, revision: 1, answer: { number: canary } }] });
  await applicant.saveAll();
  assert.equal((await applicant.submit()).decision, 'pass');
  await fetch(`${server.url}/v/${canary}?${canary}`);
  assert.equal(await server.halt(), 0);
  await server.closed;

  assert.match(server.said, / debug request .*responses/, 'each request is told');
  const cookies = [first_cookie, applicant.cookie].map((cookie) => cookie.split('=')[1]);
  const secrets = ['Nameword', 'Shopword', person.contact, person.contact.replaceAll(' ', ''), '7351 9257', code, code.replaceAll('-', ''), 'ABCD-EFGH-JKMN', ...cookies, canary, '"choice', 'choices'];
  assertUnsaid(server, secrets);
});

it('nor passwords of staff, tokens of machines, secrets of webhooks, or the link of a public page', limit, async (t) => {
  const receiver = await Receiver.start(t);
  const server = await Running.start(t, { extra: ['--log-level', 'debug', '--webhook-loopback-http'] });
  const [whsec] = /whsec_\S+/.exec(server.tell(['webhook', 'add', receiver.url]).out);
  const staff = await Staff.join(server, 'li', 'hq');
  assert.equal((await staff.ask('POST', '/api/v1/staff/sign-ins', { name: 'li', password: 'a wrong password 7351' })).status, 401);
  const token = server.token('events:read');
  const asked = (bearer) => fetch(`${server.url}/api/v1/events`, { headers: { authorization: `Bearer ${bearer}` } });
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  const { approval } = await applicant.submit();
  assert.equal((await fetch(approval.verify_url)).status, 200);
  assert.deepEqual([(await asked(token)).status, (await asked(`${token}x`)).status], [200, 401]);
  await receiver.has(1);
  assert.equal(await server.halt(), 0);
  await server.closed;

  const secrets = [whsec, whsec.slice('whsec_'.length), 'a long password 1', 'password 7351', token, token.split('_').at(-1), approval.verify_url.split('/').at(-1), staff.cookie.split('=')[1]];
  assertUnsaid(server, secrets);
});
