// The documents of the sample approval, held against programs, contexts and schemas that others wrote: npm jose verifies
// the signatures, Ajv asks the published schemas, jsonld expands in safe mode, another maker's program reads the status
// list. Where the published schemas are not at hand, their checks are skipped, and say so.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertValid, expanded, noSchemas, payloadOf, setIndexes, validator } from '../../e2e/support/standards.mjs';

const root = resolve(import.meta.dirname, '../../..');
const requireFromE2e = createRequire(join(root, 'tests/e2e/package.json'));
const bin = process.env.KIOSK_TEST_BIN ?? join(root, 'build/release/bin');

const documents = JSON.parse(execFileSync(join(bin, 'sample_documents'), { encoding: 'utf8' }));

const jose = await import(pathToFileURL(requireFromE2e.resolve('jose')).href);

const inOctober2027 = new Date('2027-10-01T00:00:00Z');

test('jose verifies the credential with the published key set, claims included', async () => {
  const { payload, protectedHeader } = await jose.jwtVerify(
    documents.credential, jose.createLocalJWKSet(documents.jwks),
    { algorithms: ['ES256'], issuer: 'https://cert.example/issuer', typ: 'JWT', currentDate: inOctober2027 });
  assert.equal(payload.jti, payload.id);
  assert.equal(protectedHeader.kid, documents.key.kid);
});

test('jose refuses the credential before and after its validity, and when altered', async () => {
  const keys = jose.createLocalJWKSet(documents.jwks);
  for (const date of ['2026-11-22T02:59:59Z', '2027-11-22T03:00:01Z']) {
    await assert.rejects(jose.jwtVerify(documents.credential, keys, { currentDate: new Date(date) }));
  }
  const [header, payload, signature] = documents.credential.split('.');
  const altered = Buffer.from(payload, 'base64url').toString().replace('CN-GD', 'CN-BJ');
  const forged = [header, Buffer.from(altered).toString('base64url'), signature].join('.');
  await assert.rejects(jose.jwtVerify(forged, keys, { currentDate: inOctober2027 }));
});

test('jose verifies the status lists with the single key document', async () => {
  const key = await jose.importJWK(documents.key);
  for (const list of [documents.status_list, documents.status_list_revoked]) {
    const { protectedHeader } = await jose.compactVerify(list, key, { algorithms: ['ES256'] });
    assert.equal(protectedHeader.typ, 'vc+jwt');
  }
});

test('a list read by another program has no bit set, and then that of the revoked credential and no other', async () => {
  assert.deepEqual(await setIndexes(documents.status_list), []);
  const { statusListIndex } = payloadOf(documents.credential).credentialStatus;
  assert.deepEqual(await setIndexes(documents.status_list_revoked), [Number(statusListIndex)]);
});

test('credential, status list and achievement pass JSON-LD safe mode', async () => {
  for (const document of [payloadOf(documents.credential), payloadOf(documents.status_list), documents.achievement]) {
    assert.equal((await expanded(document)).length, 1);
  }
});

test('the terms of the programme mean what its vocabulary says', async () => {
  const [credential] = await expanded(payloadOf(documents.credential));
  const term = (name) => `https://cert.example/ns/kiosk-programme/v1#${name}`;
  const [subject] = credential['https://www.w3.org/2018/credentials#credentialSubject'];
  assert.deepEqual(subject[term('examFingerprint')], [{ '@value': '1'.repeat(64) }]);
  assert.deepEqual(subject[term('bankFingerprints')], [{ '@value': '2'.repeat(64) }, { '@value': '3'.repeat(64) }]);
  assert.deepEqual(subject[term('salesRegion')][0]['@type'], [term('SalesRegion')]);
});

test('safe mode refuses a term that no context defines', async () => {
  await assert.rejects(expanded({ ...payloadOf(documents.credential), shopOwner: 'nobody' }));
});

test('the credential validates against the Open Badges 3.0 schema', { skip: noSchemas }, () => {
  assertValid('badge', payloadOf(documents.credential));
  const broken = payloadOf(documents.credential);
  delete broken.credentialSubject.achievement.criteria;
  assert.ok(!validator('badge')(broken));
});

test('credential and status list validate against the W3C schema', { skip: noSchemas }, () => {
  assertValid('credential', payloadOf(documents.credential));
  assertValid('credential', payloadOf(documents.status_list));
  assert.ok(!validator('credential')({ ...payloadOf(documents.credential), issuer: undefined }));
});

test('the event validates against the CloudEvents schema', { skip: noSchemas }, () => {
  assertValid('event', JSON.parse(documents.event));
});

test('the data of the event validate against our own published schema', () => {
  const ajv = new (requireFromE2e('ajv/dist/2020').default)({ strict: true, validateFormats: false });
  const validate = ajv.compile(documents.event_schema);
  const { data } = JSON.parse(documents.event);
  assert.ok(validate(data), JSON.stringify(validate.errors, null, 1));
  assert.ok(!validate({ ...data, status: 'unknown' }));
  assert.equal(data.credential, documents.credential);
});
