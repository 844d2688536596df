// Goal: approvals are pushed to receivers that behave, and to those that do not. The real server, receivers in node;
// signatures are verified with a library of another maker.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { Applicant } from './applicant.mjs';
import { assertSound, Running, scratch } from './program.mjs';
import { inTurn, Receiver } from './receiver.mjs';
import { Staff } from './staff.mjs';

const limit = { timeout: 180_000 };
/** If-Match for those who have not looked. */
const whatever = { 'if-match': '*' };
const quick = ['--webhook-loopback-http', '--webhook-test-delay-ms', '100'];

/** A person of the head office, and a server whose retries come soon. */
class Office extends Staff {
  static async open(t, { extra = quick, env, data } = {}) {
    const server = await Running.start(t, { extra, env, data });
    return Object.assign(new Office(), await Staff.join(server, 'hq'));
  }

  async add(url) {
    const endpoint = await this.fine('POST', '/api/v1/webhook-endpoints', { url });
    return { ...endpoint, path: `/api/v1/webhook-endpoints/${endpoint.id}` };
  }

  /** Somebody passes the exam; answers the approval. */
  async pass() {
    const applicant = await Applicant.sitting(this.server);
    await applicant.saveAll();
    const { result } = await applicant.fine('POST', `/api/v1/attempts/${applicant.attempt}/submit`, { epoch: applicant.epoch });
    return result.approval;
  }

  async test(endpoint) {
    return (await this.fine('POST', `${endpoint.path}/test`, {})).event_id;
  }

  /** Waits until a delivery is as it should be; answers it with its log. */
  async delivery(endpoint, event, fits) {
    const end = Date.now() + 60_000;
    for (;;) {
      const delivery = await this.fine('GET', `${endpoint.path}/deliveries/${event}`);
      if (fits(delivery)) return delivery;
      assert.ok(Date.now() < end, JSON.stringify(delivery));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  delivered(endpoint, event) {
    return this.delivery(endpoint, event, ({ state }) => state === 'delivered');
  }

  tried(endpoint, event, outcome) {
    return this.delivery(endpoint, event, ({ log }) => log.some((entry) => entry.outcome === outcome));
  }
}

const verified = (message, secret) => new Webhook(secret).verify(message.body, message.headers);
const outcomes = ({ log }) => log.map(({ outcome }) => outcome);

it('pushes a pass once, signed, with the bytes of the feed', limit, async (t) => {
  const office = await Office.open(t);
  const receiver = await Receiver.start(t);
  const endpoint = await office.add(receiver.url);
  const approval = await office.pass();
  const [message] = await receiver.has(1);
  const event = verified(message, endpoint.secret);
  assert.equal(event.id, message.headers['webhook-id']);
  assert.equal(event.data.approvalNumber, approval.number);
  assert.equal(message.method, 'POST');
  assert.equal(message.path, '/hooks?a=b');
  assert.equal(message.headers['content-type'], 'application/cloudevents+json');
  assert.equal(message.headers['user-agent'], 'kiosk-cert/1');

  const [token] = /kk_\S+/.exec(office.server.tell(['token', 'add', 'reader', '--scope', 'events:read,webhooks:write']).out);
  const feed = await fetch(`${office.server.url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(await feed.text(), `[${message.body}]`);

  const { log } = await office.delivered(endpoint, event.id);
  assert.equal(log.length, 1);
  assert.equal(receiver.messages.length, 1);
  // A machine with the scope manages webhooks without cookie and Origin.
  const machine = await fetch(`${office.server.url}${endpoint.path}/disable`, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...whatever } });
  assert.equal((await machine.json()).disabled_reason, 'by-hand');
  // What comes meanwhile waits in the feed, and goes out when the endpoint is enabled.
  await office.pass();
  await office.fine('POST', `${endpoint.path}/enable`, {}, whatever);
  const [, second] = await receiver.has(2);
  assert.equal(verified(second, endpoint.secret).sequence, '00000000000000000002');
  await assertSound(office.server);
});

it('tries again with the same id and bytes until the receiver is well', limit, async (t) => {
  const office = await Office.open(t);
  const receiver = await Receiver.start(t, { answer: inTurn(500, [302, { location: 'http://127.0.0.1:9/' }], 204) });
  const endpoint = await office.add(receiver.url);
  await office.pass();
  const messages = await receiver.has(3);
  assert.deepEqual(new Set(messages.map(({ body }) => body)).size, 1);
  assert.deepEqual(new Set(messages.map(({ headers }) => headers['webhook-id'])).size, 1);
  for (const message of messages) verified(message, endpoint.secret);
  const delivery = await office.delivered(endpoint, messages[0].headers['webhook-id']);
  assert.deepEqual(outcomes(delivery), ['refused', 'redirected', 'delivered']);
});

it('gives up after ten tries, and delivers when it is told to', limit, async (t) => {
  const office = await Office.open(t);
  let well = false;
  const receiver = await Receiver.start(t, { answer: (request, reply) => reply.writeHead(well ? 204 : 500).end() });
  const endpoint = await office.add(receiver.url);
  await office.pass();
  const [{ headers }] = await receiver.has(10);
  const id = headers['webhook-id'];
  await office.delivery(endpoint, id, ({ state }) => state === 'dead');
  const { deliveries } = await office.fine('GET', `${endpoint.path}/deliveries?state=dead`);
  assert.deepEqual(deliveries.map(({ event_id, attempts }) => [event_id, attempts]), [[id, 10]]);
  await office.server.hears(/webhook-dead-letter/);
  well = true;
  await office.fine('POST', `${endpoint.path}/deliveries/${id}/redeliver`, {});
  const delivery = await office.delivered(endpoint, id);
  assert.equal(delivery.attempts, 11);
  assert.equal(receiver.messages.length, 11);
  // Replays: all since a time, certain ones, and none that are not there.
  assert.equal((await office.fine('POST', `${endpoint.path}/replay`, { since: '2020-01-01T00:00:00Z' })).events, 1);
  await receiver.has(12);
  await office.delivered(endpoint, id);
  assert.equal((await office.fine('POST', `${endpoint.path}/replay`, { eventIds: [id] })).events, 1);
  const messages = await receiver.has(13);
  assert.ok(messages.every((message) => message.headers['webhook-id'] === id && message.body === messages[0].body));
  const unknown = await office.ask('POST', `${endpoint.path}/replay`, { eventIds: ['evt_0'] });
  assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [422, '/eventIds/0']);
});

it('stops at 410, and waits as long as 429 asks', limit, async (t) => {
  const office = await Office.open(t);
  const gone = await Receiver.start(t, { answer: inTurn(410) });
  const busy = await Receiver.start(t, { answer: inTurn([429, { 'retry-after': '2' }], 204) });
  const one = await office.add(gone.url);
  const other = await office.add(busy.url);
  await office.pass();
  const [, second] = await busy.has(2);
  const { log } = await office.delivered(other, second.headers['webhook-id']);
  assert.deepEqual(outcomes({ log }), ['throttled', 'delivered']);
  assert.ok(Date.parse(log[1].at) - Date.parse(log[0].at) >= 2000, 'not sooner than asked');
  assert.equal((await office.fine('GET', one.path)).disabled_reason, 'gone');
  assert.equal(gone.messages.length, 1);
  const test = await office.ask('POST', `${one.path}/test`, {});
  assert.deepEqual([test.status, test.body.code], [409, 'endpoint-disabled']);
});

it('is not held up by receivers that hang, drip, or pour', limit, async (t) => {
  const office = await Office.open(t);
  const hanging = await Receiver.start(t, { answer: () => {} });
  const dripping = await Receiver.start(t, {
    answer: (request, reply) => {
      const drip = setInterval(() => reply.socket?.destroyed ? clearInterval(drip) : reply.socket.write('x'), 200);
      reply.socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    },
  });
  const pouring = await Receiver.start(t, { answer: (request, reply) => reply.writeHead(200).end(Buffer.alloc(50_000_000, 'x')) });
  const long_headed = await Receiver.start(t, { answer: (request, reply) => reply.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end() });
  const well = await Receiver.start(t);
  const [hang, drip, pour, head, good] = await Promise.all([hanging, dripping, pouring, long_headed, well].map(({ url }) => office.add(url)));
  await office.pass();
  const [message] = await well.has(1);
  const id = message.headers['webhook-id'];
  await office.delivered(good, id);
  await office.delivered(pour, id);
  await office.tried(head, id, 'malformed');
  await office.tried(hang, id, 'timed-out');
  await office.tried(drip, id, 'timed-out');
  assert.ok(office.server.memory('VmHWM') < 400_000_000);
  await assertSound(office.server); // also while two hang
});

it('goes neither to private addresses nor to those whom it cannot trust', limit, async (t) => {
  const folder = scratch(t);
  const certificate = (name) => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  };
  const [known, stranger, misnamed] = [certificate('localhost'), certificate('localhost'), certificate('other.example')];
  // The file was overwritten by the second one of that name: write what is trusted.
  const trusted = join(folder, 'trusted.pem');
  execFileSync('sh', ['-c', 'cat > "$1"', 'sh', trusted], { input: Buffer.concat([known.cert, misnamed.cert]) });
  const office = await Office.open(t, { extra: [...quick, '--webhook-network', '127.0.0.0/8', '--webhook-network', '::1'], env: { SSL_CERT_FILE: trusted } });
  const receivers = await Promise.all([known, stranger, misnamed].map((tls) => Receiver.start(t, { tls })));
  const [good, ...bad] = await Promise.all(receivers.map(({ url }) => office.add(url)));
  const event = await office.test(good);
  const [message] = await receivers[0].has(1);
  assert.equal(verified(message, good.secret).type, 'com.example.kiosk.endpoint.test.v1');
  await office.delivered(good, event);
  for (const endpoint of bad) await office.tried(endpoint, await office.test(endpoint), 'tls-failed');
  assert.deepEqual(receivers.slice(1).map(({ messages }) => messages.length), [0, 0]);

  const strict = await Office.open(t, { extra: ['--webhook-test-delay-ms', '100'] });
  const by_name = await strict.add(receivers[0].url); // a name says nothing until it is resolved
  await strict.tried(by_name, await strict.test(by_name), 'address-refused');
  for (const [url, code] of [
    ['https://127.0.0.1/', 'address-refused'],
    ['https://[::ffff:10.0.0.1]/', 'address-refused'],
    ['http://receiver.example/', 'scheme'],
    ['http://127.0.0.1/', 'scheme'],
    ['https://a:b@receiver.example/', 'user-info'],
    [`https://receiver.example/${'a'.repeat(500)}`, 'too-long'],
  ]) {
    const { status, body } = await strict.ask('POST', '/api/v1/webhook-endpoints', { url });
    assert.deepEqual([status, body.errors[0].pointer, body.errors[0].code], [422, '/url', code], url);
  }
  assert.equal((await strict.ask('GET', '/api/v1/webhook-endpoints/0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201')).body.code, 'endpoint-unknown');
  assert.equal(receivers[0].messages.length, 1);
});

it('sends the same id again when it was killed between sending and writing down', limit, async (t) => {
  const office = await Office.open(t);
  let killed;
  const receiver = await Receiver.start(t, {
    answer: (request, reply, number) => {
      if (number > 0) return reply.writeHead(204).end();
      killed = office.server.kill(); // it was received, and nobody will ever know
    },
  });
  const endpoint = await office.add(receiver.url);
  await office.pass();
  await receiver.has(1);
  await killed;
  await office.server.launch(office.server.address());
  const [first, second] = await receiver.has(2);
  assert.equal(second.headers['webhook-id'], first.headers['webhook-id']);
  assert.equal(second.body, first.body);
  verified(second, endpoint.secret);
  await office.delivered(endpoint, first.headers['webhook-id']);
});

it('signs with both secrets after a rotation', limit, async (t) => {
  const office = await Office.open(t);
  const receiver = await Receiver.start(t);
  const endpoint = await office.add(receiver.url);
  const rotated = await office.fine('POST', `${endpoint.path}/rotate-secret`, {}, whatever);
  assert.notEqual(rotated.secret, endpoint.secret);
  await office.test(endpoint);
  const [message] = await receiver.has(1);
  assert.equal(message.headers['webhook-signature'].split(' ').length, 2);
  verified(message, rotated.secret);
  verified(message, endpoint.secret);
  assert.throws(() => verified({ ...message, body: `${message.body} ` }, rotated.secret));
});

it('is managed by commands, too', limit, async (t) => {
  const office = await Office.open(t);
  const receiver = await Receiver.start(t);
  const added = office.server.tell(['webhook', 'add', receiver.url]);
  const [, id, secret] = /^endpoint (\S+)\nsecret (whsec_\S+)\n$/.exec(added.out);
  assert.match(office.server.tell(['webhook', 'test', id]).out, /^test event evt_\w+ is in line\n$/);
  verified((await receiver.has(1))[0], secret);
  await office.pass();
  await receiver.has(2);
  await office.delivered({ path: `/api/v1/webhook-endpoints/${id}` }, receiver.messages[1].headers['webhook-id']);
  assert.equal(office.server.tell(['webhook', 'replay', id, '--since', '2020-01-01T00:00:00Z']).out, '1 events are in line once more\n');
  await receiver.has(3);
  assert.match(office.server.tell(['webhook', 'disable', id]).out, /disabled \(by-hand\)/);
  assert.match(office.server.tell(['webhook', 'list']).out, new RegExp(`^${id}  disabled \\(by-hand\\)  pending 0  dead 0  ${receiver.url.replace('?', '\\?')}\n$`));
  assert.match(office.server.tell(['webhook', 'enable', id]).out, /enabled/);
  assert.match(office.server.tell(['webhook', 'rotate-secret', id]).out, /secret whsec_/);
  assert.equal(office.server.tell(['webhook', 'test', 'nobody']).code, 1);
  assert.equal(office.server.tell(['webhook', 'remove', id]).out, `the endpoint ${id} is forgotten\n`);
  assert.equal(office.server.tell(['webhook', 'list']).out, '');
  for (const words of [['remove', id], ['deliveries', id], ['redeliver', id, 'evt_0']]) {
    assert.match(office.server.tell(['webhook', ...words]).err, /endpoint-unknown/, words[0]);
  }
  assert.match(office.server.tell(['webhook', 'add', 'ftp://a/']).err, /must begin with https/);
  const { kiosk_webhook_dead_letters: dead } = await office.server.metrics();
  assert.equal(dead, 0);
});

it('shows by commands what became of events, and sends a dead one again', limit, async (t) => {
  const office = await Office.open(t);
  let well = false;
  const receiver = await Receiver.start(t, { answer: (request, reply) => reply.writeHead(well ? 204 : 500).end() });
  const add = ['webhook', 'add', receiver.url, '--description', 'Partner desk'];
  assert.match(office.server.tell([...add, '--events', 'approval.lost']).err, /event_types\/0: is no type of event/);
  const added = office.server.tell([...add, '--events', 'approval.issued,approval.revoked']);
  const [, id] = /^endpoint (\S+)\n/.exec(added.out);
  const approval = await office.pass();
  const [{ headers }] = await receiver.has(10);
  const event = headers['webhook-id'];
  await office.delivery({ path: `/api/v1/webhook-endpoints/${id}` }, event, ({ state }) => state === 'dead');
  const { out: list } = office.server.tell(['webhook', 'list']);
  assert.ok(list.startsWith(`${id}  enabled  pending 0  dead 1  ${receiver.url}  approval.issued,approval.revoked  Partner desk\n`), list);
  const deliveries = (state) => office.server.tell(['webhook', 'deliveries', id, ...(state ? ['--state', state] : [])]);
  assert.match(deliveries('dead').out, new RegExp(`^${event}  dead  \\S+Z  \\S+approval.issued.v1  approvals/${approval.id}  tries 10  last refused 500\n$`));
  assert.equal(deliveries('pending').out, '');
  assert.match(deliveries('lost').err, /--state takes pending, delivered or dead/);
  well = true;
  assert.equal(office.server.tell(['webhook', 'redeliver', id, event]).out, `event ${event} is in line once more\n`);
  await office.delivered({ path: `/api/v1/webhook-endpoints/${id}` }, event);
  assert.match(deliveries().out, /  delivered  .*  tries 11  last delivered 204\n$/);
  assert.match(office.server.tell(['webhook', 'redeliver', id, 'evt_0']).err, /delivery-unknown/);
  assert.match(office.server.tell(['webhook', 'redeliver', id]).err, /goes on with EVENT/);
});
