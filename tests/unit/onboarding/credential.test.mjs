// The documents of the sample approval, held against programs and schemas that others wrote: npm jose verifies the
// signatures, Ajv the published schemas. The schemas are not ours to ship: they are read from
// $KIOSK_REFERENCE_DIR/credentials/schemas, or from ../shared/reference beside the repository; without them their checks
// are skipped, and say so.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '../../..');
const requireFromE2e = createRequire(join(root, 'tests/e2e/package.json'));
const schemas = join(process.env.KIOSK_REFERENCE_DIR ?? resolve(root, '../shared/reference'), 'credentials/schemas');
const bin = process.env.KIOSK_TEST_BIN ?? join(root, 'build/release/bin');

const documents = JSON.parse(execFileSync(join(bin, 'sample_documents'), { encoding: 'utf8' }));

const noSchemas = !existsSync(schemas) && 'no published schemas here (KIOSK_REFERENCE_DIR)';

const jose = await import(pathToFileURL(requireFromE2e.resolve('jose')).href);

function payloadOf(jws) {
  return JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'));
}

function schema(name) {
  return JSON.parse(readFileSync(join(schemas, name), 'utf8'));
}

// A strict Ajv refuses the Open Badges schema itself.
function compiled(ajvModule, name) {
  const ajv = new (requireFromE2e(ajvModule).default)({ strict: false, allErrors: true, validateFormats: false });
  return ajv.compile(schema(name));
}

function assertValid(validate, document) {
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));
}

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

test('jose verifies the status list with the single key document; its bits are zeros', async () => {
  const key = await jose.importJWK(documents.key);
  const { payload } = await jose.compactVerify(documents.status_list, key, { algorithms: ['ES256'] });
  const { encodedList } = JSON.parse(new TextDecoder().decode(payload)).credentialSubject;
  assert.equal(encodedList[0], 'u');
  assert.deepEqual(gunzipSync(Buffer.from(encodedList.slice(1), 'base64url')), Buffer.alloc(16384));
});

test('the list decoded by another program shows the revoked index, most significant bit first, and no other', async () => {
  const key = await jose.importJWK(documents.key);
  const { payload } = await jose.compactVerify(documents.status_list_revoked, key, { algorithms: ['ES256'] });
  const { encodedList } = JSON.parse(new TextDecoder().decode(payload)).credentialSubject;
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  const { statusListIndex } = payloadOf(documents.credential).credentialStatus;
  const set = [];
  for (let index = 0; index < bits.length * 8; index++) {
    if ((bits[index >> 3] >> (7 - (index & 7))) & 1) set.push(String(index));
  }
  assert.deepEqual(set, [statusListIndex]);
});

test('the credential validates against the Open Badges 3.0 schema', { skip: noSchemas }, () => {
  const validate = compiled('ajv/dist/2019', 'ob_v3p0_achievementcredential_schema.json');
  assertValid(validate, payloadOf(documents.credential));
  const broken = payloadOf(documents.credential);
  delete broken.credentialSubject.achievement.criteria;
  assert.ok(!validate(broken));
});

test('credential and status list validate against the W3C schema', { skip: noSchemas }, () => {
  const validate = compiled('ajv/dist/2020', 'w3c_verifiable_credential_v2_schema.json');
  assertValid(validate, payloadOf(documents.credential));
  assertValid(validate, payloadOf(documents.status_list));
  assert.ok(!validate({ ...payloadOf(documents.credential), issuer: undefined }));
});

test('the event validates against the CloudEvents schema', { skip: noSchemas }, () => {
  assertValid(compiled('ajv', 'cloudevents_1.0_schema.json'), JSON.parse(documents.event));
});

test('the data of the event validate against our own published schema', () => {
  const ajv = new (requireFromE2e('ajv/dist/2020').default)({ strict: true, validateFormats: false });
  const validate = ajv.compile(documents.event_schema);
  const { data } = JSON.parse(documents.event);
  assertValid(validate, data);
  assert.ok(!validate({ ...data, status: 'unknown' }));
  assert.equal(data.credential, documents.credential);
});
