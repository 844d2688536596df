// First start, restart, a second server, and what stands in the data directory.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertRefused, atEnd, contents, filesBelow, hasSocket, mode, run, Running, scratch, serveWords } from './program.mjs';

const limit = { timeout: 60_000 };

it('prints where it serves, on a port that it chose, and where the metrics are', limit, async (t) => {
  const server = await Running.start(t);
  const [, port, metrics] = await server.hears(/^kiosk-exam serves on http:\/\/127\.0\.0\.1:(\d+)\/  \(metrics on (\S+)\)$/m);
  assert.notEqual(port, '0');
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404, 'the metrics are not on the main port');
  assert.match(await (await fetch(metrics)).text(), /kiosk_writer_jobs_total/);
});

it('keeps everything over restarts, on the same port and on another', limit, async (t) => {
  const server = await Running.start(t);
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  const jwks = await (await fetch(`${server.url}/.well-known/jwks.json`)).text();
  const before = await applicant.stored();

  await server.restart();
  assert.deepEqual(await applicant.stored(), before, 'sign-in and answers');

  assert.equal(await server.halt(), 0);
  await server.launch('127.0.0.1:0');
  assert.deepEqual(await applicant.stored(), before);
  assert.equal(await (await fetch(`${server.url}/.well-known/jwks.json`)).text(), jwks, 'the signing key');
  const again = await applicant.ask('POST', '/api/v1/sign-ins', { candidate_code: applicant.code });
  assert.equal(again.status, 200, 'the candidate code');
  const result = await applicant.submit();
  assert.equal(result.decision, 'pass');

  await server.restart();
  const { approvals } = await applicant.me();
  assert.equal(approvals.length, 1);
  assert.equal(approvals[0].number, result.approval.number);
});

it('makes a data directory, parents too, that only its owner can read', limit, async (t) => {
  const data = join(scratch(t), 'deep', 'below');
  const server = await Running.start(t, { data });
  await Applicant.sitting(server);
  assert.equal(mode(data), '0700');
  assert.equal(mode(join(data, 'keys')), '0700');
  assert.equal(mode(join(data, 'command.sock')), '0600');
  // The public halves of keys are published; all else is the owner's alone.
  const is_public = (file) => /\.public\.pem$|signing-key$/.test(file);
  for (const file of filesBelow(data)) assert.match(mode(join(data, file)), is_public(file) ? /^0644$/ : /^0[46]00$/, file);
});

it('narrows a data directory that others could read', limit, async (t) => {
  const data = join(scratch(t), 'data');
  mkdirSync(data, { mode: 0o755 });
  await Running.start(t, { data });
  assert.equal(mode(data), '0700');
});

it('leaves neither socket nor write-ahead log behind when it was asked to stop', limit, async (t) => {
  const server = await Running.start(t);
  await Applicant.sitting(server);
  assert.equal(await server.halt(), 0);
  assert.equal(hasSocket(server.data), false);
  assert.deepEqual(filesBelow(server.data).filter((file) => /-wal|-shm/.test(file)), []);
});

it('refuses a second server on the same data directory and leaves the first unharmed', limit, async (t) => {
  const server = await Running.start(t);
  const applicant = await Applicant.sitting(server);
  assertRefused(run(serveWords(server.data)), 1, /locked/, /another server/, new RegExp(server.data));
  assertRefused(run(['migrate', '--data', server.data]), 1, /another server/);
  await applicant.saveAll();
  assert.equal(server.tell(['verify-audit']).code, 0, 'the socket is still that of the first');
});

it('names the address that is taken', limit, async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.on('listening', resolve));
  atEnd(t, () => other.close());
  const taken = `127.0.0.1:${other.address().port}`;
  const data = join(scratch(t), 'data');
  assertRefused(run(serveWords(data, [], { listen: taken })), 1, new RegExp(taken), /[Aa]ddress already in use/);

  // Nothing was promised by the start that failed: the next one may choose another base URL.
  const server = await Running.start(t, { data, extra: ['--base-url', 'https://exam.example'] });
  const before = contents(join(data, 'keys'));
  await server.restart();
  assert.deepEqual(contents(join(data, 'keys')), before);
});

it('names the address of the metrics when that is taken', limit, async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.on('listening', resolve));
  atEnd(t, () => other.close());
  const taken = `127.0.0.1:${other.address().port}`;
  const words = serveWords(join(scratch(t), 'data')).map((word, i, all) => (all[i - 1] === '--operations-listen' ? taken : word));
  assertRefused(run(words), 1, new RegExp(taken), /[Aa]ddress already in use/);
});
