#include "sqlite/migrations.hpp"

namespace kiosk::sqlite {

// Times are Unix milliseconds (`_ms`), durations whole seconds (`_s`), public ids text, digests 32 bytes.
// What history must keep is append-only: triggers refuse to change or delete it, whatever the code tries.
const char* const migration_1 = R"sql(
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counted inside the transaction that uses the number: no gaps, and the order of numbers is the order of commits.
CREATE TABLE counters (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('approval-number', 0), ('event-sequence', 0);

-- People: the pseudonymous applicant that everything points to, apart from who that is.
CREATE TABLE applicants (
  applicant     INTEGER PRIMARY KEY,
  public_id     TEXT NOT NULL UNIQUE,
  partner_id    TEXT NOT NULL UNIQUE,
  region        TEXT NOT NULL,
  language      TEXT NOT NULL,
  registered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE identities (
  applicant    INTEGER PRIMARY KEY REFERENCES applicants,
  name         TEXT NOT NULL,
  contact      TEXT NOT NULL,
  contact_hash BLOB NOT NULL UNIQUE CHECK (length(contact_hash) = 32),
  shop_name    TEXT NOT NULL
) STRICT;

CREATE TABLE candidate_codes (
  applicant INTEGER PRIMARY KEY REFERENCES applicants,
  code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
  issued_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
  staff         INTEGER PRIMARY KEY,
  public_id     TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL UNIQUE,
  role          TEXT NOT NULL CHECK (role IN ('hq', 'trainer', 'reviewer', 'auditor', 'operator')),
  password_hash TEXT NOT NULL,
  added_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE machine_tokens (
  token_id    TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  scopes      TEXT NOT NULL,  -- separated by a blank
  created_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_ins (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  applicant  INTEGER REFERENCES applicants,
  staff      INTEGER REFERENCES staff,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  CHECK ((applicant IS NULL) <> (staff IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_ms);
CREATE INDEX sign_ins_by_applicant ON sign_ins (applicant) WHERE applicant IS NOT NULL;

-- Content: published bytes by their hash, and which version of what they are.
CREATE TABLE content (
  fingerprint BLOB PRIMARY KEY CHECK (length(fingerprint) = 32),
  bytes       BLOB NOT NULL
) STRICT;

CREATE TABLE content_versions (
  kind         TEXT NOT NULL CHECK (kind IN ('bank', 'exam')),
  id           TEXT NOT NULL,
  version      TEXT NOT NULL,
  fingerprint  BLOB NOT NULL REFERENCES content,
  published_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_hashes (
  bank_fingerprint BLOB NOT NULL REFERENCES content,
  item             TEXT NOT NULL,
  content_hash     BLOB NOT NULL CHECK (length(content_hash) = 32),
  PRIMARY KEY (bank_fingerprint, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE translation_hashes (
  bank_fingerprint BLOB NOT NULL,
  item             TEXT NOT NULL,
  language         TEXT NOT NULL,
  content_hash     BLOB NOT NULL CHECK (length(content_hash) = 32),
  PRIMARY KEY (bank_fingerprint, item, language),
  FOREIGN KEY (bank_fingerprint, item) REFERENCES item_hashes
) STRICT, WITHOUT ROWID;

-- Attempts. The last four columns repeat what stands elsewhere, so that the closer and the pass rates need no join:
-- due_ms is when the attempt must be closed, region the applicant's at the preparation, decision the current result's.
CREATE TABLE attempts (
  attempt          INTEGER PRIMARY KEY,
  public_id        TEXT NOT NULL UNIQUE,
  applicant        INTEGER NOT NULL REFERENCES applicants,
  exam             TEXT NOT NULL,
  exam_version     TEXT NOT NULL,
  number           INTEGER NOT NULL CHECK (number >= 1),
  state            TEXT NOT NULL CHECK (state IN ('prepared', 'open', 'submitted', 'expired')),
  time_limit_s     INTEGER NOT NULL CHECK (time_limit_s >= 0),
  grace_s          INTEGER NOT NULL CHECK (grace_s >= 0),
  prepared_lapse_s INTEGER NOT NULL CHECK (prepared_lapse_s >= 0),
  late_evidence_s  INTEGER NOT NULL CHECK (late_evidence_s >= 0),
  extension_s      INTEGER NOT NULL CHECK (extension_s >= 0),
  prepared_ms      INTEGER NOT NULL,
  started_ms       INTEGER,
  ended_ms         INTEGER,
  epoch            INTEGER NOT NULL CHECK (epoch >= 0),
  last_revision    INTEGER NOT NULL CHECK (last_revision >= 0),
  due_ms           INTEGER,
  region           TEXT NOT NULL,
  language         TEXT NOT NULL,
  decision         TEXT CHECK (decision IN ('pass', 'fail', 'review')),
  CHECK (CASE state
    WHEN 'prepared'  THEN started_ms IS NULL AND ended_ms IS NULL
    WHEN 'open'      THEN started_ms IS NOT NULL AND ended_ms IS NULL
    WHEN 'submitted' THEN started_ms IS NOT NULL AND ended_ms IS NOT NULL
    WHEN 'expired'   THEN ended_ms IS NOT NULL
  END),
  CHECK ((due_ms IS NULL) = (state IN ('submitted', 'expired')))
) STRICT;
CREATE UNIQUE INDEX one_live_attempt ON attempts (applicant, exam) WHERE state IN ('prepared', 'open');
CREATE UNIQUE INDEX one_attempt_a_number ON attempts (applicant, exam, number) WHERE started_ms IS NOT NULL;
CREATE INDEX attempts_of_applicant ON attempts (applicant);
CREATE INDEX attempts_by_due_time ON attempts (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX attempts_for_pass_rates
  ON attempts (exam, started_ms, region, language, exam_version, number, decision) WHERE started_ms IS NOT NULL;

CREATE TABLE forms (
  attempt INTEGER PRIMARY KEY REFERENCES attempts,
  form    TEXT NOT NULL  -- JSON of json/stored.hpp
) STRICT;

CREATE TABLE accepted_rules (
  attempt  INTEGER NOT NULL REFERENCES attempts,
  position INTEGER NOT NULL,
  rule     TEXT NOT NULL,
  version  INTEGER NOT NULL,
  PRIMARY KEY (attempt, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE extensions (
  extension  INTEGER PRIMARY KEY,
  attempt    INTEGER NOT NULL REFERENCES attempts,
  extra_s    INTEGER NOT NULL CHECK (extra_s > 0),
  reason     TEXT NOT NULL,
  granted_by INTEGER NOT NULL REFERENCES staff,
  granted_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX extensions_of_attempt ON extensions (attempt);

-- Responses: every change in the order of arrival, and the current one of each item. Answers are JSON of
-- json/stored.hpp. Clustered by attempt: a save touches few pages.
CREATE TABLE response_changes (
  attempt        INTEGER NOT NULL REFERENCES attempts,
  change         INTEGER NOT NULL,  -- 1.. within the attempt
  item           TEXT NOT NULL,
  epoch          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  answer         TEXT NOT NULL,
  marked         INTEGER NOT NULL CHECK (marked IN (0, 1)),
  since_start_ms INTEGER NOT NULL,
  received_ms    INTEGER NOT NULL,
  PRIMARY KEY (attempt, change)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses (
  attempt        INTEGER NOT NULL REFERENCES attempts,
  item           TEXT NOT NULL,
  epoch          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  answer         TEXT NOT NULL,
  marked         INTEGER NOT NULL CHECK (marked IN (0, 1)),
  since_start_ms INTEGER NOT NULL,
  received_ms    INTEGER NOT NULL,
  PRIMARY KEY (attempt, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE late_responses (
  attempt        INTEGER NOT NULL REFERENCES attempts,
  item           TEXT NOT NULL,
  epoch          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  answer         TEXT NOT NULL,
  marked         INTEGER NOT NULL CHECK (marked IN (0, 1)),
  since_start_ms INTEGER NOT NULL,
  received_ms    INTEGER NOT NULL,
  PRIMARY KEY (attempt, item, epoch, revision)
) STRICT, WITHOUT ROWID;

-- Results are versions; the highest is the current one.
CREATE TABLE results (
  attempt    INTEGER NOT NULL REFERENCES attempts,
  version    INTEGER NOT NULL CHECK (version >= 1),
  result     TEXT NOT NULL,  -- JSON of json/stored.hpp
  reason     TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (attempt, version)
) STRICT, WITHOUT ROWID;

-- Approvals: facts in `record` (JSON of json/stored.hpp), what may change or must be unique in columns.
CREATE TABLE approvals (
  approval       INTEGER PRIMARY KEY,
  public_id      TEXT NOT NULL UNIQUE,
  number         TEXT NOT NULL UNIQUE,
  applicant      INTEGER NOT NULL REFERENCES applicants,
  attempt        INTEGER NOT NULL UNIQUE,
  result_version INTEGER NOT NULL,
  status_list    INTEGER NOT NULL CHECK (status_list >= 1),
  status_index   INTEGER NOT NULL CHECK (status_index >= 0),
  state          TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'revoked', 'expired', 'superseded')),
  revision       INTEGER NOT NULL CHECK (revision >= 1),
  valid_until_ms INTEGER NOT NULL,
  record         TEXT NOT NULL,
  UNIQUE (status_list, status_index),
  FOREIGN KEY (attempt, result_version) REFERENCES results
) STRICT;
CREATE INDEX approvals_of_applicant ON approvals (applicant);

CREATE TABLE credentials (
  approval   INTEGER PRIMARY KEY REFERENCES approvals,
  credential TEXT NOT NULL  -- the signed bytes, for ever
) STRICT;

CREATE TABLE events (
  sequence   INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  type       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  number        INTEGER PRIMARY KEY,
  time_ms       INTEGER NOT NULL,
  actor         TEXT NOT NULL,
  act           TEXT NOT NULL,
  subject       TEXT NOT NULL,
  details       TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash          BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_has_no_gaps BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT raise(ABORT, 'audit numbers have no gaps'); END;

CREATE TRIGGER results_have_no_gaps BEFORE INSERT ON results
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM results WHERE attempt = NEW.attempt)
BEGIN SELECT raise(ABORT, 'result versions have no gaps'); END;

-- Append-only.
CREATE TRIGGER content_keep BEFORE DELETE ON content BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER content_stay BEFORE UPDATE ON content BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER content_versions_keep BEFORE DELETE ON content_versions BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER content_versions_stay BEFORE UPDATE ON content_versions BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER item_hashes_keep BEFORE DELETE ON item_hashes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER item_hashes_stay BEFORE UPDATE ON item_hashes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER translation_hashes_keep BEFORE DELETE ON translation_hashes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER translation_hashes_stay BEFORE UPDATE ON translation_hashes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER forms_keep BEFORE DELETE ON forms BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER forms_stay BEFORE UPDATE ON forms BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER accepted_rules_keep BEFORE DELETE ON accepted_rules BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER accepted_rules_stay BEFORE UPDATE ON accepted_rules BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER extensions_keep BEFORE DELETE ON extensions BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER extensions_stay BEFORE UPDATE ON extensions BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER response_changes_keep BEFORE DELETE ON response_changes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER response_changes_stay BEFORE UPDATE ON response_changes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER late_responses_keep BEFORE DELETE ON late_responses BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER late_responses_stay BEFORE UPDATE ON late_responses BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER results_keep BEFORE DELETE ON results BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER results_stay BEFORE UPDATE ON results BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER credentials_keep BEFORE DELETE ON credentials BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER credentials_stay BEFORE UPDATE ON credentials BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER events_keep BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_keep BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_stay BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;
)sql";

}  // namespace kiosk::sqlite
