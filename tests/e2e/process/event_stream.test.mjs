// The feed as server-sent events: what is there at once, what comes as it comes, and on again after a break.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { atEnd, Running } from './program.mjs';

const limit = { timeout: 60_000 };

/** A reader of a stream; `next` answers one event after the other, `block` what stands between two empty lines; null when the stream has ended. */
class Stream {
  static async open(t, server, token, fields = {}, query = '') {
    const stream = new Stream();
    const abort = new AbortController();
    atEnd(t, () => abort.abort());
    stream.reply = await fetch(`${server.url}/api/v1/events${query}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...fields },
      signal: abort.signal,
    });
    stream.reader = stream.reply.body.pipeThrough(new TextDecoderStream()).getReader();
    stream.text = '';
    return stream;
  }

  async next() {
    const block = await this.block();
    if (block === null) return null;
    const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(block) ?? assert.fail(block);
    return { id, data: JSON.parse(data) };
  }

  async block() {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        return block;
      }
      const { value, done } = await this.reader.read();
      if (done) return null;
      this.text += value;
    }
  }
}

async function pass(server) {
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  assert.equal((await applicant.submit()).decision, 'pass');
}

describe('the feed as a stream', () => {
  it('gives what is there, then what comes; goes on after Last-Event-ID; ends with the token', limit, async (t) => {
    const server = await Running.start(t);
    const token = server.token('events:read');
    await pass(server);
    const stream = await Stream.open(t, server, token);
    assert.equal(stream.reply.status, 200);
    assert.equal(stream.reply.headers.get('content-type'), 'text/event-stream');
    assert.equal(stream.reply.headers.get('content-length'), null);
    const first = await stream.next();
    assert.match(first.data.type, /approval\.issued/);
    assert.equal(first.data.id, first.id);

    const waiting = stream.next();
    await pass(server);
    const second = await waiting;
    assert.equal(BigInt(second.data.sequence), BigInt(first.data.sequence) + 1n);

    const again = await Stream.open(t, server, token, { 'last-event-id': first.id });
    assert.equal((await again.next()).id, second.id);

    server.command(['token', 'remove', token.slice(3, 11)]);
    await pass(server); // what is committed makes the stream look, and see that it may no longer
    assert.equal(await again.next(), null);
    assert.equal(await stream.next(), null);
  });

  it('with a filter gives what is wanted, and of the rest the place alone', limit, async (t) => {
    const server = await Running.start(t);
    const token = server.token('events:read');
    await pass(server);
    const all = await Stream.open(t, server, token);
    const first = await all.next();
    const revoked = await Stream.open(t, server, token, {}, '?type=approval.revoked');
    const issued = await Stream.open(t, server, token, {}, '?type=approval.issued,approval.renewed&region=CN');
    assert.equal(await revoked.block(), `id: ${first.id}`);
    assert.equal((await issued.next()).id, first.id);
    await pass(server);
    const second = await all.next();
    assert.equal(await revoked.block(), `id: ${second.id}`);
    assert.equal((await issued.next()).id, second.id);
    assert.equal((await Stream.open(t, server, token, {}, '?type=lost')).reply.status, 400);
  });

  it('refuses like the feed: a wrong token, a cursor that nobody knows', limit, async (t) => {
    const server = await Running.start(t);
    const token = server.token('events:read');
    assert.equal((await Stream.open(t, server, `${token}x`)).reply.status, 401);
    assert.equal((await Stream.open(t, server, server.token('approvals:read'))).reply.status, 403);
    assert.equal((await Stream.open(t, server, token, { 'last-event-id': 'evt_unknown' })).reply.status, 410);
  });

  it('ends when the server stops', limit, async (t) => {
    const server = await Running.start(t);
    const stream = await Stream.open(t, server, server.token('events:read'));
    const waiting = stream.next();
    server.child.kill('SIGTERM');
    assert.equal(await waiting, null);
    assert.equal(await server.exit(), 0);
  });
});
