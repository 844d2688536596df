// Requests to a server that does not answer as it should.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Api } from '../src/api.mjs';

const limit_ms = 500;

async function started(t, serve) {
  const server = createServer(serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close().closeAllConnections());
  return new Api(`http://127.0.0.1:${server.address().port}`, 'kk_1', new AbortController().signal, limit_ms);
}

/** Frees all memory that nothing refers to; a limit that is garbage by then would never come. */
async function collectGarbage() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  for (let i = 0; i < 5; ++i) {
    await sleep(20);
    collect();
  }
}

for (const [what, serve] of [
  ['never answers', () => {}],
  ['stops in the middle of its answer', (_, reply) => reply.writeHead(200, { 'content-length': 100 }).write('{')],
])
  it(`a server that ${what} is given up`, { timeout: 20_000 }, async (t) => {
    const api = await started(t, serve);
    const given_up = assert.rejects(api.digest(1, 1), /no answer in time/);
    await collectGarbage();
    await given_up;
  });

it('an answer that is no problem document of the server is named by its status', async (t) => {
  const api = await started(t, (_, reply) => reply.writeHead(502).end('<html>'));
  await assert.rejects(api.digest(1, 1), { message: 'HTTP 502', status: 502, code: undefined });
});
