// W3C Bitstring Status List: one bit for each credential, published as a signed list.

import { gunzipSync } from 'node:zlib';
import { compactVerify } from 'jose';
import { Refused, require, Unavailable } from './refused.mjs';

const largest_list_bytes = 1 << 20;
const fetch_limit_ms = 5000;
// A list is asked for again after this time; mostly the answer is "not modified".
const fresh_ms = 10_000;

/** The bits of `encodedList`: "u" (base64url without padding) and gzip. */
export function decodeList(encoded) {
  require('status', typeof encoded === 'string' && /^u[\w-]+$/.test(encoded), 'the list is not "u" and base64url');
  try {
    return gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: largest_list_bytes });
  } catch (error) {
    throw new Refused('status', `the list cannot be unpacked: ${error.message}`);
  }
}

/** Bit 0 is the most significant bit of the first byte. */
export function bitAt(bits, index) {
  require('status', index < bits.length * 8, `the list has no entry ${index}`);
  return ((bits[index >> 3] >> (7 - (index & 7))) & 1) === 1;
}

/** The place of a credential: `{url, index}`. A list of someone else says nothing about our credentials. */
export function statusEntry(credential, server) {
  const entry = credential.credentialStatus;
  require('status', entry?.type === 'BitstringStatusListEntry' &&
    entry.statusPurpose === 'revocation', 'no entry of a revocation list');
  const index = entry.statusListIndex;
  require('status', typeof index === 'string' && /^\d{1,9}$/.test(index), 'the index is not a number in a text');
  const url = String(entry.statusListCredential);
  require('status', url.startsWith(`${server}/status/`), `the list ${url} is not one of this issuer`);
  return { url, index: Number(index) };
}

export class StatusLists {
  #server;
  #keys;
  #lists = new Map(); // URL -> { bits, etag, asked_at, valid_until }

  constructor(server, keys) {
    this.#server = server;
    this.#keys = keys;
  }

  /** Errors: Refused('status') for a list that is not genuine, Unavailable for one that does not come. */
  async isRevoked(credential) {
    const { url, index } = statusEntry(credential, this.#server);
    const known = this.#lists.get(url);
    const is_fresh = known && Date.now() - known.asked_at < fresh_ms && Date.now() < known.valid_until;
    const list = is_fresh ? known : await this.#ask(url, known);
    this.#lists.set(url, list);
    return bitAt(list.bits, index);
  }

  async #ask(url, known) {
    const asked_at = Date.now();
    const headers = { accept: 'application/vc+jwt', ...(known?.etag && { 'if-none-match': known.etag }) };
    let reply;
    let text;
    try {
      reply = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(fetch_limit_ms) });
      text = await reply.text();
    } catch (error) {
      throw new Unavailable(`status list: ${error.message}`);
    }
    if (reply.status === 304 && known && asked_at < known.valid_until) return { ...known, asked_at };
    if (reply.status !== 200) throw new Unavailable(`status list: HTTP ${reply.status}`);
    return { ...(await this.#read(url, text)), etag: reply.headers.get('etag'), asked_at };
  }

  async #read(url, text) {
    let list;
    try {
      const { payload, protectedHeader } = await compactVerify(text, this.#keys, { algorithms: ['ES256'] });
      require('status', protectedHeader.typ === 'vc+jwt', 'this is no status list');
      list = JSON.parse(new TextDecoder().decode(payload));
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('status', `the list does not verify: ${error.message}`);
    }
    const valid_until = Date.parse(list.validUntil);
    require('status', list.id === url && list.issuer === `${this.#server}/issuer`, 'the list is another one');
    require('status', list.credentialSubject?.statusPurpose === 'revocation', 'the list is for another purpose');
    require('status', Date.now() < valid_until, 'the list is out of date');
    return { bits: decodeList(list.credentialSubject.encodedList), valid_until };
  }
}
