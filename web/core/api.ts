// One way to ask the server. Every outcome is a value: an answer, or a problem
// with a stable code for which the locale files have a sentence.

import { backoffMs } from './backoff.ts';

export interface FieldProblem { pointer: string; code: string; detail?: string }

export interface Problem {
  /** The server's code, or `network-down`, `timed-out`, `bad-answer` when there was no usable answer. */
  code: string;
  /** HTTP status; 0 when no answer came. */
  status: number;
  params: Record<string, unknown>;
  errors: FieldProblem[];
  /** From Retry-After, in seconds. */
  retry_after_s?: number;
}

/** `etag`: of what was answered, as If-Match takes it. */
export type Answer<T> = { ok: true; value: T; etag?: string } | { ok: false; problem: Problem };

export interface AskOptions {
  body?: unknown;
  /** Default 15000. */
  timeout_ms?: number;
  /** Repeats after a lost answer or a 502/503/504. Only for requests that may safely be repeated. */
  retries?: number;
  /** Makes a request that creates something safe to repeat: the same key gives the same thing. */
  idempotency_key?: string;
  /** The ETag that what is changed must still have. */
  if_match?: string;
  /** Lets the browser finish the request after the page is gone. */
  keepalive?: boolean;
}

export interface ApiEdge {
  fetch(path: string, init: RequestInit): Promise<Response>;
  wait(ms: number): Promise<void>;
  random(): number;
}

export type Ask = <T>(method: string, path: string, options?: AskOptions) => Promise<Answer<T>>;

/** True when our server decided nothing, so that the same request may be sent again later. */
export function isPassing(problem: Problem): boolean {
  return problem.status === 0 || problem.code === 'bad-answer' || problem.status === 408 || problem.status === 429 || problem.status >= 500;
}

function failed(code: string, status = 0): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, status, params: {}, errors: [] } };
}

function retryAfterS(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function problemOf(response: Response, body: unknown): Problem {
  const document = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  const problem: Problem = {
    code: typeof document.code === 'string' ? document.code : 'bad-answer',
    status: response.status,
    params: document.params ?? {},
    errors: Array.isArray(document.errors) ? document.errors : [],
  };
  const seconds = retryAfterS(response);
  return seconds === undefined ? problem : { ...problem, retry_after_s: seconds };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestOf(method: string, options: AskOptions, signal: AbortSignal): RequestInit {
  const init: RequestInit = {
    method,
    signal,
    credentials: 'same-origin',
    headers: { accept: 'application/json, application/problem+json' },
  };
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  if (options.idempotency_key) init.headers = { ...init.headers, 'idempotency-key': options.idempotency_key };
  if (options.if_match) init.headers = { ...init.headers, 'if-match': options.if_match };
  if (options.keepalive) init.keepalive = true;
  return init;
}

export function createAsk(edge: ApiEdge): Ask {
  async function once<T>(method: string, path: string, options: AskOptions): Promise<Answer<T>> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), options.timeout_ms ?? 15_000);
    try {
      const response = await edge.fetch(path, requestOf(method, options, abort.signal));
      const body = await bodyOf(response);
      if (!response.ok) return { ok: false, problem: problemOf(response, body) };
      if (body === undefined && response.status !== 204) return failed('bad-answer');
      const etag = response.headers.get('etag');
      return etag === null ? { ok: true, value: body as T } : { ok: true, value: body as T, etag };
    } catch {
      return failed(abort.signal.aborted ? 'timed-out' : 'network-down');
    } finally {
      clearTimeout(timer);
    }
  }

  return async function ask<T>(method: string, path: string, options: AskOptions = {}): Promise<Answer<T>> {
    const retries = options.retries ?? (method === 'GET' ? 2 : 0);
    for (let failures = 1; ; failures += 1) {
      const answer = await once<T>(method, path, options);
      if (answer.ok || failures > retries || !isPassing(answer.problem) || answer.problem.status === 429) return answer;
      const pause_ms = backoffMs(failures, edge.random());
      await edge.wait(Math.max(pause_ms, (answer.problem.retry_after_s ?? 0) * 1000));
    }
  };
}
