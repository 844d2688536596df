// Writes the database of a server that has seen some of everything, as SQL text: a fixture for migrations.
//
//     node tests/e2e/process/write_schema_dump.mjs tests/fixtures/schema/schema_1.sql
//
// Run it with the last program of a schema, before the next migration lands (tests/fixtures/schema/README.md). It takes
// two minutes: the shortest exam lasts one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '../support/server.mjs';

const content = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'schema', 'content');
const password = 'a long password of the fixture';
const right_texts = ['The screen', '屏幕', 'A battery', 'A screen', '电池'];
const false_stems = ['Used goods may be sold as new.', '旧货可以当作新品出售。'];

/** Rows as INSERTs after their tables, and the two numbers in the file's head that say what it is. */
const dump_program = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
print("\\n".join(database.iterdump()))
for name in ("application_id", "user_version"):
    print("PRAGMA %s = %d;" % (name, database.execute("PRAGMA " + name).fetchone()[0]))
`;

/** Somebody with a cookie of their own. */
class Person {
  constructor(server) {
    this.server = server;
  }

  async ask(method, path, body) {
    const headers = { origin: this.server.url, 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }) };
    const reply = await fetch(this.server.url + path, { method, headers, body: body && JSON.stringify(body) });
    const [cookie] = reply.headers.getSetCookie();
    if (cookie) [this.cookie] = cookie.split(';');
    return { status: reply.status, body: reply.status === 204 ? {} : await reply.json() };
  }

  async fine(method, path, body) {
    const reply = await this.ask(method, path, body);
    assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async register(name, region, language, contact, more = {}) {
    ({ id: this.id, candidate_code: this.code } = await this.fine('POST', '/api/v1/applicants', { name, region, language, contact, ...more }));
    this.language = language;
    return this;
  }

  async prepare(language = this.language) {
    const { attempt } = await this.fine('POST', '/api/v1/exams/small/attempts', { language, rules_accepted: ['no-cheating'] });
    this.attempt = `/api/v1/attempts/${attempt.id}`;
    this.attempt_id = attempt.id;
  }

  async start() {
    ({ epoch: this.epoch, paper: this.paper, next_revision: this.revision } = await this.fine('POST', `${this.attempt}/start`, {}));
  }

  answer(item, right) {
    if (item.kind === 'numeric') return { number: right ? '74' : '20' };
    if (item.kind === 'true_false') return { choice: String(right !== false_stems.includes(item.stem)) };
    const ids = item.options.filter(({ text }) => right_texts.includes(text) === right).map(({ id }) => id);
    return item.kind === 'multiple' ? { choices: ids } : { choice: ids[0] };
  }

  save(right, items = this.paper.items) {
    const responses = items.map((item) => ({ item: item.id, revision: this.revision++, answer: this.answer(item, right), marked: !right, since_start_ms: 900 + this.revision }));
    return this.ask('PUT', `${this.attempt}/responses`, { epoch: this.epoch, responses });
  }

  async saved(right, items) {
    const { status, body } = await this.save(right, items);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.rejected ?? [], []);
  }

  async submit() {
    const { result } = await this.fine('POST', `${this.attempt}/submit`, { epoch: this.epoch });
    return result.decision;
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The closer looks once a second. */
async function decisionOf(person, expected) {
  for (let looks = 0; looks < 150; looks += 1) {
    const { status, body } = await person.ask('GET', `${person.attempt}/result`);
    if (status === 200) return assert.equal(body.decision, expected);
    await pause(1000);
  }
  return assert.fail('the attempt did not end');
}

async function liveThrough(server, banks) {
  server.addStaff('wang', password);
  server.command(['staff', 'add', 'an-auditor', '--role', 'auditor', '--password-stdin'], `${password}\n`);
  server.token('approvals:read');
  const hq = new Person(server);
  await hq.fine('POST', '/api/v1/staff/sign-ins', { name: 'wang', password });

  const lapsed = await new Person(server).register('Lapsed Li', 'CN-GD', 'en', 'lapsed@example.com');
  await lapsed.prepare();
  const late = await new Person(server).register('Late Lu', 'CN-JS', 'en', 'late@example.com');
  await late.prepare();
  await late.start();
  await late.saved(false);
  const silent = await new Person(server).register('Silent Sun', 'CN-JS', 'zh-CN', 'silent@example.com');
  await silent.prepare();
  await silent.start();

  const good = await new Person(server).register('叶蓉', 'CN-GD', 'zh-CN', '+86 139 0013 8001', { shop_name: "小米之家 'A'" });
  await good.prepare();
  await good.start();
  await good.saved(false);  // thinks again
  await good.saved(true);
  assert.equal(await good.submit(), 'pass');

  // Fails, and comes back under a new candidate code, in the next version of the exam.
  const twice = await new Person(server).register('Twice Tan', 'CN-GD', 'en', 'twice@example.com');
  await twice.prepare();
  await twice.start();
  await twice.saved(false);
  assert.equal(await twice.submit(), 'fail');
  const exam = join(banks, 'exams', 'small.yaml');
  writeFileSync(exam, readFileSync(exam, 'utf8').replace('version: "1"', 'version: "2"').replace('cut_percent: 75', 'cut_percent: 50'));
  await server.restart();
  const { candidate_code } = await hq.fine('POST', `/api/v1/staff/applicants/${twice.id}/candidate-code`, {});
  await twice.fine('POST', '/api/v1/sign-ins', { candidate_code });
  await twice.prepare('zh-CN');
  await twice.start();
  await twice.saved(true);
  assert.equal(await twice.submit(), 'pass');
  await twice.fine('DELETE', '/api/v1/sign-ins/current');

  // Stays open: extra time, a second browser, one answer.
  const sitting = await new Person(server).register('Sitting Sui', 'CN-JS', 'en', 'sitting@example.com');
  await sitting.prepare();
  await sitting.start();
  const [first, ...rest] = sitting.paper.items;
  await sitting.saved(false, [first]);
  await hq.fine('POST', `/api/v1/staff/attempts/${sitting.attempt_id}/extensions`, { seconds: 7200, reason: 'power cut in the shop' });
  const taken = await sitting.fine('POST', `${sitting.attempt}/take-over`, {});
  Object.assign(sitting, { epoch: taken.epoch, revision: taken.next_revision });
  await sitting.saved(true, rest);

  await decisionOf(silent, 'fail');
  await decisionOf(late, 'fail');
  const evidence = await late.save(true);
  assert.equal(evidence.body.params?.kept_as_evidence, true, JSON.stringify(evidence.body));
  await decisionOf(late, 'review');
  const prepared = await new Person(server).register('Prepared Pan', 'CN-GD', 'en', 'prepared@example.com');
  await prepared.prepare();
}

const target = process.argv[2];
assert.ok(target, 'say where the dump goes');
const banks = mkdtempSync(join(tmpdir(), 'kiosk-banks-'));
cpSync(content, banks, { recursive: true });
const server = await Server.start({ banks });
try {
  await liveThrough(server, banks);
} finally {
  await server.halt();  // a stopped server leaves one file without a log
}
const dump = spawnSync('python3', ['-c', dump_program, join(server.data, 'kiosk.db')], { encoding: 'utf8', maxBuffer: 64 << 20 });
assert.equal(dump.status, 0, dump.stderr);
writeFileSync(target, dump.stdout);
for (const folder of [banks, server.data]) rmSync(folder, { recursive: true });
