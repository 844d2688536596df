// The door for webhooks: Standard Webhooks around structured CloudEvents.

import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { event_media_type } from './event.mjs';
import { Refused, Unavailable } from './refused.mjs';

export const path = '/webhooks';
const largest_bytes = 64 * 1024;

/** The whole body as it came, or undefined when it is too long. The signature is over these bytes and no others. */
async function rawBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > largest_bytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** True when one of the secrets made one of the signatures, at most 5 minutes ago. Two secrets are valid for a day
 *  while the sender changes them. The library reads the body as text, so bytes that are no text are refused first. */
export function isGenuine(secrets, headers, body) {
  const text = body.toString('utf8');
  if (!Buffer.from(text).equals(body)) return false;
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(text, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

export class Door {
  #secrets;
  #consumer;
  #faults;
  #say;
  #server = createServer((request, reply) => this.#serve(request, reply));

  constructor({ secrets, consumer, faults, say }) {
    this.#secrets = secrets;
    this.#consumer = consumer;
    this.#faults = faults;
    this.#say = say;
  }

  /** Listens; answers its URL. */
  async open(host, port) {
    await new Promise((resolve, reject) => this.#server.on('error', reject).listen(port, host, resolve));
    const { address, family, port: taken } = this.#server.address();
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}${path}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request, reply) {
    try {
      const { status, body, headers } = await this.#answer(request, reply);
      if (status)
        reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body && JSON.stringify(body));
    } catch (error) {
      this.#say(`webhook: ${error.stack}`);
      reply.writeHead(503, { 'retry-after': '5' }).end();
    }
  }

  async #answer(request, reply) {
    if (request.url !== path) return { status: 404 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    if (request.headers['content-type'] !== event_media_type) return { status: 415 };
    const body = await rawBody(request);
    if (!body) return { status: 413, headers: { connection: 'close' } };

    const fault = this.#faults.draw();
    if (fault === '500') return { status: 500 };
    if (fault === '429') return { status: 429, headers: { 'retry-after': '1' } };
    if (!isGenuine(this.#secrets, request.headers, body)) return { status: 401, body: { check: 'webhook-signature' } };
    if (fault === 'acknowledge-and-forget') return { status: 204 };

    const answer = await this.#take(request.headers['webhook-id'], body.toString('utf8'));
    if (fault === 'hang') return {};
    if (fault === 'drop-after-commit') {
      reply.destroy();
      return {};
    }
    return answer;
  }

  /** 204 only after the commit. What cannot be judged now is asked for again; what is wrong is refused by name. */
  async #take(id, text) {
    try {
      // The signature covers "webhook-id"; it has to name this event.
      if (JSON.parse(text).id !== id) throw new Refused('event-form', '"webhook-id" is not the id of the event');
      await this.#consumer.take(text, 'webhook');
      return { status: 204 };
    } catch (error) {
      if (error instanceof Unavailable) return { status: 503, headers: { 'retry-after': '5' } };
      if (error instanceof SyntaxError) return { status: 422, body: { check: 'event-form' } };
      if (error instanceof Refused) return { status: 422, body: { check: error.check } };
      throw error;
    }
  }
}
