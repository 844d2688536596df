// What belongs to this browser: small remembered choices, and the edges that
// core/ needs of the real world.

import { createAsk } from '../core/api.ts';
import type { ClockEdge } from '../core/clock.ts';
import type { TextStorage } from '../core/outbox_store.ts';

// Even naming localStorage throws where the browser blocks it, so it is named
// only inside calls whose callers expect that.
export const phoneStorage: TextStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
  removeItem: (key) => localStorage.removeItem(key),
};

/** For what must not outlive the tab: drafts with personal data, the candidate code. */
export const tabStorage: TextStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
};

export function recall(key: string, storage: TextStorage = phoneStorage): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers if the browser lets us; `null` forgets. Answers whether it worked. */
export function remember(key: string, value: string | null, storage: TextStorage = phoneStorage): boolean {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** A name for one request, which makes it safe to send again: nobody else's is the same. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const phoneClock: ClockEdge = {
  steady_ms: () => performance.now(),
  wall_ms: () => Date.now(),
};

export const ask = createAsk({
  fetch: (path, init) => fetch(path, init),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
});
