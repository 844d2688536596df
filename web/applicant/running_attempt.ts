// The open attempt on this phone: paper, answers, clock and outbox together.
// It lives outside the pages, so leaving the exam page does not stop the sending.

import { batch, signal, type Signal } from '@preact/signals';
import { newest, overlay, type Answers } from '../core/answers.ts';
import { AttemptClock } from '../core/clock.ts';
import { Outbox, type OutboxEdge, type OutboxView } from '../core/outbox.ts';
import type { Attempt, ItemAnswer, Paper, Result, SavedResponse } from '../core/wire.ts';
import { interrupt } from '../ui/live.tsx';
import { phoneClock, phoneStorage } from '../ui/phone.ts';
import { t } from '../ui/words.ts';
import { server } from './server.ts';

/** What it takes to sit an attempt: the open attempt as the server shows it. */
export interface OpenAttempt {
  id: string;
  exam: string;
  time_limit_s: number;
  epoch: number;
  next_revision: number;
  seconds_left: number;
  paper: Paper;
  responses: SavedResponse[];
}

const recheck_after_ms = 10_000;

export const outboxEdge: OutboxEdge = {
  storage: phoneStorage,
  save: server.save,
  submit: server.submit,
  now_ms: () => Date.now(),
  later(delay_ms, action) {
    const timer = setTimeout(action, delay_ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

export function isOpen(attempt: Attempt): attempt is Attempt & OpenAttempt {
  return attempt.state === 'open' && !!attempt.paper && attempt.epoch !== undefined && attempt.next_revision !== undefined && attempt.seconds_left !== undefined;
}

export class RunningAttempt {
  readonly id: string;
  readonly exam: string;
  readonly paper: Paper;
  readonly time_limit_s: number;
  readonly answers = signal<Answers>(new Map());
  readonly seconds_left = signal(0);
  readonly time_is_up = signal(false);
  readonly over = signal(false);
  readonly sync: Signal<OutboxView>;
  /** Set when this browser's hand-in brought the result. */
  result: Result | undefined;

  private readonly outbox: Outbox;
  private readonly clock: AttemptClock;
  private readonly ticker: ReturnType<typeof setInterval>;
  private saved: SavedResponse[];
  private asked_at_ms = Date.now();
  private asking_again: ReturnType<typeof setTimeout> | undefined;

  constructor(open: OpenAttempt) {
    this.id = open.id;
    this.exam = open.exam;
    this.paper = open.paper;
    this.time_limit_s = open.time_limit_s;
    this.saved = open.responses;
    this.clock = new AttemptClock(phoneClock, open.seconds_left, open.time_limit_s);
    this.outbox = new Outbox(open.id, outboxEdge, {
      changed: () => this.redraw(),
      saved: (responses) => { this.saved = newest(this.saved, responses); },
      seconds_left: (seconds) => this.clock.set(seconds),
      ended: (result) => this.end(result),
    });
    this.sync = signal(this.outbox.view());
    this.ticker = setInterval(() => this.tick(), 500);
    this.listen();
  }

  begin(epoch: number, next_revision: number, responses: readonly SavedResponse[]): void {
    this.outbox.open(epoch, next_revision, responses);
    this.tick();
  }

  beginTakenOver(epoch: number, next_revision: number, responses: readonly SavedResponse[]): void {
    this.outbox.takeOver(epoch, next_revision, responses);
    this.tick();
  }

  give(item: string, answer: ItemAnswer): void { this.change(item, answer, this.answers.value.get(item)?.marked ?? false); }
  mark(item: string, marked: boolean): void { this.change(item, this.answers.value.get(item)?.answer ?? null, marked); }
  handIn(): void { this.outbox.handIn(); }
  resume(): void { this.outbox.resume(); }
  tryNow(): void { this.outbox.tryNow(); }

  stop(): void {
    clearInterval(this.ticker);
    clearTimeout(this.asking_again);
    this.unlisten();
    this.outbox.stop();
  }

  private change(item: string, answer: ItemAnswer, marked: boolean): void {
    if (this.time_is_up.value) return;
    this.outbox.put(item, answer, marked, this.clock.since_start_ms());
  }

  private redraw(): void {
    const view = this.outbox.view();
    batch(() => {
      this.sync.value = view;
      this.answers.value = overlay(this.saved, view.pending);
    });
  }

  private tick(): void {
    this.seconds_left.value = this.clock.seconds_left();
    if (this.seconds_left.value === 0 && !this.time_is_up.value) this.closeOnTime();
  }

  private closeOnTime(): void {
    this.time_is_up.value = true;
    interrupt(t('timer.up'));
    void this.settleTime();
  }

  /**
   * The form is frozen; but only the server knows that time is up: extra time may have been granted, or this phone's
   * clock was set. While it cannot be asked nothing is handed in: it closes the attempt by itself.
   */
  private async settleTime(): Promise<void> {
    const asked = await this.recheck();
    if (this.over.value) return;
    if (!asked) this.asking_again = setTimeout(() => void this.settleTime(), recheck_after_ms);
    else if (this.clock.seconds_left() > 0) this.time_is_up.value = false;
    else this.outbox.handIn();
  }

  /** Takes the server's time and state; false when it could not be asked. */
  private async recheck(): Promise<boolean> {
    this.asked_at_ms = Date.now();
    const answer = await server.attempt(this.id, { timeout_ms: 5000, retries: 0 });
    if (!answer.ok || this.over.value) return false;
    const { state, seconds_left, responses } = answer.value;
    if (seconds_left !== undefined) this.clock.set(seconds_left);
    this.saved = newest(this.saved, responses ?? []);
    this.redraw();
    if (state !== 'open' && this.sync.value.pending.length === 0) this.end();
    return true;
  }

  private end(result?: Result): void {
    if (this.over.value) return;
    this.result = result;
    this.stop();
    this.over.value = true;
  }

  private readonly onBack = (): void => {
    if (document.visibilityState !== 'visible') return this.outbox.tryNow();
    this.tick();
    this.outbox.tryNow();
    if (Date.now() - this.asked_at_ms > recheck_after_ms) void this.recheck();
  };

  private readonly onHide = (): void => this.outbox.tryNow();

  private readonly onStorage = (event: StorageEvent): void => {
    if (event.key === null || event.key === `kiosk-outbox:${this.id}`) this.outbox.refresh();
  };

  private listen(): void {
    addEventListener('online', this.onBack);
    document.addEventListener('visibilitychange', this.onBack);
    addEventListener('pagehide', this.onHide);
    addEventListener('storage', this.onStorage);
  }

  private unlisten(): void {
    removeEventListener('online', this.onBack);
    document.removeEventListener('visibilitychange', this.onBack);
    removeEventListener('pagehide', this.onHide);
    removeEventListener('storage', this.onStorage);
  }
}
