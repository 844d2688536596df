// Who of the staff is signed in here, and requests that notice when that ends.

import { signal } from '@preact/signals';
import type { Ask } from '../core/api.ts';
import type { Staff } from '../core/wire.ts';
import { ask } from '../ui/phone.ts';

/** undefined: not asked yet; null: signed out. */
export const who = signal<Staff | null | undefined>(undefined);

export const askAsStaff: Ask = async (method, path, options) => {
  const answer = await ask(method, path, options);
  if (!answer.ok && answer.problem.status === 401) who.value = null;
  return answer as never;
};
