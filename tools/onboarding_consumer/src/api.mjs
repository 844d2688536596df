// The server's API for machines: feed, digest, onboarding mark.

const standard_limit_ms = 10_000;

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
  #limit_ms;

  /** `stopping`: an AbortSignal that ends requests on their way. `limit_ms`: how long an answer may take. */
  constructor(server, token, stopping, limit_ms = standard_limit_ms) {
    this.#server = server;
    this.#token = token;
    this.#stopping = stopping;
    this.#limit_ms = limit_ms;
  }

  /** The next events after an id, each as its JSON text; waits up to `wait_ms` for one. */
  async events({ after, wait_ms, limit }) {
    const query = new URLSearchParams({ limit, timeout: wait_ms, ...(after && { lastEventId: after }) });
    const { text, head } = await this.#ask('GET', `/api/v1/events?${query}`, {
      wait_ms,
      accept: 'application/cloudevents-batch+json',
    });
    const events = JSON.parse(text).map((event) => JSON.stringify(event));
    return { events, head: Number(head.get('x-feed-head')) };
  }

  async digest(from, to) {
    return JSON.parse((await this.#ask('GET', `/api/v1/events/digest?from=${from}&to=${to}`)).text);
  }

  async markOnboarded(approval, external_id) {
    const body = JSON.stringify({ state: 'onboarded', externalId: external_id });
    await this.#ask('PUT', `/api/v1/approvals/${approval}/onboarding`, { body });
  }

  /** The whole answer, `{head, text}`. The limit is not left to fetch: in Node 20 signals may be collected as garbage
   *  before their time, and then nothing ends a request that is never answered. */
  async #ask(method, path, { body, wait_ms = 0, accept = 'application/json' } = {}) {
    this.#stopping.throwIfAborted();
    const end = new AbortController();
    let timer;
    let stop;
    const ended = new Promise((_, reject) => {
      const give_up = (why) => {
        reject(new Error(why));
        end.abort();
      };
      timer = setTimeout(give_up, wait_ms + this.#limit_ms, 'no answer in time');
      stop = () => give_up('the consumer ends');
      this.#stopping.addEventListener('abort', stop);
    });
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept,
      ...(body && { 'content-type': 'application/json' }),
    };
    const asking = { method, headers, body, signal: end.signal, redirect: 'error' };
    try {
      return await Promise.race([whole(this.#server + path, asking), ended]);
    } finally {
      clearTimeout(timer);
      this.#stopping.removeEventListener('abort', stop);
    }
  }
}

async function whole(url, asking) {
  const reply = await fetch(url, asking);
  const text = await reply.text();
  if (!reply.ok) throw new ApiError(reply, problem(text));
  return { head: reply.headers, text };
}

/** The problem document; undefined when the answer came from something else than the server. */
function problem(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
