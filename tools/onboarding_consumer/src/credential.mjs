// Is this credential the issuer's, unchanged, about this approval, and in force? Every check has a name.

import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { Refused, require, Unavailable } from './refused.mjs';
import { StatusLists } from './status_list.mjs';

const largest_bytes = 16 * 1024;
const clock_tolerance_s = 60;
const seconds = (text) => Date.parse(text) / 1000;

/** The names of the checks, in their order. */
export const checks = [
  ...['size', 'form', 'algorithm', 'header', 'key', 'signature'],
  ...['issuer', 'not-yet-valid', 'claims', 'expired', 'status'],
];

/** Only the three parameters that the issuer writes. "jwk", "jku" and "x5c" would let a forger bring his own key. */
export function checkHeader(jws) {
  require('size', jws.length <= largest_bytes, `${jws.length} bytes; at most ${largest_bytes}`);
  require('form', /^[\w-]+\.[\w-]+\.[\w-]*$/.test(jws), 'this is no compact JWS');
  let header;
  try {
    header = decodeProtectedHeader(jws);
  } catch (error) {
    throw new Refused('form', error.message);
  }
  require('algorithm', header.alg === 'ES256', `"alg" is "${header.alg}", not "ES256"`);
  const names = Object.keys(header).sort().join(' ');
  require('header', names === 'alg kid typ' &&
    header.typ === 'JWT', `the header has "${names}", "typ" "${header.typ}"`);
}

/** Each JWT claim says the same as its property: readers of the one and of the other must not differ. */
export function checkClaims(claims) {
  const types = [claims.type].flat();
  require('claims', types.includes('VerifiableCredential') &&
    types.includes('OpenBadgeCredential'), 'this is no Open Badge');
  for (const [claim, property] of [
    ['iss', claims.issuer?.id],
    ['jti', claims.id],
    ['sub', claims.credentialSubject?.id],
    ['nbf', seconds(claims.validFrom)],
    ['exp', seconds(claims.validUntil)],
  ])
    require('claims', claims[claim] === property, `"${claim}" is ${claims[claim]}, its property ${property}`);
}

/** The credential is the one that the event tells of. */
export function checkEvent(claims, { data }) {
  const subject = claims.credentialSubject;
  for (const [what, said, signed] of [
    ['credentialUrl', data.credentialUrl, claims.id],
    ['approvalId', data.approvalId, claims.id.split('/').at(-1)],
    ['partnerId', data.partnerId, subject.id],
    ['approvalNumber', data.approvalNumber, subject.licenseNumber],
    ['region', data.region.code, subject.salesRegion?.code],
    ['validFrom', seconds(data.validFrom), claims.nbf],
    ['validUntil', seconds(data.validUntil), claims.exp],
  ])
    require('event', said === signed, `the event says ${what} ${said}, the credential ${signed}`);
}

/** What an error of jose means here. */
function judged(error, issuer) {
  const is = (name) => error instanceof errors[name];
  if (error instanceof Refused) return error;
  if (is('JWKSTimeout') || error.code === 'ERR_JOSE_GENERIC' || error instanceof TypeError)
    return new Unavailable(`key set: ${error.cause?.message ?? error.message}`);
  if (is('JWKSNoMatchingKey')) return new Refused('key', 'the issuer has not published the key that "kid" names');
  if (is('JWTClaimValidationFailed')) {
    if (error.claim === 'iss') return new Refused('issuer', `it is of ${error.payload.iss}, not of ${issuer}`);
    return new Refused(error.claim === 'nbf' ? 'not-yet-valid' : 'claims', error.message);
  }
  return new Refused('signature', error.message);
}

export class Verifier {
  #issuer;
  #keys;
  #lists;

  /** `server`: base URL without a slash at the end, as credentials name it. */
  constructor(server) {
    this.#issuer = `${server}/issuer`;
    // A key is published long before it signs, so an unknown one is seldom worth asking for again; 5 s between two
    // questions keep a flood of forgeries from becoming a flood of questions.
    this.#keys = createRemoteJWKSet(new URL(`${server}/.well-known/jwks.json`), { cooldownDuration: 5000 });
    this.#lists = new StatusLists(server, this.#keys);
  }

  /** The claims of a genuine credential, and whether its validity is over. Errors: Refused, Unavailable. */
  async inspect(jws) {
    checkHeader(jws);
    const { claims, is_expired } = await this.#verified(jws);
    checkClaims(claims);
    return { claims, is_expired };
  }

  async #verified(jws) {
    const expected = {
      algorithms: ['ES256'],
      issuer: this.#issuer,
      typ: 'JWT',
      requiredClaims: ['iss', 'jti', 'sub', 'nbf', 'exp'],
      clockTolerance: clock_tolerance_s,
      currentDate: new Date(Date.now()),
    };
    try {
      const { payload } = await jwtVerify(jws, this.#keys, expected);
      return { claims: payload, is_expired: false };
    } catch (error) {
      // The end of the validity is what jose looks at last: all else was right.
      if (error instanceof errors.JWTExpired) return { claims: error.payload, is_expired: true };
      throw judged(error, this.#issuer);
    }
  }

  isRevoked(claims) {
    return this.#lists.isRevoked(claims);
  }

  /** All of it, for a credential that somebody presents. Answers the claims. Errors: Refused, Unavailable. */
  async verify(jws) {
    const { claims, is_expired } = await this.inspect(jws);
    require('expired', !is_expired, `it was valid until ${claims.validUntil}`);
    require('status', !(await this.isRevoked(claims)), 'it was revoked');
    return claims;
  }
}
