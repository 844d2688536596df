// A receiver of webhooks that behaves as a test tells it, and keeps what came.

import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { atEnd } from './program.mjs';

export class Receiver {
  /** `answer(request, reply, number)` answers the number-th message (from 0); by default with 204. */
  static async start(t, { answer = (request, reply) => reply.writeHead(204).end(), tls } = {}) {
    const receiver = Object.assign(new Receiver(), { messages: [], waiters: [], answer, connections: 0 });
    const take = (request, reply) => receiver.take(request, reply);
    receiver.server = tls ? createTlsServer(tls, take) : createServer(take);
    receiver.server.on('connection', () => (receiver.connections += 1));
    await new Promise((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    atEnd(t, () => {
      receiver.server.closeAllConnections();
      receiver.server.close();
    });
    receiver.port = receiver.server.address().port;
    receiver.url = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${receiver.port}/hooks?a=b`;
    return receiver;
  }

  async take(request, reply) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const number = this.messages.length;
    this.messages.push({ method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
    reply.on('error', () => {}); // the other side went away
    this.answer(request, reply, number);
    this.waiters = this.waiters.filter((waiter) => !waiter());
  }

  /** Waits until that many messages have come; answers them. */
  async has(count, limit_ms = 60_000) {
    await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${this.messages.length} messages instead of ${count}`)), limit_ms);
      const look = () => {
        if (this.messages.length < count) return false;
        clearTimeout(limit);
        resolve();
        return true;
      };
      if (!look()) this.waiters.push(look);
    });
    return this.messages;
  }
}

/** Answers these in turn: a status, or [status, fields]; the last one again and again. */
export const inTurn = (...answers) => (request, reply, number) => {
  const answer = answers[Math.min(number, answers.length - 1)];
  const [status, fields] = Array.isArray(answer) ? answer : [answer, {}];
  reply.writeHead(status, fields).end();
};
