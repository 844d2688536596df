// The onboarding consumer beside a server: started, killed and asked like the server itself; and webhooks for it.

import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../strictness/proxies.mjs';
import { repository } from '../support/paths.mjs';
import { Applicant } from './applicant.mjs';
import { atEnd, scratch } from './program.mjs';
import { until } from './writers.mjs';

const consumer = join(repository, 'tools', 'onboarding_consumer', 'onboarding_consumer.mjs');
const limit_ms = 60_000;

/** Runs a command of the consumer to its end. */
export function runConsumer(words, input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [consumer, ...words], { encoding: 'utf8', input, timeout: limit_ms });
  return { code: status, out: stdout, err: stderr };
}

/** The server's secret for an endpoint, as Standard Webhooks writes it. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

export class Onboarding {
  /** For this server; does not run yet. It ends with the test. */
  constructor(t, server) {
    Object.assign(this, { server, folder: scratch(t), secret: newSecret(), listen: '127.0.0.1:0' });
    this.token = server.token('events:read,approvals:read,approvals:onboard');
    writeFileSync(this.file('token'), `${this.token}\n`, { mode: 0o600 });
    writeFileSync(this.file('secret'), `${this.secret}\n`, { mode: 0o600 });
    atEnd(t, () => this.kill());
  }

  static async start(t, server, extra) {
    const onboarding = new Onboarding(t, server);
    await onboarding.launch(extra);
    return onboarding;
  }

  /** The same, and the server pushes to it (it needs `--webhook-loopback-http`). */
  static async startPushed(t, server, extra) {
    const onboarding = new Onboarding(t, server);
    onboarding.listen = `127.0.0.1:${await freePort()}`;
    const made = server.tell(['webhook', 'add', `http://${onboarding.listen}/webhooks`]).out;
    [onboarding.secret] = /whsec_\S+/.exec(made);
    [onboarding.endpoint] = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(made);
    writeFileSync(onboarding.file('secret'), `${onboarding.secret}\n`);
    onboarding.webhook_token = server.token('webhooks:write');
    await onboarding.launch(extra);
    return onboarding;
  }

  file(name) {
    return join(this.folder, name);
  }

  #common() {
    return ['--server', this.server.url, '--data', this.file('data'), '--token-file', this.file('token')];
  }

  /** Starts, or starts again on the same port. */
  async launch(extra = []) {
    const words = ['run', ...this.#common(), '--listen', this.listen, '--secret-file', this.file('secret'), ...extra];
    this.child = spawn(process.execPath, [consumer, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.said = '';
    for (const stream of [this.child.stdout, this.child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.said += text));
    await this.hears(/ follows /);
    [, this.door, this.listen] = /takes webhooks on (http:\/\/([^/]+)\/webhooks)/.exec(this.said);
  }

  /** Waits until it has said something. */
  async hears(pattern) {
    await until(() => {
      if (this.ended() && !pattern.test(this.said)) throw new Error(`the consumer ended before ${pattern}:\n${this.said}`);
      return pattern.test(this.said);
    }, `${pattern} in what the consumer says`);
  }

  ended() {
    return !this.child || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  #end(signal) {
    if (this.ended()) return undefined;
    return new Promise((resolve) => {
      this.child.on('exit', resolve);
      this.child.kill(signal);
    });
  }

  kill() {
    return this.#end('SIGKILL');
  }

  /** Asks it to end; answers its exit code. */
  halt() {
    return this.#end('SIGTERM');
  }

  /** What `status` shows, whether it runs or not. */
  status() {
    const { code, out, err } = runConsumer(['status', '--data', this.file('data'), '--format', 'json']);
    if (code !== 0) throw new Error(err);
    return JSON.parse(out);
  }

  /** The deeds as `open APPROVAL`, in their order. */
  deeds() {
    return this.status().deeds.map(({ deed, approval }) => `${deed} ${approval}`);
  }

  async comesTo(count) {
    await until(() => this.status().deeds.length >= count, `${count} deeds`);
  }

  digest() {
    return runConsumer(['digest', ...this.#common()]);
  }

  /** Sends a webhook as the server would; answers status and body. */
  async deliver(body, { id = JSON.parse(body).id, at_s = Math.floor(Date.now() / 1000), secret = this.secret, headers = {} } = {}) {
    const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${at_s}.${body}`).digest('base64');
    const signed = { 'content-type': 'application/cloudevents+json', 'webhook-id': id, 'webhook-timestamp': String(at_s), 'webhook-signature': `v1,${mac}` };
    const reply = await fetch(this.door, { method: 'POST', body, headers: { ...signed, ...headers }, signal: AbortSignal.timeout(limit_ms) });
    const text = await reply.text();
    return { status: reply.status, check: text ? JSON.parse(text).check : undefined };
  }

  /** How many of the server's pushes are in each state. */
  async pushes() {
    const counts = { pending: 0, delivered: 0, dead: 0 };
    const headers = { authorization: `Bearer ${this.webhook_token}` };
    for (let cursor = ''; cursor !== undefined; ) {
      const query = `limit=200${cursor && `&cursor=${cursor}`}`;
      const reply = await fetch(`${this.server.url}/api/v1/webhook-endpoints/${this.endpoint}/deliveries?${query}`, { headers });
      const page = await reply.json();
      for (const { state } of page.deliveries) counts[state] += 1;
      cursor = page.next_cursor;
    }
    return counts;
  }

  /** All events of the server's feed, as their texts. */
  async feed() {
    const reply = await fetch(`${this.server.url}/api/v1/events?limit=1000`, { headers: { authorization: `Bearer ${this.token}` } });
    return (await reply.json()).map((event) => JSON.stringify(event));
  }
}

/** An applicant passes; answers the approval. */
export async function pass(server) {
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  return (await applicant.submit()).approval;
}

/** One fails: no answer at all. */
export async function fail(server) {
  await (await Applicant.sitting(server)).submit();
}
