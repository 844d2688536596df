// Applicants who save one changing answer after another, and beside them the oracle: what was sent, what was acknowledged.

import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { Applicant } from './applicant.mjs';

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the condition holds; `limit_ms` is there to end a test that has failed, so it is large. */
export async function until(condition, what, limit_ms = 120_000) {
  const end = Date.now() + limit_ms;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `it never came: ${what}`);
    await pause(10);
  }
}

/** Whole numbers below a bound, the same ones again with KIOSK_TEST_SEED (xorshift). */
export function seeded(t) {
  let state = Number(process.env.KIOSK_TEST_SEED ?? Date.now()) >>> 0 || 1;
  t.diagnostic(`KIOSK_TEST_SEED=${state}`);
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A number of rounds that a longer run may raise. */
export const rounds = (variable, standard) => Number(process.env[variable] ?? standard);

export class Writer {
  sent = new Map(); // "item epoch revision" -> answer
  acknowledged = new Map(); // item -> { epoch, revision }
  saves = 0; // acknowledged
  failed = 0; // tries without an answer
  put_off = 0; // answered 503
  is_put_off = false; // since the last save that was acknowledged
  think_ms = 0; // before the next save
  told_to_close = 0; // replies with "Connection: close"

  static async sitting(server, random, { address } = {}) {
    const writer = new Writer();
    writer.random = random;
    writer.agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: address });
    writer.applicant = await Applicant.sitting(server);
    writer.items = writer.applicant.items.filter((item) => item.kind === 'numeric' || item.kind === 'single');
    return writer;
  }

  /** Saves until `over()`. A save without an answer is sent again as it was, as the page does. */
  async run(over) {
    while (!over()) {
      if (this.random(200) === 0) await this.persist('POST', 'take-over', {}, over, (reply) => this.takeEpoch(reply.body));
      else await this.save(over);
      if (this.think_ms) await pause(this.think_ms);
    }
    this.agent.destroy();
  }

  async save(over = () => false) {
    const { item, body } = this.next();
    await this.persist('PUT', 'responses', body, over, (reply) => this.acknowledge(item, body, reply));
  }

  /** A save that is not sent again; answers the reply. */
  async saveOnce() {
    const { item, body } = this.next();
    const reply = await this.ask('PUT', 'responses', body);
    if (reply.status === 200) this.acknowledge(item, body, reply);
    return reply;
  }

  /** The next answer, to some item. */
  next() {
    const { applicant } = this;
    const item = this.items[this.random(this.items.length)];
    const choice = this.random(1000);
    const answer = item.kind === 'numeric' ? { number: String(choice) } : { choice: item.options[choice % item.options.length].id };
    const { epoch } = applicant;
    const revision = applicant.revision++;
    this.sent.set(`${item.id} ${epoch} ${revision}`, answer);
    return { item, body: { epoch, responses: [{ item: item.id, revision, answer, marked: false, since_start_ms: 1000 }] } };
  }

  acknowledge(item, { epoch, responses: [{ revision }] }, reply) {
    const [saved] = reply.body.saved;
    assert.equal(saved?.item, item.id, JSON.stringify(reply.body));
    // An older revision that comes late is answered with the newer one that is stored.
    assert.ok(saved.revision >= revision);
    const known = this.acknowledged.get(item.id) ?? { epoch: 0, revision: -1 };
    if (epoch > known.epoch || (epoch === known.epoch && saved.revision > known.revision)) this.acknowledged.set(item.id, { epoch, revision: saved.revision });
    this.saves += 1;
    this.is_put_off = false;
  }

  takeEpoch({ epoch, next_revision }) {
    this.applicant.epoch = epoch;
    this.applicant.revision = next_revision;
  }

  /** Asks until there is an answer that settles it. A take-over whose answer was lost has happened all the same. */
  async persist(method, what, body, over, settle) {
    while (!over()) {
      const reply = await this.ask(method, what, body).catch(() => undefined);
      if (!reply) this.failed += 1;
      if (reply?.closes) this.told_to_close += 1;
      if (reply?.status === 200) return settle(reply);
      if (reply?.body.code === 'stale-epoch') return this.takeEpoch(reply.body.params);
      if (reply) {
        assert.equal(reply.status, 503, JSON.stringify(reply.body));
        assert.ok(reply.retry_after_s > 0, 'told when to try again');
        this.put_off += 1;
        this.is_put_off = true;
      }
      await pause(20);
    }
  }

  ask(method, what, body) {
    const { server, attempt, cookie } = this.applicant;
    const text = JSON.stringify(body);
    const headers = { origin: server.url, cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const asking = request(`${server.url}/api/v1/attempts/${attempt}/${what}`, { method, headers, agent: this.agent }, async (reply) => {
        try {
          const chunks = await reply.toArray();
          const retry_after_s = Number(reply.headers['retry-after']);
          resolve({ status: reply.statusCode, body: JSON.parse(Buffer.concat(chunks)), closes: reply.headers.connection === 'close', retry_after_s });
        } catch (error) {
          reject(error);
        }
      });
      asking.on('error', reject);
      asking.end(text);
    });
  }

  /** Every acknowledged answer is stored, or a later one of its item, and what is stored was sent. */
  async assertKept() {
    const acknowledged = new Map(this.acknowledged); // before asking: more come while this writer writes
    const stored = await this.applicant.stored();
    for (const [item, { epoch, revision }] of acknowledged) {
      const found = stored.get(item);
      assert.ok(found, `${item} is gone; epoch ${epoch} revision ${revision} was acknowledged`);
      const as_late = found.epoch > epoch || (found.epoch === epoch && found.revision >= revision);
      assert.ok(as_late, `${item} has epoch ${found.epoch} revision ${found.revision}; ${epoch} and ${revision} were acknowledged`);
    }
    for (const [item, { epoch, revision, answer }] of stored) assert.deepEqual(answer, this.sent.get(`${item} ${epoch} ${revision}`));
  }
}

/** Several writers at once, and the totals over them. */
export class Writers {
  static async sitting(server, count, random) {
    const writers = new Writers();
    writers.all = [];
    for (let i = 0; i < count; ++i) writers.all.push(await Writer.sitting(server, random));
    return writers;
  }

  sum(name) {
    return this.all.reduce((sum, writer) => sum + writer[name], 0);
  }

  /** All write while `action` runs; what a writer cannot accept ends it at once. */
  async during(action) {
    let over = false;
    const writing = Promise.all(this.all.map((writer) => writer.run(() => over)));
    try {
      await Promise.race([action(), writing]);
    } finally {
      over = true;
    }
    await writing;
  }

  /** Waits for so many more acknowledged saves. */
  async more(count) {
    const goal = this.sum('saves') + count;
    await until(() => this.sum('saves') >= goal, `${count} more saves`);
  }

  async assertKept() {
    for (const writer of this.all) await writer.assertKept();
  }
}
