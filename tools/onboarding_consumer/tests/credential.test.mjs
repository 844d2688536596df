// Every forged or broken credential is refused by its own check; none of them passes.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { checkEvent, Verifier } from '../src/credential.mjs';
import { readEvent } from '../src/event.mjs';
import { Refused, Unavailable } from '../src/refused.mjs';
import { Issuer } from './issuer.mjs';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now_s = () => Math.floor(Date.now() / 1000);

/** The signature made with the public key as if it were a shared secret. */
async function withPublicKeyAsSecret(issuer) {
  const signed = `${part({ alg: 'HS256', kid: issuer.kid, typ: 'JWT' })}.${part(issuer.claims())}`;
  const mac = createHmac('sha256', await exportSPKI(issuer.pair.publicKey))
    .update(signed)
    .digest('base64url');
  return `${signed}.${mac}`;
}

async function signedByAnother(issuer, header) {
  const { privateKey } = await generateKeyPair('ES256');
  return issuer.sign(issuer.claims(), header, privateKey);
}

const tamper = (jws, at, change) =>
  jws
    .split('.')
    .map((text, i) => (i === at ? change(text) : text))
    .join('.');

const bad = [
  ['16 kB and one byte', 'size', async (issuer) => (await issuer.sign()).padEnd(16 * 1024 + 1, 'A')],
  ['an empty text', 'form', () => ''],
  ['two parts', 'form', async (issuer) => (await issuer.sign()).split('.').slice(1).join('.')],
  ['a header that is no JSON', 'form', async (issuer) => tamper(await issuer.sign(), 0, () => 'AAAA')],
  [
    'alg none',
    'algorithm',
    (issuer) => `${part({ alg: 'none', kid: issuer.kid, typ: 'JWT' })}.${part(issuer.claims())}.`,
  ],
  ['HS256 with the public key as secret', 'algorithm', withPublicKeyAsSecret],
  [
    'a header with the key of the forger',
    'header',
    async (issuer) => signedByAnother(issuer, { jwk: await exportJWK((await generateKeyPair('ES256')).publicKey) }),
  ],
  ['a header with a URL of keys', 'header', (issuer) => signedByAnother(issuer, { jku: `${issuer.url}/forged.json` })],
  ['a status list as credential', 'header', (issuer) => issuer.statusList()],
  ['a foreign kid', 'key', (issuer) => issuer.sign(issuer.claims(), { kid: `${issuer.url}/keys/2` })],
  ['the signature of another key', 'signature', (issuer) => signedByAnother(issuer)],
  [
    'one letter of the payload changed',
    'signature',
    async (issuer) => tamper(await issuer.sign(), 1, (text) => (text[9] === 'A' ? 'B' : 'A') + text.slice(1)),
  ],
  ['no signature', 'signature', async (issuer) => tamper(await issuer.sign(), 2, () => '')],
  ['a payload that is no object', 'signature', (issuer) => issuer.sign([1])],
  ['another issuer', 'issuer', (issuer) => issuer.sign(issuer.claims({ iss: 'https://cert.example/issuer' }))],
  ['not yet valid', 'not-yet-valid', (issuer) => issuer.sign(issuer.claims({ from: now_s() + 120 }))],
  ['expired', 'expired', (issuer) => issuer.sign(issuer.claims({ from: now_s() - 1000, until: now_s() - 120 }))],
  ['no expiry', 'claims', (issuer) => issuer.sign(issuer.claims({ exp: undefined }))],
  ['nbf that differs from validFrom', 'claims', (issuer) => issuer.sign(issuer.claims({ nbf: now_s() - 5000 }))],
  ['exp that differs from validUntil', 'claims', (issuer) => issuer.sign(issuer.claims({ exp: now_s() + 99_999 }))],
  ['sub that differs from the subject', 'claims', (issuer) => issuer.sign(issuer.claims({ sub: 'urn:uuid:2' }))],
  ['jti that differs from the id', 'claims', (issuer) => issuer.sign(issuer.claims({ jti: 'x' }))],
  [
    'an issuer property that differs from iss',
    'claims',
    (issuer) => issuer.sign(issuer.claims({ issuer: { id: 'x' } })),
  ],
  ['another kind of credential', 'claims', (issuer) => issuer.sign(issuer.claims({ type: ['VerifiableCredential'] }))],
  ['no status entry', 'status', (issuer) => issuer.sign(issuer.claims({ credentialStatus: undefined }))],
];

describe('a credential', () => {
  it("that is the issuer's, unchanged and in force is accepted", async (t) => {
    const issuer = await Issuer.start(t);
    const claims = await new Verifier(issuer.url).verify(await issuer.sign());
    assert.deepEqual(claims, issuer.claims({ from: claims.nbf }));
  });

  it('from a clock that is 50 s ahead is accepted', async (t) => {
    const issuer = await Issuer.start(t);
    await new Verifier(issuer.url).verify(await issuer.sign(issuer.claims({ from: now_s() + 50 })));
  });

  for (const [what, check, made] of bad)
    it(`${what}: refused by "${check}"`, async (t) => {
      const issuer = await Issuer.start(t);
      const jws = await made(issuer);
      await assert.rejects(new Verifier(issuer.url).verify(jws), (error) => {
        assert.ok(error instanceof Refused, error.stack);
        assert.equal(error.check, check);
        return true;
      });
      assert.ok(!issuer.asked.includes('/forged.json'));
    });

  it('of another address of the server is refused with both addresses, for people to see', async (t) => {
    const issuer = await Issuer.start(t);
    const other = issuer.url.replace('127.0.0.1', 'localhost');
    await assert.rejects(new Verifier(other).verify(await issuer.sign()), {
      check: 'issuer',
      message: `it is of ${issuer.url}/issuer, not of ${other}/issuer`,
    });
  });

  it('is not judged while the keys cannot be had, and is as soon as they can', async (t) => {
    const issuer = await Issuer.start(t);
    const verifier = new Verifier(issuer.url);
    const jws = await issuer.sign();
    issuer.is_down = true;
    await assert.rejects(verifier.verify(jws), Unavailable);
    issuer.is_down = false;
    await verifier.verify(jws);
  });
});

describe('the event of a credential', () => {
  for (const [what, changed] of [
    ['another region', { region: { code: 'CN-BJ' } }],
    ['another number', { approvalNumber: 'KP-2' }],
    ['another partner', { partnerId: 'urn:uuid:2' }],
    ['a longer validity', { validUntil: '2099-01-01T00:00:00Z' }],
    ['another credential', { credentialUrl: 'https://cert.example/credentials/1' }],
  ])
    it(`with ${what} is refused`, async (t) => {
      const issuer = await Issuer.start(t);
      const claims = issuer.claims();
      const right = { validFrom: claims.validFrom, validUntil: claims.validUntil };
      checkEvent(claims, readEvent(issuer.event('jws', { data: right })));
      assert.throws(() => checkEvent(claims, readEvent(issuer.event('jws', { data: { ...right, ...changed } }))), {
        check: 'event',
      });
    });
});
