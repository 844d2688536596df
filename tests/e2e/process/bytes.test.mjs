// A save that breaks off at every single byte. `tools/test asan` runs this against the program with the sanitizers in it.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertSound, Running } from './program.mjs';
import { until } from './writers.mjs';

const at_once = 16;
const first_revision = 1000; // so that all requests have one length

/** The whole request of one save. */
function request(applicant, item, revision, answer) {
  const { server, attempt, cookie, epoch } = applicant;
  const body = JSON.stringify({ epoch, responses: [{ item: item.id, revision, answer, marked: false, since_start_ms: 1000 }] });
  const fields = [`Host: ${server.address()}`, `Origin: ${server.url}`, `Cookie: ${cookie}`, 'Content-Type: application/json', `Content-Length: ${body.length}`];
  return `PUT /api/v1/attempts/${attempt}/responses HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends this on a connection of its own and leaves in this way; answers what came back before the connection was closed. */
function sendAndLeave(server, text, leave) {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port: new URL(server.url).port }).setEncoding('latin1');
    socket.on('data', (data) => (heard += data)).on('error', () => {}).on('close', () => resolve(heard));
    socket.on('connect', () => (text ? socket.write(text, () => leave(socket)) : leave(socket)));
  });
}

const leaving = {
  FIN: (socket) => socket.end(),
  RST: (socket) => socket.resetAndDestroy(),
};

/** Does this for 0, 1, … count - 1, some of them side by side. */
async function forEachNumber(count, act) {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: at_once }, worker));
}

it('a save that ends at any byte, by FIN or RST, is not stored; one that was sent whole is, or is not; the server lives', { timeout: 300_000 }, async (t) => {
  const server = await Running.start(t, { extra: ['--io-threads', '2'] });
  const applicant = await Applicant.sitting(server);
  const [cut, reset, whole, dripped] = applicant.items.filter(({ kind }) => kind === 'single');
  const choice = (item, index) => ({ choice: item.options[index].id });
  assert.equal((await applicant.save([cut], () => choice(cut, 0))).status, 200);
  const { revision } = (await applicant.stored()).get(cut.id);

  const length = request(applicant, cut, first_revision, choice(cut, 1)).length;
  for (const leave of Object.values(leaving)) {
    await forEachNumber(length, async (bytes) => {
      const heard = await sendAndLeave(server, request(applicant, cut, first_revision + bytes, choice(cut, 1)).slice(0, bytes), leave);
      assert.doesNotMatch(heard, /^HTTP\/1\.1 2/, `${bytes} bytes of a request are none`);
    });
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  }
  const kept = (await applicant.stored()).get(cut.id);
  assert.deepEqual([kept.revision, kept.answer], [revision, choice(cut, 0)]);

  const tries = 200;
  await forEachNumber(tries, (i) => sendAndLeave(server, request(applicant, reset, first_revision + i, choice(reset, i % 2)), leaving.RST));
  // A request whose client has gone is worked on all the same, and its connection counts until then.
  await until(async () => (await server.metrics()).kiosk_http_connections < at_once, 'the reset ones are done with');
  const found = (await applicant.stored()).get(reset.id);
  if (found) assert.deepEqual(found.answer, choice(reset, (found.revision - first_revision) % 2));

  const heard = await sendAndLeave(server, request(applicant, whole, first_revision, choice(whole, 0)), leaving.FIN);
  assert.match(heard, /^HTTP\/1\.1 200 /, 'who sends no more can still read');
  assert.deepEqual((await applicant.stored()).get(whole.id).answer, choice(whole, 0));

  const drop = async (socket) => {
    for (const byte of request(applicant, dripped, first_revision, choice(dripped, 0))) await new Promise((resolve) => socket.write(byte, resolve));
    socket.end();
  };
  assert.match(await sendAndLeave(server, '', drop), /^HTTP\/1\.1 200 /, 'byte by byte is slow, not wrong');
  assert.deepEqual((await applicant.stored()).get(dripped.id).answer, choice(dripped, 0));
  t.diagnostic(`${2 * length} requests cut, ${tries} reset before their answer`);
  await assertSound(server);
});
