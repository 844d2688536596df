// Goal: what is held on a person can be taken out, forgotten and runs out, and what others rely on stays as it was.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Applicant, rightAnswer } from './applicant.mjs';
import { assertRefused, contents, Running, scratch } from './program.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 120_000 };
const day_s = 86_400;
const person = { name: 'Ouyang Zhenhua', region: 'CN-JS', language: 'en', contact: 'ouyang.zhenhua@shop.example', shop_name: 'Lotus Corner 7' };

async function registered(server, fields = person) {
  const applicant = Object.assign(new Applicant(), { server });
  const reply = await applicant.ask('POST', '/api/v1/applicants', fields);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return Object.assign(applicant, { id: reply.body.id, code: reply.body.candidate_code });
}

async function sitting(server) {
  const applicant = await registered(server);
  await applicant.prepare();
  await applicant.start();
  return applicant;
}

function exported(server, who) {
  const { code, out, err } = server.tell(['person', 'export', who]);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const signIn = (server, code) => Object.assign(new Applicant(), { server }).ask('POST', '/api/v1/sign-ins', { candidate_code: code });

async function text(server, path, token) {
  const reply = await fetch(server.url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  assert.equal(reply.status, 200, path);
  return reply.text();
}

/** The signature holds against the key that the server publishes. */
async function isSigned(server, credential) {
  const { keys } = JSON.parse(await text(server, '/.well-known/jwks.json'));
  const [head, payload, signature] = credential.split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url'));
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: 'jwk' });
  return verify('sha256', Buffer.from(`${head}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

const auditEntries = (server) => Number(/whole: (\d+) entries/.exec(server.tell(['verify-audit']).out)[1]);

it('export: everything that was entered and decided, and no key', limit, async (t) => {
  const server = await Running.start(t);
  const applicant = await sitting(server);
  const wrong = applicant.items.slice(0, 2);
  await applicant.save(wrong, () => null);
  await applicant.saveAll();
  const { approval } = await applicant.submit();
  const token = server.token('approvals:onboard');
  const marked = await fetch(`${server.url}/api/v1/approvals/${approval.id}/onboarding`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'onboarded', externalId: 'shop-4711' }),
  });
  assert.ok(marked.ok, await marked.text());
  const entries = auditEntries(server);

  const data = exported(server, applicant.code.toLowerCase());
  assert.deepEqual(data.identity, { name: person.name, contact: person.contact, shop_name: person.shop_name });
  assert.equal(data.id, applicant.id);
  assert.equal(data.region, person.region);
  assert.equal(data.erased_at, undefined);
  assert.equal(data.sign_ins.length, 1);
  const [attempt] = data.attempts;
  assert.equal(attempt.id, applicant.attempt);
  assert.deepEqual(attempt.accepted_rules.map((rule) => rule.id), ['price-alignment', 'no-cross-region-sales', 'no-cheating']);
  assert.ok(attempt.prepared_at <= attempt.started_at && attempt.started_at <= attempt.ended_at);
  const answers = Object.fromEntries(attempt.responses.map(({ item, answer }) => [item, answer]));
  assert.deepEqual(answers, Object.fromEntries(applicant.items.map((item) => [item.id, rightAnswer(item)])));
  assert.deepEqual(attempt.changes.slice(0, 2).map(({ item, answer }) => [item, answer]), wrong.map((item) => [item.id, null]));
  assert.equal(attempt.changes.length, applicant.items.length + 2);
  assert.deepEqual(attempt.late_responses, []);
  const [result] = attempt.results;
  assert.equal(result.decision, 'pass');
  assert.deepEqual([result.score.numerator, result.score.denominator], [40, 40]);
  assert.equal(data.approvals[0].number, approval.number);
  assert.equal(data.approvals[0].credential, await text(server, `/credentials/${approval.id}`));
  assert.equal(data.approvals[0].onboarding.external_id, 'shop-4711');
  const [{ public_page: page }] = data.approvals;
  assert.equal(page.name_shown, false);
  assert.ok(approval.verify_url.endsWith(`/v/${page.token}`), approval.verify_url);
  assert.deepEqual(data.events.map(({ body }) => [body.subject, body.data.status]), [[`approvals/${approval.id}`, 'active']]);
  const acts = data.audit.map(({ by, act }) => `${by} ${act}`);
  for (const act of [`applicant:${data.id} applicant-registered`, `applicant:${data.id} attempt-submitted`, 'server approval-issued', 'machine onboarded']) {
    assert.ok(acts.includes(act), `${act} of ${acts}`);
  }
  const everything = JSON.stringify(data);
  for (const word of ['correct', 'hash', 'explanation', 'stem']) assert.doesNotMatch(everything, new RegExp(`"${word}`), word);

  const again = exported(server, applicant.id);
  assert.equal(again.id, applicant.id, 'by id as well');
  assert.deepEqual(again.audit.map(({ act }) => act), [...data.audit.map(({ act }) => act), 'person-exported'], 'who looked, and nobody else\'s lines');
  assert.equal(auditEntries(server), entries + 2, 'that somebody looked is audited');
  assertRefused(server.tell(['person', 'export', 'ABCD-EFGH-JKMN']), 1, /applicant-unknown/);
  assertRefused(server.tell(['person', 'export', person.name]), 1, /applicant-unknown/);
});

it('erase: nobody is found any more, the record stays as it was, and the contact may register anew', limit, async (t) => {
  const server = await Running.start(t);
  const applicant = await sitting(server);
  assertRefused(server.tell(['person', 'erase', applicant.code]), 1, /attempt-not-ended/, new RegExp(applicant.attempt), /runs until/);
  await applicant.saveAll();
  const { approval } = await applicant.submit();
  const token = server.token('events:read');
  const record = async () => [await text(server, `/credentials/${approval.id}`), await text(server, '/api/v1/events', token), await text(server, '/api/v1/events/digest', token)];
  const before = await record();
  const { attempts, approvals } = exported(server, applicant.id);
  const entries = auditEntries(server);

  const erased = server.tell(['person', 'erase', applicant.code]);
  assert.equal(erased.code, 0, erased.err);
  assert.match(erased.out, new RegExp(applicant.id));
  assert.equal((await applicant.ask('GET', '/api/v1/me')).status, 401);
  assert.equal((await signIn(server, applicant.code)).status, 401);
  assertRefused(server.tell(['person', 'erase', applicant.code]), 1, /applicant-unknown/);
  assertRefused(server.tell(['person', 'erase', applicant.id]), 1, /applicant-unknown: this person was erased at/);

  assert.deepEqual(await record(), before, 'credential, feed and digest');
  assert.equal(await isSigned(server, before[0]), true);
  assert.equal(auditEntries(server), entries + 1);
  const left = exported(server, applicant.id);
  assert.equal(left.identity, null);
  assert.ok(left.erased_at);
  assert.deepEqual([left.sign_ins, left.attempts, left.approvals], [[], attempts, approvals]);

  await server.halt();
  for (const [file, bytes] of contents(server.data)) {
    for (const word of [person.name, person.contact, person.shop_name]) assert.equal(Buffer.from(bytes, 'base64').includes(word), false, `${word} in ${file}`);
  }
  assertRefused(server.tell(['person', 'erase', applicant.id]), 1, /erased at/);
  await server.launch(server.address());
  const again = await registered(server);
  assert.notEqual(again.id, applicant.id);
  assert.deepEqual((await again.me()).approvals, []);
  assert.equal((await signIn(server, again.code)).status, 200);
});

it('what is past due goes by itself when its time has come; results are shown as before', limit, async (t) => {
  const folder = scratch(t);
  const library = join(folder, 'clock_shift.so');
  const source = fileURLToPath(new URL('clock_shift.c', import.meta.url));
  const compiled = spawnSync('cc', ['-Wall', '-Wextra', '-Werror', '-O1', '-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  assert.equal(compiled.status, 0, compiled.stderr);
  const server = await Running.start(t, { extra: ['--keep-answers', '100', '--keep-identities', '200'] });
  const applicant = await sitting(server);
  await applicant.saveAll();
  const { approval } = await applicant.submit();
  const only_registered = await registered(server, { ...person, contact: 'somebody.else@shop.example' });
  const result = () => applicant.fine('GET', `/api/v1/attempts/${applicant.attempt}/result`);
  const before = await result();
  /** The server goes on so many days from now; its nightly run has removed this. */
  const wakesAfter = async (days, ...removed) => {
    await server.halt();
    server.env = { LD_PRELOAD: library, KIOSK_TEST_CLOCK_SHIFT_S: String(days * day_s) };
    await server.launch(server.address());
    await server.hears(new RegExp(`retention-run.*${removed.join('.*')}`));
  };

  await wakesAfter(101, 'answers=1', 'identities=0');
  const { code, body } = await signIn(server, applicant.code).then(({ status, body }) => ({ code: status, body }));
  assert.equal(code, 200, JSON.stringify(body));
  const visitor = Object.assign(new Applicant(), { server });
  await visitor.fine('POST', '/api/v1/sign-ins', { candidate_code: applicant.code });
  Object.assign(applicant, { cookie: visitor.cookie });
  const { next_attempt_at: _, ...shown } = await result();
  const { next_attempt_at: __, ...shown_before } = before;
  assert.deepEqual(shown, shown_before);
  const data = exported(server, applicant.id);
  assert.deepEqual([data.attempts[0].responses, data.attempts[0].changes], [[], []]);
  assert.ok(data.attempts[0].answers_removed_at);
  assert.equal(data.attempts[0].results.length, 1);
  assert.equal(data.identity.name, person.name);

  await wakesAfter(202, 'answers=0', 'identities=1');
  assert.ok(exported(server, only_registered.id).erased_at);
  assert.equal(exported(server, applicant.id).identity.name, person.name, 'the approval still holds');
  assert.equal(await isSigned(server, await text(server, `/credentials/${approval.id}`)), true);
  await until(async () => {
    const [, url] = await server.hears(/metrics on (\S+)\)/);
    return /^kiosk_retention_rows_overdue\{data="answers"\} 0$/m.test(await (await fetch(url)).text());
  }, 'the metric');
  assert.equal(server.tell(['verify-audit']).code, 0);
});
