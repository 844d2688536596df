// Who is signed in here: undefined = not asked yet, null = nobody.

import { signal } from '@preact/signals';
import type { Answer } from '../core/api.ts';
import type { AttemptRow, Me } from '../core/wire.ts';
import { go, place } from '../ui/navigation.ts';
import { server } from './server.ts';

export const who = signal<Me | null | undefined>(undefined);

export async function loadMe(): Promise<Answer<Me>> {
  const answer = await server.me();
  if (answer.ok) who.value = answer.value;
  else if (answer.problem.status === 401) who.value = null;
  return answer;
}

/** An attempt that waits to be started or finished. */
export function unfinished(me: Me): AttemptRow | undefined {
  return me.attempts.find((attempt) => attempt.state === 'prepared' || attempt.state === 'open');
}

export function signInPath(): string {
  return `/sign-in?next=${encodeURIComponent(place.value.path)}`;
}

/** Leads to the sign-in page and back here afterwards. */
export function askToSignIn(): void {
  who.value = null;
  go(signInPath(), 'replace');
}
