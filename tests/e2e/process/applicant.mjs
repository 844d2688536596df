// An applicant without a browser, by the contract (api.md): one sign-in, one attempt.

import assert from 'node:assert/strict';
import { loadKey } from '../support/banks.mjs';

const shipped_key = loadKey();
const rules = ['price-alignment', 'no-cross-region-sales', 'no-cheating'];
let registered = 0;

/** The answer in wire form to an item of the paper. */
export function rightAnswer(item) {
  const { number, truth, texts } = shipped_key.get(item.stem);
  if (number !== undefined) return { number };
  if (truth !== undefined) return { choice: truth };
  const ids = item.options.filter((option) => texts.includes(option.text)).map((option) => option.id);
  return item.kind === 'multiple' ? { choices: ids } : { choice: ids[0] };
}

export class Applicant {
  language = 'en'; // of the paper

  static async register(server, { name = 'Ye Rong', language = 'en' } = {}) {
    const applicant = new Applicant();
    Object.assign(applicant, { server, language });
    const contact = `+86 139 0013 ${1000 + (registered += 1)}`;
    const reply = await applicant.ask('POST', '/api/v1/applicants', { name, region: 'CN-JS', language, contact });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    applicant.code = reply.body.candidate_code;
    return applicant;
  }

  /** Registers, prepares and starts. */
  static async sitting(server) {
    const applicant = await Applicant.register(server);
    await applicant.prepare();
    await applicant.start();
    return applicant;
  }

  async ask(method, path, body) {
    const headers = { origin: this.server.url, 'content-type': 'application/json' };
    if (this.cookie) headers.cookie = this.cookie;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await fetch(this.server.url + path, { method, headers, body: text, signal: AbortSignal.timeout(60_000) });
    const [cookie] = reply.headers.getSetCookie();
    if (cookie) [this.cookie] = cookie.split(';');
    return { status: reply.status, body: await reply.json(), retry_after_s: Number(reply.headers.get('retry-after')) };
  }

  async fine(method, path, body) {
    const reply = await this.ask(method, path, body);
    assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async prepare() {
    const { attempt } = await this.fine('POST', '/api/v1/exams/kiosk-partner/attempts', { language: this.language, rules_accepted: rules });
    this.attempt = attempt.id;
    this.exam_version = attempt.exam_version;
  }

  async start() {
    const started = await this.fine('POST', `/api/v1/attempts/${this.attempt}/start`, {});
    this.epoch = started.epoch;
    this.items = started.paper.items;
    this.revision = started.next_revision;
  }

  /** One save of answers to these items; answers status and body, whatever they are. */
  save(items, answerOf = rightAnswer) {
    const responses = items.map((item) => ({ item: item.id, revision: this.revision++, answer: answerOf(item), marked: false, since_start_ms: 1000 }));
    return this.ask('PUT', `/api/v1/attempts/${this.attempt}/responses`, { epoch: this.epoch, responses });
  }

  async saveAll() {
    const reply = await this.save(this.items);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.equal(reply.body.saved.length, this.items.length);
  }

  /** The stored responses, by item. */
  async stored() {
    const { responses } = await this.fine('GET', `/api/v1/attempts/${this.attempt}`);
    return new Map(responses.map((response) => [response.item, response]));
  }

  async submit() {
    const { result } = await this.fine('POST', `/api/v1/attempts/${this.attempt}/submit`, { epoch: this.epoch });
    return result;
  }

  me() {
    return this.fine('GET', '/api/v1/me');
  }
}
