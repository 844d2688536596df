// The server's API for machines: feed, digest, onboarding mark.

const limit_ms = 10_000;

/** The server has answered, but not with what was asked for. */
export class ApiError extends Error {
  constructor(reply, problem) {
    super(`HTTP ${reply.status} ${problem?.code ?? ''}`.trim());
    this.status = reply.status;
    this.code = problem?.code;
    this.retry_after_ms = 1000 * Number(reply.headers.get('retry-after') ?? 0) || 0;
  }
}

export class Api {
  #server;
  #token;
  #stopping;

  /** `stopping`: an AbortSignal that ends requests on their way. */
  constructor(server, token, stopping) {
    this.#server = server;
    this.#token = token;
    this.#stopping = stopping;
  }

  /** The next events after an id, each as its JSON text; waits up to `wait_ms` for one. */
  async events({ after, wait_ms, limit }) {
    const query = new URLSearchParams({ limit, timeout: wait_ms, ...(after && { lastEventId: after }) });
    const reply = await this.#ask('GET', `/api/v1/events?${query}`, {
      wait_ms,
      accept: 'application/cloudevents-batch+json',
    });
    const events = (await reply.json()).map((event) => JSON.stringify(event));
    return { events, head: Number(reply.headers.get('x-feed-head')) };
  }

  async digest(from, to) {
    return (await this.#ask('GET', `/api/v1/events/digest?from=${from}&to=${to}`)).json();
  }

  async markOnboarded(approval, external_id) {
    const body = JSON.stringify({ state: 'onboarded', externalId: external_id });
    await (await this.#ask('PUT', `/api/v1/approvals/${approval}/onboarding`, { body })).text();
  }

  async #ask(method, path, { body, wait_ms = 0, accept = 'application/json' } = {}) {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept,
      ...(body && { 'content-type': 'application/json' }),
    };
    const signal = AbortSignal.any([this.#stopping, AbortSignal.timeout(wait_ms + limit_ms)]);
    const reply = await fetch(this.#server + path, { method, headers, body, signal, redirect: 'error' });
    if (reply.ok) return reply;
    throw new ApiError(reply, await reply.json().catch(() => undefined));
  }
}
