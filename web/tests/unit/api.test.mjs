import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createAsk } from '../../core/api.ts';
import { backoffMs } from '../../core/backoff.ts';

function world(...answers) {
  const seen = { requests: [], waits: [] };
  const ask = createAsk({
    random: () => 0,
    wait: async (ms) => void seen.waits.push(ms),
    fetch: async (path, init) => {
      seen.requests.push({ path, init });
      const answer = answers.shift();
      if (answer === 'down') throw new TypeError('Failed to fetch');
      if (answer === 'hang') return new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(new Error('aborted'))));
      return new Response(answer.body ?? null, { status: answer.status, headers: answer.headers ?? {} });
    },
  });
  return { ask, seen };
}

const json = (status, value, headers) => ({ status, body: JSON.stringify(value), headers });

it('gives the value, and sends JSON', async () => {
  const { ask, seen } = world(json(201, { id: 'x' }));
  assert.deepEqual(await ask('POST', '/api/v1/applicants', { body: { name: 'Li' } }), { ok: true, value: { id: 'x' } });
  assert.equal(seen.requests[0].init.body, '{"name":"Li"}');
  assert.equal(seen.requests[0].init.headers['content-type'], 'application/json');
});

it('takes an empty 204', async () => {
  const { ask } = world({ status: 204 });
  assert.equal((await ask('DELETE', '/x')).ok, true);
});

it('gives the problem document as a value', async () => {
  const document = { code: 'invalid-fields', status: 422, errors: [{ pointer: '/name', code: 'required' }], params: { a: 1 } };
  const { ask } = world(json(422, document));
  const { problem } = await ask('POST', '/x');
  assert.deepEqual(problem, { code: 'invalid-fields', status: 422, params: { a: 1 }, errors: document.errors });
});

it('an answer that is not ours (a hotel network’s page, say) has a code as well, and passes', async () => {
  const { ask } = world({ status: 200, body: '<html>' }, { status: 404, body: 'not here' });
  assert.equal((await ask('POST', '/x')).problem.code, 'bad-answer');
  assert.equal((await ask('POST', '/x')).problem.code, 'bad-answer');
});

it('repeats a GET after a lost answer, with growing waits', async () => {
  const { ask, seen } = world('down', json(503, {}, { 'retry-after': '3' }), json(200, 7));
  assert.deepEqual(await ask('GET', '/x'), { ok: true, value: 7 });
  assert.deepEqual(seen.waits, [500, 3000]);
});

it('gives up in the end', async () => {
  const { ask, seen } = world('down', 'down', 'down');
  assert.equal((await ask('GET', '/x')).problem.code, 'network-down');
  assert.equal(seen.requests.length, 3);
});

it('does not repeat a POST by itself, nor a refusal, nor a 429', async () => {
  const { ask, seen } = world('down', json(404, { code: 'exam-unknown' }), json(429, { code: 'too-many-attempts' }, { 'retry-after': '60' }));
  await ask('POST', '/x');
  await ask('GET', '/x');
  const { problem } = await ask('GET', '/x');
  assert.equal(problem.retry_after_s, 60);
  assert.equal(seen.requests.length, 3);
});

it('stops waiting for an answer', async () => {
  const { ask } = world('hang');
  assert.equal((await ask('POST', '/x', { timeout_ms: 5 })).problem.code, 'timed-out');
});

it('back-off: 1, 2, 4 … 30 s, half of it by chance', () => {
  assert.deepEqual([1, 2, 3, 6, 50].map((n) => backoffMs(n, 1)), [1000, 2000, 4000, 30_000, 30_000]);
  assert.deepEqual([1, 2, 3, 6].map((n) => backoffMs(n, 0)), [500, 1000, 2000, 15_000]);
});

it('tells the ETag of what it got, and sends it with what depends on it', async () => {
  const { ask, seen } = world(json(200, { revision: 2 }, { etag: '"2-active"' }), json(200, { revision: 3 }, { etag: '"3-suspended"' }));
  assert.equal((await ask('GET', '/a')).etag, '"2-active"');
  assert.equal((await ask('POST', '/a/suspend', { body: {}, if_match: '"2-active"', idempotency_key: '"k"' })).etag, '"3-suspended"');
  const { headers } = seen.requests[1].init;
  assert.equal(headers['if-match'], '"2-active"');
  assert.equal(headers['idempotency-key'], '"k"');
});
