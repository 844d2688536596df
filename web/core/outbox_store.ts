// What the outbox keeps on the phone: one JSON text for each attempt. The
// store is read before and written after every change, so two tabs of one
// browser work on the same list.

import type { Entry, SavedResponse } from './wire.ts';

export interface AsideEntry extends Entry {
  /** Why it does not count: a server code, or one of ours below. */
  code: string;
}

export interface Kept {
  epoch: number;
  next_revision: number;
  /** At most one for each item: a newer answer replaces the older one, which the server would discard as well. */
  pending: Entry[];
  /** Refused answers, kept to be shown. */
  aside: AsideEntry[];
  /** Asked to hand in, and not confirmed yet. */
  hand_in: boolean;
}

/** The part of localStorage that is used; every call may throw. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A kept answer that a later device has answered anew. */
export const answered_elsewhere = 'answered-elsewhere';
/** Kept by the server, too late to count. */
export const kept_as_evidence = 'kept-as-evidence';

const prefix = 'kiosk-outbox:';

function isKept(value: unknown): value is Kept {
  const kept = value as Kept | null;
  return typeof kept === 'object' && kept !== null && Number.isInteger(kept.epoch) && Number.isInteger(kept.next_revision)
    && Array.isArray(kept.pending) && Array.isArray(kept.aside);
}

export class OutboxStore {
  private memory: Kept | undefined;
  private broken_ = false;

  constructor(private readonly storage: TextStorage, private readonly attempt: string) {}

  get key(): string { return prefix + this.attempt; }

  /** True while the phone refuses to keep answers (private mode, full); they are then held in memory alone. */
  get broken(): boolean { return this.broken_; }

  /** What is kept, or undefined when this browser holds nothing of the attempt. */
  read(): Kept | undefined {
    if (this.broken_) return this.memory;
    try {
      return this.parse(this.storage.getItem(this.key));
    } catch {
      return this.memory;
    }
  }

  write(kept: Kept): void {
    this.memory = kept;
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
      this.broken_ = false;
    } catch {
      this.broken_ = true;
    }
  }

  remove(): void {
    this.memory = undefined;
    try {
      this.storage.removeItem(this.key);
    } catch {
      this.broken_ = true;
    }
  }

  /** Text that is not ours is moved aside, not thrown away. */
  private parse(text: string | null): Kept | undefined {
    if (text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (isKept(value)) return value;
    } catch {
      // falls through to the same treatment as a wrong shape
    }
    this.storage.setItem(`${this.key}:unreadable`, text);
    this.storage.removeItem(this.key);
    return undefined;
  }
}

/**
 * Goes on in the same epoch after a reload. An entry of which the server has a
 * higher revision is old news: it can only come from a storage that had stopped
 * taking changes.
 */
export function adopt(kept: Kept, next_revision: number, responses: readonly SavedResponse[]): Kept {
  const at_server = new Map(responses.filter((response) => response.epoch === kept.epoch).map((response) => [response.item, response.revision]));
  return {
    ...kept,
    next_revision: Math.max(kept.next_revision, next_revision),
    pending: kept.pending.filter((entry) => (at_server.get(entry.item) ?? 0) <= entry.revision),
  };
}

/**
 * Moves what is pending into a new epoch. An answer whose item was answered on
 * the other device meanwhile loses, as it would on the server; the others get
 * new revisions and are sent again.
 */
export function rebase(kept: Kept, epoch: number, next_revision: number, responses: readonly SavedResponse[]): Kept {
  const newer = new Set(responses.filter((response) => response.epoch > kept.epoch).map((response) => response.item));
  const lost = kept.pending.filter((entry) => newer.has(entry.item));
  const carried = kept.pending.filter((entry) => !newer.has(entry.item));
  return {
    epoch,
    next_revision: next_revision + carried.length,
    pending: carried.map((entry, index) => ({ ...entry, revision: next_revision + index })),
    aside: [...kept.aside, ...lost.map((entry) => ({ ...entry, code: answered_elsewhere }))],
    hand_in: kept.hand_in,
  };
}
