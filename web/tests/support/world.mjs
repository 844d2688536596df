// A phone, a network and a server, all under one fake clock. The server keeps
// the contract's rules: of one item the highest (epoch, revision) wins, a
// repeat is a no-op, the same revision with another answer is rejected.

export class FakeClock {
  now = 1_000_000;
  timers = [];

  later = (delay_ms, action) => {
    const timer = { at: this.now + delay_ms, action };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter((other) => other !== timer); };
  };

  /** Runs what falls due within `ms`, letting promises settle after each timer. */
  async advance(ms) {
    const end = this.now + ms;
    await settle();
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.now = Math.max(this.now, due.at);
      this.timers = this.timers.filter((timer) => timer !== due);
      due.action();
      await settle();
    }
    this.now = end;
  }
}

export async function settle() {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

export class FakeStorage {
  map = new Map();
  refuse_writes = false;
  refuse_all = false;
  getItem(key) {
    if (this.refuse_all) throw new Error('SecurityError');
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.refuse_writes || this.refuse_all) throw new Error('QuotaExceededError');
    this.map.set(key, value);
  }
  removeItem(key) {
    if (this.refuse_all) throw new Error('SecurityError');
    this.map.delete(key);
  }
}

const ok = (value) => ({ ok: true, value });
export const problem = (code, status, extra = {}) => ({ ok: false, problem: { code, status, params: {}, errors: [], ...extra } });
export const lost = () => problem('network-down', 0);

export class FakeServer {
  epoch = 1;
  state = 'open';
  items = new Map();
  evidence = [];
  history = [];
  submits = 0;
  keep_evidence = true;
  /** item -> code: refused for good. */
  refuse = new Map();

  nextRevision() {
    return 1 + Math.max(0, ...this.history.filter((entry) => entry.epoch === this.epoch).map((entry) => entry.revision));
  }
  responses() {
    return [...this.items.entries()].map(([item, entry]) => ({ item, ...entry }));
  }
  takeOver() {
    this.epoch += 1;
    return { epoch: this.epoch, next_revision: this.nextRevision(), seconds_left: 100 };
  }
  save(body) {
    if (this.state !== 'open') {
      if (this.keep_evidence) this.evidence.push(...body.responses);
      return problem('attempt-closed', 409, { params: { state: this.state, kept_as_evidence: this.keep_evidence } });
    }
    if (body.epoch !== this.epoch) return problem('stale-epoch', 409, { params: { epoch: this.epoch, next_revision: this.nextRevision() } });
    const saved = [];
    const rejected = [];
    for (const { item, revision, answer, marked } of body.responses) {
      const name = { item, revision };
      const old = this.items.get(item);
      const fresh = { epoch: body.epoch, revision, answer, marked };
      const same = this.history.find((entry) => entry.epoch === body.epoch && entry.revision === revision);
      if (this.refuse.has(item)) rejected.push({ ...name, code: this.refuse.get(item) });
      else if (same && (same.item !== item || JSON.stringify([same.answer, same.marked]) !== JSON.stringify([answer, marked]))) rejected.push({ ...name, code: 'revision-conflict' });
      else {
        if (!same) this.history.push({ item, ...fresh });
        if (!old || old.epoch < body.epoch || old.revision < revision) this.items.set(item, fresh);
        saved.push(name);
      }
    }
    return ok({ saved, rejected, seconds_left: 100, state: this.state });
  }
  submit(body) {
    if (this.state === 'open' && body.epoch !== this.epoch) return problem('stale-epoch', 409);
    this.submits += 1;
    this.state = 'submitted';
    return ok({ result: { decision: 'pass' } });
  }
}

/** What the next request meets; `fate()` is asked once for each request. */
export class FakeNetwork {
  fate = () => 'fine';
  latency_ms = 20;
  active = 0;
  most_active = 0;
  largest = 0;
  requests = [];
  delayed = [];

  constructor(clock, server) {
    this.clock = clock;
    this.server = server;
  }

  edge(storage, random = () => 0.5) {
    return {
      storage,
      random,
      now_ms: () => this.clock.now,
      later: this.clock.later,
      save: (_attempt, body) => this.carry('save', body),
      submit: (_attempt, body) => this.carry('submit', body),
    };
  }

  carry(kind, body) {
    const sent = structuredClone(body);
    this.requests.push({ kind, body: sent, at: this.clock.now });
    this.largest = Math.max(this.largest, sent.responses?.length ?? 0);
    this.active += 1;
    this.most_active = Math.max(this.most_active, this.active);
    return new Promise((resolve) => {
      this.clock.later(this.latency_ms, () => {
        this.active -= 1;
        resolve(this.meet(kind, sent));
      });
    });
  }

  meet(kind, body) {
    const apply = () => this.server[kind](structuredClone(body));
    switch (this.fate(kind, body)) {
      case 'drop-before': return lost();
      case 'drop-after': apply(); return lost();
      case 'twice': apply(); return apply();
      case 'late': this.delayed.push(apply); return lost();
      case 'late-first': for (const action of this.delayed.splice(0)) action(); return apply();
      case 'busy': return problem('overloaded', 503, { retry_after_s: 5 });
      case 'broken': return problem('internal', 500);
      default: return apply();
    }
  }
}
