// More connections than there is room for, and clients that are as slow as they can be, beside exams that run.

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { atEnd, Running } from './program.mjs';
import { pause, seeded, until, Writer, Writers } from './writers.mjs';

const megabyte = 1 << 20;
const ticks_per_second = 100;

describe('more connections than descriptors', () => {
  it('ulimit -n 64 and 500 connections: exams that run go on, nothing spins, and all are served again when they have left', { timeout: 120_000 }, async (t) => {
    const server = await Running.start(t, { ulimit: '-n 64', extra: ['--connections-per-address', '1000'] });
    const writer = await Writer.sitting(server, seeded(t));
    await writer.save();
    const port = new URL(server.url).port;
    const sockets = Array.from({ length: 500 }, () => connect({ host: '127.0.0.1', port }).on('error', () => {}));
    atEnd(t, () => sockets.forEach((socket) => socket.destroy()));
    await until(() => sockets.filter((socket) => socket.readyState === 'open').length >= 30, 'the siege stands');

    const [ticks, lines, began_ms] = [server.ticks(), server.said.split('\n').length, Date.now()];
    for (let i = 0; i < 20; ++i) {
      assert.equal((await writer.saveOnce()).status, 200, 'on the connection that it had before');
      await pause(150);
    }
    const seconds = (Date.now() - began_ms) / 1000;
    const used = server.ticks() - ticks;
    const said = server.said.split('\n').length - lines;
    assert.ok(used < (ticks_per_second * seconds) / 4, `${used} ticks in ${seconds} s`);
    assert.ok(said < 50, `${said} lines in the log:\n${server.said}`);

    for (const socket of sockets) socket.destroy();
    const left_ms = Date.now();
    await until(() => fetch(`${server.url}/healthz`).then((reply) => reply.status === 200, () => false), 'service after the siege');
    t.diagnostic(`${used} ticks and ${said} log lines in ${seconds} s; served ${Date.now() - left_ms} ms after they left`);
  });
});

/** A client that takes as long as it may, again and again: sends a request byte by byte, or does not read the answer. */
class SlowClient {
  cuts = 0;

  constructor(server, kind, address) {
    Object.assign(this, { server, kind, address });
    this.connect();
  }

  connect() {
    const { hostname, port, host } = new URL(this.server.url);
    this.socket = connect({ host: hostname, port, localAddress: this.address });
    this.socket.on('error', () => {}).on('close', () => this.cut());
    const head = `GET /api/openapi.json HTTP/1.1\r\nHost: ${host}\r\n`;
    if (this.kind === 'head') this.socket.write(head);
    if (this.kind === 'body') this.socket.write(`POST /api/v1/sign-ins HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${this.server.url}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`);
    if (this.kind === 'read') this.socket.pause().write(`${head}\r\n`.repeat(60));
  }

  trickle() {
    if (this.socket.writable) this.socket.write(this.kind === 'head' ? 'X-Slow: 1\r\n' : ' ');
  }

  cut() {
    this.cuts += 1;
    if (!this.leaving) setTimeout(() => this.leaving || this.connect(), 500);
  }

  leave() {
    this.leaving = true;
    this.socket.destroy();
  }
}

describe('2,000 slow clients', () => {
  it('beside running exams, with the default limits: every save succeeds at once, the slow ones are cut, memory is bounded', { timeout: 180_000 }, async (t) => {
    const random = seeded(t);
    const server = await Running.start(t, { extra: ['--log-level', 'error'] });
    const writers = await Writers.sitting(server, 12, random);
    for (const writer of writers.all) writer.think_ms = 100;
    // Some keep their connection, as a browser does; some come with a new one each time, as after a dead spot.
    for (const writer of writers.all.slice(0, 4)) writer.agent = new Agent({ keepAlive: false, localAddress: '127.0.0.2' });

    const kinds = ['head', 'body', 'read'];
    let slow = [];
    await writers.during(async () => {
      await writers.more(12);
      slow = Array.from({ length: 2000 }, (_, i) => new SlowClient(server, kinds[i % 3], `127.1.0.${1 + (i % 40)}`));
      const trickling = setInterval(() => slow.forEach((client) => client.trickle()), 1000);
      atEnd(t, () => {
        clearInterval(trickling);
        slow.forEach((client) => client.leave());
      });
      await until(() => slow.every((client) => client.cuts > 0), 'every slow client has been cut');
      await writers.more(100);
    });
    const cuts = kinds.map((kind) => `${kind} ${slow.filter((client) => client.kind === kind).reduce((sum, client) => sum + client.cuts, 0)}`);
    const most = server.memory('VmHWM');
    t.diagnostic(`${writers.sum('saves')} saves, ${writers.sum('failed')} tries failed; cut: ${cuts.join(', ')}; ${Math.round(most / megabyte)} MiB at most`);
    assert.equal(writers.sum('failed') + writers.sum('put_off'), 0);
    assert.ok(most < 160 * megabyte, `${most} bytes`);
    for (const client of slow) client.leave();
    await until(async () => (await server.metrics()).kiosk_http_connections < 50, 'the slow ones are gone');
    await writers.assertKept();
  });
});
