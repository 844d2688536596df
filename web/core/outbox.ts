// Every answer goes to the phone's storage first, then to the screen, then to
// the server, and leaves the storage only when the server has named it saved.
// The server takes repeats as no-ops, so whatever is lost is simply sent again.

import { isPassing, type Answer, type Problem } from './api.ts';
import { backoffMs } from './backoff.ts';
import { adopt, kept_as_evidence, OutboxStore, rebase, type AsideEntry, type Kept, type TextStorage } from './outbox_store.ts';
import type { Entry, ItemAnswer, Result, SaveBody, SavedResponse, SaveReply } from './wire.ts';

export interface OutboxEdge {
  storage: TextStorage;
  save(attempt: string, body: SaveBody): Promise<Answer<SaveReply>>;
  submit(attempt: string, body: { epoch: number }): Promise<Answer<{ result: Result }>>;
  /** Wall-clock milliseconds. */
  now_ms(): number;
  /** Runs `action` once after `delay_ms`; the answer cancels it. */
  later(delay_ms: number, action: () => void): () => void;
  random(): number;
}

export interface OutboxListener {
  changed(): void;
  /** The server has these for good. */
  saved(responses: SavedResponse[]): void;
  seconds_left(seconds: number): void;
  /** The attempt is over; `result` when this phone's hand-in was the one that ended it. */
  ended(result?: Result): void;
}

export interface OutboxView {
  state: 'saved' | 'saving' | 'kept';
  pending: Entry[];
  aside: AsideEntry[];
  handing_in: boolean;
  /** Why nothing more is sent until a person acts: `stale-epoch`, `not-signed-in`, … */
  blocked: Problem | undefined;
  /** The phone refuses to keep answers: they live in this page only. */
  storage_broken: boolean;
  /** When the server last answered, wall-clock milliseconds. */
  last_contact_ms: number;
}

const debounce_ms = 400;
/** Changes that come faster than the debounce do not put off the sending for longer than this. */
const longest_debounce_ms = 2000;
/** An entry is about 150 bytes, a body may have 64 KiB. */
const largest_batch = 200;

export class Outbox {
  private readonly store: OutboxStore;
  private in_flight = false;
  private failures = 0;
  private batch_limit = largest_batch;
  private blocked: Problem | undefined;
  private not_before_ms = 0;
  private last_contact_ms: number;
  /** When the oldest change came that no request has carried yet. */
  private unsent_since_ms: number | undefined;
  private cancel_timer: (() => void) | undefined;
  private ended = false;

  constructor(readonly attempt: string, private readonly edge: OutboxEdge, private readonly listener: OutboxListener) {
    this.store = new OutboxStore(edge.storage, attempt);
    this.last_contact_ms = edge.now_ms();
  }

  /** What this browser holds of the attempt; undefined when another device (or nobody) has been writing. */
  kept(): Kept | undefined { return this.store.read(); }

  /** This browser writes from now on in `epoch`; `responses` is the server's state. Goes on with what is already kept for that epoch. */
  open(epoch: number, next_revision: number, responses: readonly SavedResponse[]): void {
    const kept = this.kept();
    const none = { epoch, next_revision, pending: [], aside: [], hand_in: false };
    this.store.write(kept?.epoch === epoch ? adopt(kept, next_revision, responses) : none);
    this.resume();
  }

  /** After a take-over: `responses` is the server's state. */
  takeOver(epoch: number, next_revision: number, responses: readonly SavedResponse[]): void {
    const kept = this.kept() ?? { epoch, next_revision, pending: [], aside: [], hand_in: false };
    this.store.write(rebase(kept, epoch, next_revision, responses));
    this.resume();
  }

  put(item: string, answer: ItemAnswer, marked: boolean, since_start_ms: number): void {
    const kept = this.kept();
    if (!kept || kept.hand_in || this.ended) return;
    const entry: Entry = { item, revision: kept.next_revision, answer, marked, since_start_ms };
    // The new answer takes the place of an unsent or refused older one of the same item.
    const pending = kept.pending.filter((other) => other.item !== item);
    const aside = kept.aside.filter((other) => other.item !== item);
    this.store.write({ ...kept, aside, next_revision: kept.next_revision + 1, pending: [...pending, entry] });
    this.listener.changed();
    this.schedule(this.store.broken ? 0 : this.debounce());
  }

  handIn(): void {
    const kept = this.kept();
    if (!kept || this.ended) return;
    this.store.write({ ...kept, hand_in: true });
    this.listener.changed();
    this.schedule(0);
  }

  /** Sends again after a person or the browser removed the cause (signed in, online, visible). */
  resume(): void {
    this.blocked = undefined;
    this.failures = 0;
    this.listener.changed();
    this.schedule(0);
  }

  /** Try now: the network seems back, the page is shown again, or it is about to be hidden. */
  tryNow(): void {
    if (this.blocked) return;
    if (this.edge.now_ms() < this.not_before_ms) return this.schedule(0);
    this.cancel_timer?.();
    // At once and not by a timer: a page that is being hidden may get no other turn.
    void this.pump();
  }

  /** Another tab of this browser changed the storage; it has emptied it when the attempt is over. */
  refresh(): void {
    if (!this.ended && !this.kept()) return this.end();
    this.listener.changed();
  }

  stop(): void {
    this.ended = true;
    this.cancel_timer?.();
  }

  view(): OutboxView {
    const kept = this.kept();
    const pending = kept?.pending ?? [];
    const handing_in = kept?.hand_in ?? false;
    const waiting = pending.length > 0 || handing_in;
    const stuck = this.failures > 0 || this.blocked !== undefined;
    return {
      state: !waiting ? 'saved' : stuck ? 'kept' : 'saving',
      pending,
      aside: kept?.aside ?? [],
      handing_in,
      blocked: this.blocked,
      storage_broken: this.store.broken,
      last_contact_ms: this.last_contact_ms,
    };
  }

  private debounce(): number {
    const now_ms = this.edge.now_ms();
    this.unsent_since_ms ??= now_ms;
    return Math.max(0, Math.min(debounce_ms, this.unsent_since_ms + longest_debounce_ms - now_ms));
  }

  private schedule(delay_ms: number): void {
    if (this.ended) return;
    this.cancel_timer?.();
    const wait_ms = Math.max(delay_ms, this.not_before_ms - this.edge.now_ms());
    this.cancel_timer = this.edge.later(wait_ms, () => void this.pump());
  }

  private async pump(): Promise<void> {
    const kept = this.kept();
    if (this.in_flight || this.blocked || this.ended || !kept) return;
    if (kept.pending.length === 0 && !kept.hand_in) return;
    this.in_flight = true;
    try {
      await (kept.pending.length > 0 ? this.sendBatch(kept) : this.sendHandIn(kept));
    } finally {
      this.in_flight = false;
      this.listener.changed();
    }
  }

  private async sendBatch(kept: Kept): Promise<void> {
    this.unsent_since_ms = undefined;
    const batch = kept.pending.slice(0, this.batch_limit);
    const answer = await this.edge.save(this.attempt, { epoch: kept.epoch, responses: batch });
    if (!answer.ok) return this.failed(answer.problem, batch);
    const named = this.settle(answer.value, kept.epoch);
    if (named === 0) return this.retryLater();
    this.contact();
    this.batch_limit = largest_batch;
    this.listener.seconds_left(answer.value.seconds_left);
    if (answer.value.state !== 'open' && this.view().pending.length === 0) return this.end();
    this.schedule(0);
  }

  /** Deletes what is saved, sets aside what is rejected; answers how many entries the reply named. */
  private settle(reply: SaveReply, epoch: number): number {
    const kept = this.kept();
    if (!kept || kept.epoch !== epoch) return 0;
    const mark = (entry: { item: string; revision: number }) => `${entry.revision} ${entry.item}`;
    const saved = new Set(reply.saved.map(mark));
    const rejected = new Map(reply.rejected.map((entry) => [mark(entry), entry.code]));
    const done = kept.pending.filter((entry) => saved.has(mark(entry)));
    const refused = kept.pending.flatMap((entry) => {
      const code = rejected.get(mark(entry));
      return code === undefined ? [] : [{ ...entry, code }];
    });
    const left = kept.pending.filter((entry) => !saved.has(mark(entry)) && !rejected.has(mark(entry)));
    this.store.write({ ...kept, pending: left, aside: [...kept.aside, ...refused] });
    this.listener.saved(done.map((entry) => ({ ...entry, epoch })));
    return reply.saved.length + reply.rejected.length;
  }

  private async sendHandIn(kept: Kept): Promise<void> {
    const answer = await this.edge.submit(this.attempt, { epoch: kept.epoch });
    if (!answer.ok) return this.failed(answer.problem, []);
    this.contact();
    this.end(answer.value.result);
  }

  private failed(problem: Problem, batch: Entry[]): void {
    if (problem.status !== 0) this.last_contact_ms = this.edge.now_ms();
    if (problem.code === 'attempt-closed') return this.closed(problem, batch);
    if (isPassing(problem)) {
      this.not_before_ms = this.edge.now_ms() + (problem.retry_after_s ?? 0) * 1000;
      return this.retryLater();
    }
    const about_the_whole = [401, 403, 404, 409].includes(problem.status) || batch.length === 0;
    if (about_the_whole) {
      this.blocked = problem;
    } else if (batch.length > 1) {
      // One entry may spoil the body for all: find it by sending singly.
      this.batch_limit = 1;
      this.schedule(0);
    } else {
      this.setAside(batch, problem.code);
      this.schedule(0);
    }
  }

  /** Late answers are still sent, while the server keeps them as evidence; after that they stay here as refused. */
  private closed(problem: Problem, batch: Entry[]): void {
    const taken = problem.params.kept_as_evidence === true && batch.length > 0;
    this.setAside(taken ? batch : this.view().pending, taken ? kept_as_evidence : problem.code);
    if (this.view().pending.length > 0) this.schedule(0);
    else this.end();
  }

  private setAside(entries: Entry[], code: string): void {
    const kept = this.kept();
    if (!kept) return;
    const gone = new Set(entries.map((entry) => entry.revision));
    this.store.write({
      ...kept,
      pending: kept.pending.filter((entry) => !gone.has(entry.revision)),
      aside: [...kept.aside, ...entries.map((entry) => ({ ...entry, code }))],
    });
  }

  private retryLater(): void {
    this.failures += 1;
    this.schedule(backoffMs(this.failures, this.edge.random()));
  }

  private contact(): void {
    this.failures = 0;
    this.not_before_ms = 0;
    this.last_contact_ms = this.edge.now_ms();
  }

  /** The attempt is over. What was refused stays to be shown with the result; else nothing is left behind. */
  private end(result?: Result): void {
    const kept = this.kept();
    if (kept && (kept.aside.length > 0 || kept.pending.length > 0)) this.store.write({ ...kept, hand_in: false });
    else this.store.remove();
    const told = this.ended;
    this.stop();
    if (!told) this.listener.ended(result);
  }
}
