// The one attempt that runs on this phone, if any.

import { signal } from '@preact/signals';
import { Outbox } from '../core/outbox.ts';
import { OutboxStore, type AsideEntry } from '../core/outbox_store.ts';
import type { Attempt, SavedResponse } from '../core/wire.ts';
import { phoneStorage } from '../ui/phone.ts';
import { outboxEdge, RunningAttempt, type OpenAttempt } from './running_attempt.ts';

export const current = signal<RunningAttempt | undefined>(undefined);

function install(running: RunningAttempt): void {
  if (current.value !== running) current.value?.stop();
  current.value = running;
}

/** Stops sending, as when the person signs out. What waits stays on the phone. */
export function leave(): void {
  current.value?.stop();
  current.value = undefined;
}

/** The start was answered: this browser writes. */
export function sit(open: OpenAttempt): void {
  const running = new RunningAttempt(open);
  running.begin(open.epoch, open.next_revision, open.responses);
  install(running);
}

/** Goes on after a reload, if this browser is still the writer. */
export function goOn(open: OpenAttempt): boolean {
  if (new OutboxStore(phoneStorage, open.id).read()?.epoch !== open.epoch) return false;
  sit(open);
  return true;
}

/** This browser has just taken over; `epoch` and `next_revision` are the new ones. */
export function sitTakenOver(open: OpenAttempt, epoch: number, next_revision: number, responses: readonly SavedResponse[]): void {
  const running = new RunningAttempt(open);
  running.beginTakenOver(epoch, next_revision, responses);
  install(running);
}

/** Answers still on the phone when the attempt ended are sent as late evidence; resolves when nothing is left to send. */
export function sendLate(attempt: Attempt): Promise<void> {
  const kept = new OutboxStore(phoneStorage, attempt.id).read();
  if (!kept || kept.pending.length === 0 || current.value?.id === attempt.id) return Promise.resolve();
  return new Promise((done) => {
    const late = new Outbox(attempt.id, outboxEdge, { changed() {}, saved() {}, seconds_left() {}, ended: () => done() });
    late.open(kept.epoch, kept.next_revision, []);
  });
}

/** How many answers of an attempt wait on this phone. */
export function unsentOf(attempt: string): number {
  return new OutboxStore(phoneStorage, attempt).read()?.pending.length ?? 0;
}

/** What did not count of an ended attempt, to be shown with its result. */
export function asideOf(attempt: string): AsideEntry[] {
  return new OutboxStore(phoneStorage, attempt).read()?.aside ?? [];
}
