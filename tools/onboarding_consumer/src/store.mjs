// What the consumer keeps: one SQLite file. From Node 24 on `node:sqlite` has the same interface, without a package.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { decide } from './deeds.mjs';

const schema = `
  CREATE TABLE IF NOT EXISTS seen(             -- every event that came, whatever was made of it
    source TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, way TEXT NOT NULL,
    outcome TEXT NOT NULL,                     -- acted, older, not-in-force, ignored, refused
    reason TEXT, body TEXT,                    -- of a refused one: the check that failed; its bytes, to judge it again
    at TEXT NOT NULL, PRIMARY KEY (source, id)) STRICT;
  CREATE INDEX IF NOT EXISTS seen_by_sequence ON seen(sequence);
  CREATE TABLE IF NOT EXISTS partners(         -- one row for each approval: the newest that is known of it
    approval TEXT PRIMARY KEY, sequence INTEGER NOT NULL, state TEXT NOT NULL, number TEXT NOT NULL,
    partner TEXT NOT NULL, region TEXT NOT NULL, valid_until TEXT NOT NULL, shop TEXT,
    supersedes TEXT,                           -- the approval that this one renews
    mark TEXT NOT NULL DEFAULT 'none') STRICT; -- none, wanted, done, or why the server refused it
  CREATE INDEX IF NOT EXISTS partners_by_supersedes ON partners(supersedes) WHERE supersedes IS NOT NULL;
  CREATE TABLE IF NOT EXISTS deeds(            -- what was done. Nothing here forbids it twice: the rule below does
    n INTEGER PRIMARY KEY, event TEXT NOT NULL, approval TEXT NOT NULL, deed TEXT NOT NULL, shop TEXT NOT NULL,
    at TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS cursor(           -- the last event of the feed that was taken
    only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL, sequence INTEGER NOT NULL) STRICT;
`;

/** The deeds after which the server is told that the shop trades, once for each approval. */
const trading = new Set(['open', 'extend', 'reopen']);

const now = () => new Date(Date.now()).toISOString();

export class Store {
  #db;
  #follows_feed;

  /** Opens the file in a folder, and makes both where there are none. `follows_feed`: what a webhook leaves out comes
   *  by the feed. `Database`: for tests that let it crash. */
  constructor(folder, { read_only = false, follows_feed = true, Database = DatabaseSync } = {}) {
    this.#follows_feed = follows_feed;
    const file = join(folder, 'onboarding.db');
    if (!read_only) mkdirSync(folder, { recursive: true, mode: 0o700 });
    else if (!existsSync(file)) throw new Error(`there is no ${file}; has "run" been started with this --data?`);
    this.#db = new Database(file, { readOnly: read_only });
    this.#db.exec('PRAGMA busy_timeout = 5000');
    if (read_only) return;
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec(schema);
  }

  close() {
    this.#db.close();
  }

  /** What was made of an event; undefined for one that is new. A refused one may be judged again. */
  outcomeOf({ source, id }) {
    return this.#row('SELECT outcome FROM seen WHERE source = ? AND id = ?', source, id)?.outcome;
  }

  /**
   * The rule that makes it once: the deed, "seen", the highest sequence of the approval and, for an event of the feed,
   * the cursor, in ONE transaction. A crash leaves all of them or none; an event that comes again finds itself in
   * `seen`.
   *
   * `not_in_force` as in deeds.mjs. Answers the decision, with outcome 'known' where the event has been here before.
   * Of an event that is 'early' nothing is kept.
   */
  take(event, way, not_in_force) {
    return this.#transaction(() => {
      const decision = this.#decide(event, way, not_in_force);
      if (decision.outcome === 'early') return decision;
      if (decision.outcome !== 'known') this.#see(event, way, decision.outcome);
      if (decision.state) this.#keep(event, decision);
      if (decision.deed) this.#do(event, decision);
      if (way === 'feed') this.#advance(event);
      return decision;
    });
  }

  /** Whether a newer event of its approval has been taken: then this one changes nothing, whatever its credential is
   *  worth today (its key may have been withdrawn since). */
  isOlder({ data, sequence }) {
    return sequence < (this.#partner(data.approvalId)?.sequence ?? 0);
  }

  /** Keeps a refused event for people to look at, and to be judged again. */
  refuse(event, way, { check, message }) {
    this.#transaction(() => {
      if (this.outcomeOf(event) === undefined) this.#see(event, way, 'refused');
      this.#run(
        "UPDATE seen SET reason = ?, body = ? WHERE source = ? AND id = ? AND outcome = 'refused'",
        `${check}: ${message}`,
        event.text,
        event.source,
        event.id,
      );
      if (way === 'feed') this.#advance(event);
    });
  }

  #decide(event, way, not_in_force) {
    const outcome = this.outcomeOf(event);
    if (outcome !== undefined && outcome !== 'refused') return { outcome: 'known' };
    if (!event.data) return decide(event, {});
    const { approvalId } = event.data;
    const decision = decide(event, {
      known: this.#partner(approvalId),
      predecessor: this.#partner(predecessorOf(event)),
      is_superseded: this.#row('SELECT 1 FROM partners WHERE supersedes = ?', approvalId) !== undefined,
      is_gap_possible: this.#follows_feed && way !== 'feed' && event.sequence > this.cursor().sequence,
      not_in_force,
    });
    if (decision.shop === 'new')
      decision.shop = `SHOP-${String(this.#count('deeds', "deed = 'open'") + 1).padStart(6, '0')}`;
    return decision;
  }

  #partner(approval) {
    return this.#row('SELECT sequence, state, shop FROM partners WHERE approval = ?', approval);
  }

  #see({ source, id, sequence }, way, outcome) {
    this.#run(
      `INSERT INTO seen(source, id, sequence, way, outcome, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT(source, id) DO UPDATE SET sequence = excluded.sequence, outcome = excluded.outcome,
         way = excluded.way, at = excluded.at, reason = NULL, body = NULL`,
      source,
      id,
      sequence,
      way,
      outcome,
      now(),
    );
  }

  #keep(event, { state, shop, deed }) {
    const { approvalId, approvalNumber, partnerId, region, validUntil } = event.data;
    const predecessor = predecessorOf(event);
    this.#run(
      `INSERT INTO partners(approval, sequence, state, number, partner, region, valid_until, shop, supersedes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT(approval) DO UPDATE SET sequence = excluded.sequence, state = excluded.state, shop = excluded.shop`,
      approvalId,
      event.sequence,
      state,
      approvalNumber,
      partnerId,
      region.code,
      validUntil,
      shop ?? null,
      predecessor,
    );
    // It has taken the shop over. No event says so of the old approval: this one is all that is told.
    this.#run("UPDATE partners SET state = 'superseded', shop = NULL WHERE approval = ?", predecessor);
    if (trading.has(deed))
      this.#run("UPDATE partners SET mark = 'wanted' WHERE approval = ? AND mark = 'none'", approvalId);
  }

  #do({ id, data }, { deed, shop }) {
    this.#run(
      'INSERT INTO deeds(event, approval, deed, shop, at) VALUES (?, ?, ?, ?, ?)',
      id,
      data.approvalId,
      deed,
      shop,
      now(),
    );
  }

  #advance({ id, sequence }) {
    this.#run(
      `INSERT INTO cursor(only, id, sequence) VALUES (1, ?, ?)
       ON CONFLICT(only) DO UPDATE SET id = excluded.id, sequence = excluded.sequence
         WHERE excluded.sequence > cursor.sequence`,
      id,
      sequence,
    );
  }

  /** `{id, sequence}` of the last event of the feed that was taken; both empty at the beginning. */
  cursor() {
    return this.#row('SELECT id, sequence FROM cursor') ?? { id: '', sequence: 0 };
  }

  /** The feed is read from its beginning again. Harmless: what was seen is not done again. */
  rewind() {
    this.#run('DELETE FROM cursor');
  }

  /** Ids of the events seen in a range of sequences, in their order. */
  ids(from, to) {
    return this.#rows('SELECT id FROM seen WHERE sequence BETWEEN ? AND ? ORDER BY sequence', from, to).map(
      ({ id }) => id,
    );
  }

  refused() {
    return this.#rows("SELECT id, sequence, way, reason, body FROM seen WHERE outcome = 'refused' ORDER BY sequence");
  }

  /** Approvals whose shop stands, but the server was not told. */
  unmarked() {
    return this.#rows(
      "SELECT approval, shop FROM partners WHERE mark = 'wanted' AND shop IS NOT NULL ORDER BY sequence",
    );
  }

  /** Mark: 'done', or why it was refused. */
  setMark(approval, mark) {
    this.#run('UPDATE partners SET mark = ? WHERE approval = ?', mark, approval);
  }

  /** Everything that `status` shows. `ways`: by which way events came first. */
  summary() {
    return {
      cursor: this.cursor(),
      events: this.#countsBy('outcome'),
      ways: this.#countsBy('way'),
      partners: this.#rows('SELECT * FROM partners ORDER BY number'),
      deeds: this.#rows('SELECT event, approval, deed, shop FROM deeds ORDER BY n'),
      refused: this.refused().map(({ id, way, reason }) => ({ id, way, reason })),
    };
  }

  #transaction(work) {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #count(table, condition) {
    return this.#row(`SELECT COUNT(*) AS count FROM ${table} WHERE ${condition}`).count;
  }

  /** Events seen, by a column. */
  #countsBy(column) {
    const rows = this.#rows(`SELECT ${column} AS name, COUNT(*) AS count FROM seen GROUP BY ${column}`);
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  #row(sql, ...values) {
    return this.#rows(sql, ...values)[0];
  }

  #rows(sql, ...values) {
    return this.#db
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }));
  }

  #run(sql, ...values) {
    this.#db.prepare(sql).run(...values);
  }
}

/** The approval that a renewal takes the place of, or null. Every event of the renewal names it. */
function predecessorOf({ data }) {
  return data.supersedes?.split('/').at(-1) ?? null;
}
