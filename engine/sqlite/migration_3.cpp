#include "sqlite/migrations.hpp"

namespace kiosk::sqlite {

// What becomes of approvals after they were issued. `due_ms` is when time next does something to an approval (a notice,
// the date of a rule change, the end of the validity): the server looks there alone. The counts are kept by triggers,
// in the transaction of the change, whatever code makes it: of set status bits, which tells whether the published lists
// are up to date, and of events by type.
const char* const migration_3 = R"sql(
ALTER TABLE approvals ADD COLUMN exam TEXT NOT NULL DEFAULT '';
ALTER TABLE approvals ADD COLUMN exam_version TEXT NOT NULL DEFAULT '';
ALTER TABLE approvals ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE approvals ADD COLUMN supersedes INTEGER REFERENCES approvals;
ALTER TABLE approvals ADD COLUMN reason TEXT
  CHECK (reason IN ('R1', 'R2', 'R3', 'integrity', 'administrative', 'rules-changed'));
ALTER TABLE approvals ADD COLUMN noticed_days INTEGER NOT NULL DEFAULT 0 CHECK (noticed_days IN (0, 7, 30, 60));
ALTER TABLE approvals ADD COLUMN recertify_by_ms INTEGER;
ALTER TABLE approvals ADD COLUMN due_ms INTEGER;
ALTER TABLE approvals ADD COLUMN revocation_by INTEGER REFERENCES staff;
ALTER TABLE approvals ADD COLUMN revocation_reason TEXT
  CHECK (revocation_reason IN ('R1', 'R2', 'R3', 'integrity', 'administrative'));
ALTER TABLE approvals ADD COLUMN revocation_ms INTEGER;

-- Approvals issued so far were active throughout; sixty days before its end an approval gets its first notice.
UPDATE approvals SET exam = json_extract(record, '$.exam'), exam_version = json_extract(record, '$.exam_version'),
  region = json_extract(record, '$.region'), due_ms = iif(state = 'active', valid_until_ms - 60 * 86400000, NULL);

CREATE UNIQUE INDEX approvals_renewed_once ON approvals (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX approvals_by_due_time ON approvals (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX approvals_by_region ON approvals (region);
CREATE INDEX approvals_not_active ON approvals (state) WHERE state <> 'active';
CREATE INDEX approvals_with_set_bit ON approvals (status_list, status_index) WHERE state IN ('revoked', 'superseded');

CREATE TABLE approval_changes (
  approval INTEGER NOT NULL REFERENCES approvals,
  revision INTEGER NOT NULL,
  change   TEXT NOT NULL CHECK (change IN ('suspended', 'reinstated', 'revocation-requested', 'revocation-withdrawn',
             'revoked', 'recertification-asked', 'expiring', 'expired', 'superseded', 'reissued')),
  state    TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'revoked', 'expired', 'superseded')),
  reason   TEXT CHECK (reason IN ('R1', 'R2', 'R3', 'integrity', 'administrative', 'rules-changed')),
  actor    TEXT NOT NULL,
  staff    INTEGER REFERENCES staff,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (approval, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER approval_changes_have_no_gaps BEFORE INSERT ON approval_changes
WHEN NEW.revision <> (SELECT coalesce(max(revision), 1) + 1 FROM approval_changes WHERE approval = NEW.approval)
BEGIN SELECT raise(ABORT, 'revisions have no gaps'); END;
CREATE TRIGGER approval_changes_keep BEFORE DELETE ON approval_changes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER approval_changes_stay BEFORE UPDATE ON approval_changes BEGIN SELECT raise(ABORT, 'append-only'); END;

CREATE TRIGGER approvals_keep BEFORE DELETE ON approvals BEGIN SELECT raise(ABORT, 'approvals are kept'); END;
CREATE TRIGGER approvals_end_once BEFORE UPDATE OF state ON approvals
WHEN OLD.state IN ('revoked', 'superseded') AND NEW.state <> OLD.state
BEGIN SELECT raise(ABORT, 'revoked and superseded are final'); END;

INSERT INTO counters VALUES ('status-bits', (SELECT count(*) FROM approvals WHERE state IN ('revoked', 'superseded')));
CREATE TRIGGER status_bits_count AFTER UPDATE OF state ON approvals
WHEN NEW.state IN ('revoked', 'superseded') AND OLD.state NOT IN ('revoked', 'superseded')
BEGIN UPDATE counters SET value = value + 1 WHERE name = 'status-bits'; END;

CREATE TABLE event_counts (
  type  TEXT PRIMARY KEY,
  count INTEGER NOT NULL CHECK (count >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO event_counts SELECT type, count(*) FROM events GROUP BY type;
CREATE TRIGGER events_count AFTER INSERT ON events
BEGIN INSERT INTO event_counts VALUES (NEW.type, 1) ON CONFLICT DO UPDATE SET count = count + 1; END;

-- Answers to requests with an Idempotency-Key, for a day.
CREATE TABLE kept_answers (
  key_hash     BLOB PRIMARY KEY CHECK (length(key_hash) = 32),
  request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
  status       INTEGER NOT NULL,
  body         TEXT NOT NULL,
  tag          TEXT NOT NULL,
  expires_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_by_expiry ON kept_answers (expires_ms);
)sql";

}  // namespace kiosk::sqlite
