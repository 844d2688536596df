// An issuer for tests: keys, credentials and status lists of its own, published on a free port.

import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';

const approval = '0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201';
const whole_second = () => Math.floor(Date.now() / 1000);
const rfc3339 = (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

export class Issuer {
  revoked = []; // indexes
  is_down = false;
  asked = []; // paths

  static async start(t) {
    const issuer = new Issuer();
    issuer.pair = await generateKeyPair('ES256');
    const server = createServer((request, reply) => issuer.#serve(request, reply));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close().closeAllConnections());
    issuer.url = `http://127.0.0.1:${server.address().port}`;
    issuer.kid = `${issuer.url}/keys/1`;
    issuer.jwk = { ...(await exportJWK(issuer.pair.publicKey)), kid: issuer.kid, alg: 'ES256', use: 'sig' };
    return issuer;
  }

  async #serve(request, reply) {
    this.asked.push(request.url);
    if (this.is_down) return request.socket.destroy();
    if (request.url === '/.well-known/jwks.json') return reply.end(JSON.stringify({ keys: [this.jwk] }));
    if (request.url === '/status/revocation/1') return reply.end(await this.statusList());
    return reply.writeHead(404).end();
  }

  claims({ from = whole_second() - 10, until = from + 1000, ...changed } = {}) {
    const id = `${this.url}/credentials/${approval}`;
    return {
      id,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: `${this.url}/issuer` },
      validFrom: rfc3339(from),
      validUntil: rfc3339(until),
      credentialSubject: { id: 'urn:uuid:1', licenseNumber: 'KP-1', salesRegion: { code: 'CN-GD' } },
      credentialStatus: {
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '11',
        statusListCredential: `${this.url}/status/revocation/1`,
      },
      ...{ iss: `${this.url}/issuer`, jti: id, sub: 'urn:uuid:1', nbf: from, exp: until },
      ...changed,
    };
  }

  sign(claims = this.claims(), header = {}, key = this.pair.privateKey) {
    return new CompactSign(bytes(claims))
      .setProtectedHeader({ alg: 'ES256', kid: this.kid, typ: 'JWT', ...header })
      .sign(key);
  }

  statusList(changed = {}, type = 'vc+jwt') {
    const bits = Buffer.alloc(16384);
    for (const index of this.revoked) bits[index >> 3] |= 0x80 >> (index & 7);
    const list = {
      id: `${this.url}/status/revocation/1`,
      issuer: `${this.url}/issuer`,
      validUntil: rfc3339(whole_second() + 3600),
      credentialSubject: { statusPurpose: 'revocation', encodedList: `u${gzipSync(bits).toString('base64url')}` },
      ...this.list_changes,
      ...changed,
    };
    return this.sign(list, { typ: type, cty: 'vc' });
  }

  /** The event of a credential, as JSON text. */
  event(jws, { number = 1, kind = 'approval.issued', status = 'active', data = {}, ...changed } = {}) {
    const claims = this.claims();
    return JSON.stringify({
      specversion: '1.0',
      id: `evt_${number}`,
      source: `${this.url}/events`,
      type: `com.example.kiosk.${kind}.v1`,
      subject: `approvals/${approval}`,
      time: '2026-11-22T03:00:00.123Z',
      datacontenttype: 'application/json',
      sequence: String(number).padStart(20, '0'),
      data: {
        ...{
          approvalId: approval,
          revision: number,
          status,
          partnerId: 'urn:uuid:1',
          approvalNumber: 'KP-1',
          region: { code: 'CN-GD' },
        },
        ...{
          validFrom: claims.validFrom,
          validUntil: claims.validUntil,
          supersedes: null,
          credentialUrl: claims.id,
          credential: jws,
        },
        ...data,
      },
      ...changed,
    });
  }
}
