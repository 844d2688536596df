// The same request fifty times in the same moment: what it does is done once, and everybody is told the same.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { it } from 'node:test';
import { banksWithPolicy } from '../support/banks.mjs';
import { Applicant } from './applicant.mjs';
import { assertSound, atEnd, Running } from './program.mjs';
import { rounds } from './writers.mjs';

const failing_rounds = rounds('KIOSK_TEST_RACES', 50);
const rounds_each = 50; // an applicant
const passing_rounds = 10;
const side_by_side = 50;
const rules_accepted = ['price-alignment', 'no-cross-region-sales', 'no-cheating'];

/** A connection that is told everything but the last byte of a request, and then that. */
class HeldBack {
  static async open(server) {
    const held = new HeldBack();
    held.socket = connect({ host: '127.0.0.1', port: new URL(server.url).port, noDelay: true });
    held.heard = Buffer.alloc(0);
    held.socket.on('data', (bytes) => {
      held.heard = Buffer.concat([held.heard, bytes]);
      held.deliver();
    });
    held.socket.on('close', () => held.failed?.(new Error(`closed after: ${held.heard}`)));
    await new Promise((resolve, reject) => held.socket.on('connect', resolve).on('error', reject));
    return held;
  }

  hold({ server, cookie }, path, body) {
    const text = JSON.stringify(body);
    const fields = [`Host: ${server.address()}`, `Origin: ${server.url}`, `Cookie: ${cookie}`, 'Content-Type: application/json', `Content-Length: ${text.length}`];
    const request = `POST ${path} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${text}`;
    this.last = request.at(-1);
    return new Promise((resolve) => this.socket.write(request.slice(0, -1), resolve));
  }

  release() {
    const reply = new Promise((resolve, reject) => Object.assign(this, { arrived: resolve, failed: reject }));
    this.socket.write(this.last);
    return reply;
  }

  deliver() {
    const end = this.heard.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.heard.subarray(0, end).toString();
    const length = Number(/^content-length: (\d+)/im.exec(head)[1]);
    if (this.heard.length < end + 4 + length) return;
    const body = JSON.parse(this.heard.subarray(end + 4, end + 4 + length));
    this.heard = this.heard.subarray(end + 4 + length);
    this.arrived({ status: Number(head.slice(9, 12)), body });
  }
}

/** Fifty connections that ask the same in the same moment. */
class Choir {
  static async open(t, server) {
    const choir = new Choir();
    choir.voices = await Promise.all(Array.from({ length: side_by_side }, () => HeldBack.open(server)));
    atEnd(t, () => choir.close());
    return choir;
  }

  close() {
    for (const { socket } of this.voices) socket.destroy();
  }

  async ask(applicant, path, body) {
    await Promise.all(this.voices.map((voice) => voice.hold(applicant, path, body)));
    return Promise.all(this.voices.map((voice) => voice.release()));
  }

  /** All must be well and the same, but for what is left of the time. */
  async askAlike(applicant, path, body) {
    const replies = await this.ask(applicant, path, body);
    const alike = replies.map(({ status, body: { seconds_left, ...rest } }) => ({ well: status === 200 || status === 201, ...rest }));
    for (const reply of alike) assert.deepEqual(reply, { ...alike[0], well: true });
    return replies;
  }
}

/** Prepare, start and submit, each by all at once; answers the result. */
async function sit(applicant, choir, answer) {
  const prepared = await choir.askAlike(applicant, '/api/v1/exams/kiosk-partner/attempts', { language: 'en', rules_accepted });
  assert.equal(prepared.filter(({ status }) => status === 201).length, 1, 'one of them made it');
  applicant.attempt = prepared[0].body.attempt.id;
  const [{ body: started }] = await choir.askAlike(applicant, `/api/v1/attempts/${applicant.attempt}/start`, {});
  Object.assign(applicant, { epoch: started.epoch, items: started.paper.items, revision: started.next_revision });
  await answer();
  const [{ body }] = await choir.askAlike(applicant, `/api/v1/attempts/${applicant.attempt}/submit`, { epoch: applicant.epoch });
  return body.result;
}

it(`${failing_rounds + passing_rounds} attempts, each step of them by ${side_by_side} connections at once: one attempt, one result, one approval, equal replies`, { timeout: 600_000 }, async (t) => {
  const banks = banksWithPolicy({ attempts: 100, waiting_time_s: 0 });
  atEnd(t, () => rmSync(banks, { recursive: true, force: true }));
  const server = await Running.start(t, { banks, extra: ['--log-level', 'warning'] });

  for (let done = 0; done < failing_rounds; done += rounds_each) {
    const applicant = await Applicant.register(server);
    const choir = await Choir.open(t, server); // a new one, since a connection takes 1,000 requests
    for (let i = 0; i < rounds_each; ++i) assert.equal((await sit(applicant, choir, () => {})).decision, 'fail');
    const { attempts } = await applicant.me();
    assert.equal(new Set(attempts.map(({ id }) => id)).size, rounds_each);
    assert.equal(attempts.length, rounds_each);
    choir.close();
  }

  const choir = await Choir.open(t, server);
  for (let i = 0; i < passing_rounds; ++i) {
    const applicant = await Applicant.register(server);
    const result = await sit(applicant, choir, () => applicant.saveAll());
    assert.equal(result.decision, 'pass');
    const { attempts: own, approvals } = await applicant.me();
    assert.deepEqual([own.length, approvals.map(({ id }) => id)], [1, [result.approval.id]]);
  }
  const headers = { authorization: `Bearer ${server.token('events:read')}` };
  const events = await (await fetch(`${server.url}/api/v1/events?limit=1000`, { headers })).json();
  assert.equal(events.length, passing_rounds);
  assert.equal(server.tell(['verify-audit']).code, 0);
  await assertSound(server);
});
