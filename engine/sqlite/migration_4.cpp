#include "sqlite/migrations.hpp"

namespace kiosk::sqlite {

// Webhooks, and what goes when its time is over. An endpoint's cursor says up to which event deliveries have been made;
// both change in one transaction, so no event is passed over, and issuing an approval costs nothing more. No secret is
// stored, only what it is made from together with the secret of the data directory.
const char* const migration_4 = R"sql(
CREATE TABLE webhook_endpoints (
  endpoint          INTEGER PRIMARY KEY,
  public_id         TEXT NOT NULL UNIQUE,
  url               TEXT NOT NULL,
  description       TEXT NOT NULL,
  event_types       TEXT NOT NULL,  -- separated by a blank; empty: all
  created_ms        INTEGER NOT NULL,
  disabled          TEXT CHECK (disabled IN ('by-hand', 'gone', 'failing')),
  secret_salt       TEXT NOT NULL CHECK (length(secret_salt) = 32),
  previous_salt     TEXT NOT NULL,
  previous_until_ms INTEGER,
  cursor            INTEGER NOT NULL CHECK (cursor >= 0),
  replay_after      INTEGER NOT NULL CHECK (replay_after >= 0),
  replay_to         INTEGER NOT NULL CHECK (replay_to >= 0),
  failing_since_ms  INTEGER,
  failed_ms         INTEGER,
  removed_ms        INTEGER,
  CHECK ((previous_salt = '') = (previous_until_ms IS NULL))
) STRICT;

CREATE TABLE deliveries (
  delivery     INTEGER PRIMARY KEY,
  endpoint     INTEGER NOT NULL REFERENCES webhook_endpoints,
  event_id     TEXT NOT NULL,
  type         TEXT NOT NULL,
  subject      TEXT NOT NULL,
  sequence     INTEGER REFERENCES events,
  test_body    TEXT,
  created_ms   INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts     INTEGER NOT NULL CHECK (attempts >= 0),
  failures     INTEGER NOT NULL CHECK (failures BETWEEN 0 AND attempts),
  next_ms      INTEGER,
  last_outcome TEXT,
  last_status  INTEGER NOT NULL,
  last_error   TEXT NOT NULL,
  UNIQUE (endpoint, event_id),
  CHECK ((sequence IS NULL) = (test_body IS NOT NULL)),
  CHECK ((next_ms IS NULL) = (state <> 'pending'))
) STRICT;
CREATE INDEX deliveries_by_due_time ON deliveries (endpoint, next_ms) WHERE state = 'pending';
CREATE INDEX deliveries_pending_by_age ON deliveries (endpoint, created_ms) WHERE state = 'pending';
CREATE INDEX deliveries_dead ON deliveries (endpoint, delivery) WHERE state = 'dead';
CREATE INDEX deliveries_by_subject ON deliveries (subject);

CREATE TABLE delivery_attempts (
  attempt  INTEGER PRIMARY KEY,
  delivery INTEGER NOT NULL REFERENCES deliveries,
  at_ms    INTEGER NOT NULL,
  outcome  TEXT NOT NULL,
  status   INTEGER NOT NULL,
  took_ms  INTEGER NOT NULL,
  error    TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_of_delivery ON delivery_attempts (delivery);
CREATE INDEX delivery_attempts_by_time ON delivery_attempts (at_ms);

CREATE TRIGGER webhook_endpoints_keep BEFORE DELETE ON webhook_endpoints BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER delivery_attempts_keep BEFORE DELETE ON delivery_attempts
WHEN OLD.at_ms >= coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'delivery-attempts-kept-from-ms'),
  OLD.at_ms)
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER delivery_attempts_stay BEFORE UPDATE ON delivery_attempts BEGIN SELECT raise(ABORT, 'append-only'); END;

-- Who a person is can be erased; `ended_ms` is the end of what the person has here, as it was noted last.
ALTER TABLE applicants ADD COLUMN erased_ms INTEGER;
ALTER TABLE identities ADD COLUMN ended_ms INTEGER NOT NULL DEFAULT 0;
UPDATE identities SET ended_ms = (SELECT registered_ms FROM applicants WHERE applicants.applicant = identities.applicant);
CREATE INDEX identities_by_end ON identities (ended_ms);

-- Answers go some time after the end of their attempt, which stays with its form and results.
ALTER TABLE attempts ADD COLUMN answers_removed_ms INTEGER;
CREATE INDEX attempts_with_answers ON attempts (ended_ms)
  WHERE started_ms IS NOT NULL AND ended_ms IS NOT NULL AND answers_removed_ms IS NULL;
DROP TRIGGER response_changes_keep;
CREATE TRIGGER response_changes_keep BEFORE DELETE ON response_changes
WHEN NOT EXISTS (SELECT 1 FROM attempts JOIN settings ON name = 'answers-kept-from-ms'
  WHERE attempt = OLD.attempt AND ended_ms < CAST(value AS INTEGER))
BEGIN SELECT raise(ABORT, 'append-only'); END;
DROP TRIGGER late_responses_keep;
CREATE TRIGGER late_responses_keep BEFORE DELETE ON late_responses
WHEN NOT EXISTS (SELECT 1 FROM attempts JOIN settings ON name = 'answers-kept-from-ms'
  WHERE attempt = OLD.attempt AND ended_ms < CAST(value AS INTEGER))
BEGIN SELECT raise(ABORT, 'append-only'); END;

-- What the onboarding flow said about an approval, and when a machine's token was used last.
CREATE TABLE onboarding_marks (
  approval    INTEGER PRIMARY KEY REFERENCES approvals,
  external_id TEXT NOT NULL,
  token_id    TEXT NOT NULL,
  first_ms    INTEGER NOT NULL,
  changed_ms  INTEGER NOT NULL
) STRICT;
ALTER TABLE machine_tokens ADD COLUMN last_used_ms INTEGER;

-- The few approvals that wait for somebody are found without looking at all.
CREATE INDEX approvals_to_be_revoked ON approvals (approval) WHERE revocation_by IS NOT NULL;
CREATE INDEX approvals_to_recertify ON approvals (valid_until_ms) WHERE due_ms IS NOT NULL AND recertify_by_ms IS NOT NULL;

-- Public pages of approvals. Those issued before there were any get tokens of the same strength from SQLite, whose
-- generator is seeded by the system.
CREATE TABLE verify_pages (
  approval   INTEGER PRIMARY KEY REFERENCES approvals,
  token      TEXT NOT NULL UNIQUE CHECK (length(token) >= 22),
  name_shown INTEGER NOT NULL CHECK (name_shown IN (0, 1))
) STRICT;
INSERT INTO verify_pages (approval, token, name_shown) SELECT approval, lower(hex(randomblob(16))), 0 FROM approvals;
CREATE TRIGGER verify_pages_keep BEFORE DELETE ON verify_pages BEGIN SELECT raise(ABORT, 'append-only'); END;

-- Those that the onboarding flow should have marked by now are counted every few seconds: their index has no others.
ALTER TABLE approvals ADD COLUMN issued_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE approvals ADD COLUMN onboarded INTEGER NOT NULL DEFAULT 0 CHECK (onboarded IN (0, 1));
UPDATE approvals SET issued_ms = (SELECT created_ms FROM results
  WHERE results.attempt = approvals.attempt AND results.version = approvals.result_version);
CREATE INDEX approvals_not_onboarded ON approvals (issued_ms) WHERE state = 'active' AND onboarded = 0;
CREATE TRIGGER onboarding_marks_count AFTER INSERT ON onboarding_marks
BEGIN UPDATE approvals SET onboarded = 1 WHERE approval = NEW.approval; END;

-- Credentials signed anew after their key was compromised; the latest is the approval's. The places that the old ones
-- had in the status lists keep their bits set.
CREATE TABLE credential_reissues (
  approval    INTEGER NOT NULL REFERENCES approvals,
  issue       INTEGER NOT NULL CHECK (issue >= 1),
  credential  TEXT NOT NULL,
  reissued_ms INTEGER NOT NULL,
  PRIMARY KEY (approval, issue)
) STRICT, WITHOUT ROWID;
CREATE TABLE retired_places (
  status_list  INTEGER NOT NULL,
  status_index INTEGER NOT NULL,
  PRIMARY KEY (status_list, status_index)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER credential_reissues_keep BEFORE DELETE ON credential_reissues BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER credential_reissues_stay BEFORE UPDATE ON credential_reissues BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER retired_places_keep BEFORE DELETE ON retired_places BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER retired_places_stay BEFORE UPDATE ON retired_places BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER retired_places_count AFTER INSERT ON retired_places
BEGIN UPDATE counters SET value = value + 1 WHERE name = 'status-bits'; END;

-- The latest rule change of each exam after which its holders were asked to pass again.
CREATE TABLE recertifications (
  exam     TEXT PRIMARY KEY,
  version  TEXT NOT NULL,
  by_ms    INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace kiosk::sqlite
