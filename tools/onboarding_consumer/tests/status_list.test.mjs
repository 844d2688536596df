import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Verifier } from '../src/credential.mjs';
import { Refused, Unavailable } from '../src/refused.mjs';
import { bitAt, decodeList, statusEntry } from '../src/status_list.mjs';
import { Issuer } from './issuer.mjs';

describe('the bits', () => {
  it('count from the most significant bit of the first byte', () => {
    const bits = decodeList(`u${gzipSync(Buffer.from([0b10000001, 0b01000000])).toString('base64url')}`);
    const set = Array.from({ length: 16 }, (_, index) => index).filter((index) => bitAt(bits, index));
    assert.deepEqual(set, [0, 7, 9]);
    assert.throws(() => bitAt(bits, 16), { check: 'status' });
  });

  for (const [what, encoded] of [
    ['nothing', undefined],
    ['no "u"', gzipSync(Buffer.alloc(9)).toString('base64url')],
    ['padding', 'uAAA='],
    ['no gzip', 'uAAAA'],
    ['a bomb', `u${gzipSync(Buffer.alloc(2 << 20)).toString('base64url')}`],
  ])
    it(`${what}: refused`, () => assert.throws(() => decodeList(encoded), { check: 'status' }));
});

it('an entry in a list of somebody else, or that names no place, is refused', () => {
  const entry = {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: 'https://a.example/status/revocation/1',
  };
  const read = (changed) => statusEntry({ credentialStatus: { ...entry, ...changed } }, 'https://a.example');
  assert.deepEqual(read({}), { url: entry.statusListCredential, index: 7 });
  for (const changed of [
    { statusListCredential: 'https://a.example.evil/status/revocation/1' },
    { statusListIndex: 7 },
    { statusListIndex: '-1' },
    { statusListIndex: '' },
    { statusPurpose: 'suspension' },
    { type: 'StatusList2021Entry' },
  ])
    assert.throws(() => read(changed), { check: 'status' });
});

describe('the published list', () => {
  it('with the bit of a credential refuses it, and only that one', async (t) => {
    const issuer = await Issuer.start(t);
    issuer.revoked = [10, 12];
    await new Verifier(issuer.url).verify(await issuer.sign());
    issuer.revoked = [11];
    await assert.rejects(new Verifier(issuer.url).verify(await issuer.sign()), {
      check: 'status',
      message: 'it was revoked',
    });
  });

  for (const [what, changed] of [
    ['of another issuer', { issuer: 'https://cert.example/issuer' }],
    ['of another place', { id: 'https://cert.example/status/revocation/1' }],
    ['that is out of date', { validUntil: '2026-01-01T00:00:00Z' }],
    ['without an end', { validUntil: undefined }],
    ['for another purpose', { credentialSubject: { statusPurpose: 'suspension' } }],
    ['without bits', { credentialSubject: { statusPurpose: 'revocation' } }],
  ])
    it(`${what}: refused`, async (t) => {
      const issuer = await Issuer.start(t);
      issuer.list_changes = changed;
      await assert.rejects(
        new Verifier(issuer.url).verify(await issuer.sign()),
        (error) => error instanceof Refused && error.check === 'status',
      );
    });

  it('that cannot be had leaves the question open', async (t) => {
    const issuer = await Issuer.start(t);
    const verifier = new Verifier(issuer.url);
    const { claims } = await verifier.inspect(await issuer.sign());
    issuer.is_down = true;
    await assert.rejects(verifier.isRevoked(claims), Unavailable);
  });

  it('is kept for a while, and not asked for with every credential', async (t) => {
    const issuer = await Issuer.start(t);
    const verifier = new Verifier(issuer.url);
    for (let i = 0; i < 5; ++i) await verifier.verify(await issuer.sign());
    assert.deepEqual(issuer.asked, ['/.well-known/jwks.json', '/status/revocation/1']);
  });
});
