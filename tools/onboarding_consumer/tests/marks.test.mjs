// The mark that closes the loop, against a stand-in for the server.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { it } from 'node:test';
import { Api } from '../src/api.mjs';
import { markOnboarded } from '../src/follower.mjs';
import { opened } from './stores.mjs';

/** Answers each request with the next of these: a status, or 'cut' for none; remembers what was asked. */
async function standIn(t, answers) {
  const asked = [];
  const server = createServer(async (request, reply) => {
    const chunks = await request.toArray();
    asked.push(
      [request.method, request.url, request.headers.authorization, Buffer.concat(chunks).toString()].join(' '),
    );
    const answer = answers.shift();
    if (answer === 'cut') return request.socket.destroy();
    reply
      .writeHead(answer, { 'content-type': 'application/problem+json' })
      .end(answer < 300 ? '{}' : '{"code":"some-code"}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}`, asked };
}

function openShops(t, approvals) {
  const store = opened(t);
  for (const [i, approvalId] of approvals.entries()) {
    const data = {
      approvalId,
      status: 'active',
      approvalNumber: `KP-${i}`,
      partnerId: 'urn:uuid:1',
      region: { code: 'CN-GD' },
      validUntil: '2027-11-22T03:00:00Z',
    };
    store.take({ id: `evt_${i}`, source: 's', sequence: i + 1, kind: 'approval.issued', data }, 'feed');
  }
  return store;
}

const marks = (store) => store.summary().partners.map(({ mark }) => mark);

/** Marks until there is nothing left to do. */
async function markAll(store, url) {
  const stop = new AbortController();
  const wake = async () => stop.abort();
  await markOnboarded({ api: new Api(url, 'kk_1', stop.signal), store, say: () => {}, stopping: stop.signal, wake });
}

it('every opened shop is told, in order; one that was not answered is told again, in the same words', async (t) => {
  const store = openShops(t, ['a', 'b']);
  const server = await standIn(t, ['cut', 503, 200, 201]);
  await markAll(store, server.url);
  const put = (approval, shop) =>
    `PUT /api/v1/approvals/${approval}/onboarding Bearer kk_1 {"state":"onboarded","externalId":"${shop}"}`;
  assert.deepEqual(server.asked, [
    put('a', 'SHOP-000001'),
    put('a', 'SHOP-000001'),
    put('a', 'SHOP-000001'),
    put('b', 'SHOP-000002'),
  ]);
  assert.deepEqual(marks(store), ['done', 'done']);
});

it('one that is refused for good is kept with the reason, and does not hold up the others', async (t) => {
  const store = openShops(t, ['a', 'b']);
  const server = await standIn(t, [409, 200]);
  await markAll(store, server.url);
  assert.deepEqual(marks(store), ['HTTP 409 some-code', 'done']);
});

it('a server without the route, or a token without the scope, leaves the mark wanted', async (t) => {
  const store = openShops(t, ['a']);
  const server = await standIn(t, [404, 403, 200]);
  await markAll(store, server.url);
  assert.equal(server.asked.length, 3);
  assert.deepEqual(marks(store), ['done']);
});
