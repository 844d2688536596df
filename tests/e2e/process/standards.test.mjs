// Goal: every credential that a server has given out in the life of its approvals is what the standards say, by the word
// of other makers: npm jose, the published JSON Schemas, JSON-LD safe mode.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { assertValid, expanded, noSchemas, payloadOf, setIndexes } from '../support/standards.mjs';
import { Applicant } from './applicant.mjs';
import { pass } from './onboarding.mjs';
import { bankCopy, edit, giveVersion, Running } from './program.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 120_000 };

const fetched = async (url) => (await fetch(url)).json();
const published = (server) => fetched(`${server.url}/.well-known/jwks.json`);

async function passAgain(applicant) {
  await applicant.prepare();
  await applicant.start();
  await applicant.saveAll();
  return (await applicant.submit()).approval;
}

/** Two pass, one of them with a Chinese name and paper; the exam gets a new version, and she renews. */
async function passesAndRenewal(server) {
  await pass(server);
  const applicant = await Applicant.register(server, { name: '欧阳静怡', language: 'zh-CN' });
  const old = await passAgain(applicant);
  giveVersion(server.banks, '2026.2');
  assert.match(await server.reload(), /content-loaded.*2026\.2/);
  const next_month = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  assert.match(server.tell(['recertify', 'kiosk-partner', next_month]).out, /^asked 2 holders/);
  await passAgain(applicant);
  return old;
}

it('all credentials of the feed', limit, async (t) => {
  const banks = bankCopy(t);
  edit(join(banks, 'exams', 'kiosk-partner.yaml'), /waiting_time_s: .*/, 'waiting_time_s: 0');
  const server = await Running.start(t, { banks });
  const superseded = await passesAndRenewal(server);
  const old_keys = await published(server);
  const name = old_keys.keys[0].kid.split('/').at(-1);
  assert.match(server.command(['key', 'compromise', name]), /2 credentials in force were signed anew/);
  const keys = createLocalJWKSet({ keys: [...old_keys.keys, ...(await published(server)).keys] });
  const headers = { authorization: `Bearer ${server.token('events:read')}` };
  const events = await (await fetch(`${server.url}/api/v1/events?limit=1000`, { headers })).json();

  await t.test('are of every kind: issued, on a Chinese paper, renewed, signed anew', () => {
    const kinds = events.map(({ type }) => type.replace(/^.*approval\.(\w+)\.v1$/, '$1'));
    assert.deepEqual(kinds, ['issued', 'issued', 'expiring', 'expiring', 'renewed', 'reissued', 'reissued']);
    const languages = events.map(({ data }) => payloadOf(data.credential).credentialSubject.achievement.inLanguage);
    assert.ok(languages.includes('zh-CN') && languages.includes('en'));
    assert.equal(new Set(events.map(({ data }) => data.credential)).size, 5);
  });

  await t.test('verify with jose, each with the key that signed it', async () => {
    for (const { data } of events) {
      const { payload, protectedHeader } = await jwtVerify(data.credential, keys, { algorithms: ['ES256'], issuer: `${server.url}/issuer`, typ: 'JWT' });
      assert.deepEqual(Object.keys(protectedHeader).sort(), ['alg', 'kid', 'typ']);
      assert.deepEqual([payload.jti, payload.sub], [payload.id, payload.credentialSubject.id]);
    }
  });

  await t.test('pass JSON-LD safe mode', async () => {
    for (const { data } of events) assert.equal((await expanded(payloadOf(data.credential))).length, 1);
  });

  await t.test('and the events themselves validate against the published schemas', { skip: noSchemas }, () => {
    for (const event of events) {
      assertValid('event', event);
      assertValid('badge', payloadOf(event.data.credential));
      assertValid('credential', payloadOf(event.data.credential));
    }
  });

  await t.test('say what was sat by its fingerprints: those of the old version in the old credential', () => {
    const sat = events.map(({ data }) => payloadOf(data.credential).credentialSubject);
    const [first, second, , , renewed, again, renewed_again] = sat;
    for (const { examFingerprint, bankFingerprints } of sat) {
      for (const fingerprint of [examFingerprint, ...bankFingerprints]) assert.match(fingerprint, /^[0-9a-f]{64}$/);
    }
    assert.equal(second.examFingerprint, first.examFingerprint);
    assert.notEqual(renewed.examFingerprint, first.examFingerprint);
    assert.deepEqual(again.bankFingerprints, first.bankFingerprints, 'signed anew from the stored facts');
    assert.deepEqual(renewed_again.bankFingerprints, renewed.bankFingerprints);
  });

  await t.test('name the version of each rule that was accepted, and each URL answers', async () => {
    for (const { achievement } of events.map(({ data }) => payloadOf(data.credential).credentialSubject)) {
      for (const { targetUrl } of achievement.alignment) {
        assert.match(targetUrl, /\/rules\/[a-z-]+\/1$/);
        assert.equal((await fetched(targetUrl)).id, targetUrl);
      }
      const document = await fetched(achievement.id);
      assert.equal((await expanded(document)).length, 1);
    }
  });

  await t.test('stand on a status list whose set places are those of what is over', async () => {
    const place = ({ data }) => Number(payloadOf(data.credential).credentialStatus.statusListIndex);
    const over = events.filter(({ data, type }) => data.approvalId === superseded.id || !type.endsWith('.reissued.v1')).map(place);
    const expected = [...new Set(over)].sort((a, b) => a - b);
    let list;
    await until(async () => {
      list = await (await fetch(`${server.url}/status/revocation/1`)).text();
      return (await setIndexes(list)).length === expected.length;
    }, 'the list');
    assert.deepEqual(await setIndexes(list), expected);
    await jwtVerify(list, keys, { typ: 'vc+jwt' });
    assert.equal((await expanded(payloadOf(list))).length, 1);
    if (!noSchemas) assertValid('credential', payloadOf(list));
  });
});
