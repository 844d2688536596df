#include "sqlite/migrations.hpp"

namespace kiosk::sqlite {

// Kept counts for the pass rates: how many attempts started, and of those how many have a decision and passed, by all
// that they can be grouped and filtered by; once for each UTC day, each ISO week and each eight ISO weeks, so that a
// report reads few rows. Spans begin at `from_ms`: a multiple of the day, or a Monday (1970-01-01 was a Thursday,
// 259200000 ms after one). Weeks of all regions together are kept as well: most reports ask for no more. Triggers keep
// the counts in the transaction of the change, whatever code makes it.
const char* const migration_2 = R"sql(
CREATE TABLE pass_rate_counts (
  exam         TEXT NOT NULL,
  span_ms      INTEGER NOT NULL CHECK (span_ms IN (86400000, 604800000, 4838400000)),
  from_ms      INTEGER NOT NULL,
  region       TEXT NOT NULL,
  language     TEXT NOT NULL,
  exam_version TEXT NOT NULL,
  number       INTEGER NOT NULL,
  started      INTEGER NOT NULL CHECK (started >= 0),
  finished     INTEGER NOT NULL CHECK (finished BETWEEN 0 AND started),
  passed       INTEGER NOT NULL CHECK (passed BETWEEN 0 AND finished),
  PRIMARY KEY (exam, span_ms, from_ms, region, language, exam_version, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE pass_rate_weeks (
  exam         TEXT NOT NULL,
  from_ms      INTEGER NOT NULL,
  language     TEXT NOT NULL,
  exam_version TEXT NOT NULL,
  number       INTEGER NOT NULL,
  started      INTEGER NOT NULL CHECK (started >= 0),
  finished     INTEGER NOT NULL CHECK (finished BETWEEN 0 AND started),
  passed       INTEGER NOT NULL CHECK (passed BETWEEN 0 AND finished),
  PRIMARY KEY (exam, from_ms, language, exam_version, number)
) STRICT, WITHOUT ROWID;

INSERT INTO pass_rate_counts
  SELECT exam, 86400000, started_ms / 86400000 * 86400000, region, language, exam_version, number,
    count(*), count(decision), count(*) FILTER (WHERE decision = 'pass')
  FROM attempts WHERE started_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO pass_rate_counts
  SELECT exam, 604800000, (started_ms + 259200000) / 604800000 * 604800000 - 259200000, region, language, exam_version,
    number, count(*), count(decision), count(*) FILTER (WHERE decision = 'pass')
  FROM attempts WHERE started_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO pass_rate_counts
  SELECT exam, 4838400000, (started_ms + 259200000) / 4838400000 * 4838400000 - 259200000, region, language, exam_version,
    number, count(*), count(decision), count(*) FILTER (WHERE decision = 'pass')
  FROM attempts WHERE started_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;

INSERT INTO pass_rate_weeks
  SELECT exam, from_ms, language, exam_version, number, sum(started), sum(finished), sum(passed)
  FROM pass_rate_counts WHERE span_ms = 604800000 GROUP BY 1, 2, 3, 4, 5;

-- What is counted of an attempt never changes once it has started.
CREATE TRIGGER attempts_start_once BEFORE UPDATE OF exam, exam_version, number, region, language, started_ms ON attempts
WHEN OLD.started_ms IS NOT NULL AND (NEW.exam, NEW.exam_version, NEW.number, NEW.region, NEW.language, NEW.started_ms)
  IS NOT (OLD.exam, OLD.exam_version, OLD.number, OLD.region, OLD.language, OLD.started_ms)
BEGIN SELECT raise(ABORT, 'a start is final'); END;

CREATE TRIGGER attempts_keep BEFORE DELETE ON attempts BEGIN SELECT raise(ABORT, 'attempts are kept'); END;

CREATE TRIGGER pass_rates_count_added AFTER INSERT ON attempts WHEN NEW.started_ms IS NOT NULL
BEGIN
  INSERT INTO pass_rate_counts
    SELECT NEW.exam, span.column1, span.column2, NEW.region, NEW.language, NEW.exam_version, NEW.number,
      1, NEW.decision IS NOT NULL, NEW.decision IS 'pass'
    FROM (VALUES (86400000, NEW.started_ms / 86400000 * 86400000),
                 (604800000, (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000),
                 (4838400000, (NEW.started_ms + 259200000) / 4838400000 * 4838400000 - 259200000)) AS span
    WHERE true
  ON CONFLICT DO UPDATE SET started = started + 1, finished = finished + excluded.finished,
    passed = passed + excluded.passed;
  INSERT INTO pass_rate_weeks
    VALUES (NEW.exam, (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000, NEW.language, NEW.exam_version,
      NEW.number, 1, NEW.decision IS NOT NULL, NEW.decision IS 'pass')
  ON CONFLICT DO UPDATE SET started = started + 1, finished = finished + excluded.finished,
    passed = passed + excluded.passed;
END;

CREATE TRIGGER pass_rates_count_start AFTER UPDATE OF started_ms ON attempts
WHEN OLD.started_ms IS NULL AND NEW.started_ms IS NOT NULL
BEGIN
  INSERT INTO pass_rate_counts
    SELECT NEW.exam, span.column1, span.column2, NEW.region, NEW.language, NEW.exam_version, NEW.number,
      1, NEW.decision IS NOT NULL, NEW.decision IS 'pass'
    FROM (VALUES (86400000, NEW.started_ms / 86400000 * 86400000),
                 (604800000, (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000),
                 (4838400000, (NEW.started_ms + 259200000) / 4838400000 * 4838400000 - 259200000)) AS span
    WHERE true
  ON CONFLICT DO UPDATE SET started = started + 1, finished = finished + excluded.finished,
    passed = passed + excluded.passed;
  INSERT INTO pass_rate_weeks
    VALUES (NEW.exam, (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000, NEW.language, NEW.exam_version,
      NEW.number, 1, NEW.decision IS NOT NULL, NEW.decision IS 'pass')
  ON CONFLICT DO UPDATE SET started = started + 1, finished = finished + excluded.finished,
    passed = passed + excluded.passed;
END;

CREATE TRIGGER pass_rates_count_decision AFTER UPDATE OF decision ON attempts
WHEN NEW.started_ms IS NOT NULL AND NEW.decision IS NOT OLD.decision
BEGIN
  UPDATE pass_rate_counts
  SET finished = finished + (NEW.decision IS NOT NULL) - (OLD.decision IS NOT NULL),
    passed = passed + (NEW.decision IS 'pass') - (OLD.decision IS 'pass')
  WHERE exam = NEW.exam AND region = NEW.region AND language = NEW.language AND exam_version = NEW.exam_version
    AND number = NEW.number
    AND (span_ms, from_ms) IN (VALUES
      (86400000, NEW.started_ms / 86400000 * 86400000),
      (604800000, (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000),
      (4838400000, (NEW.started_ms + 259200000) / 4838400000 * 4838400000 - 259200000));
  UPDATE pass_rate_weeks
  SET finished = finished + (NEW.decision IS NOT NULL) - (OLD.decision IS NOT NULL),
    passed = passed + (NEW.decision IS 'pass') - (OLD.decision IS 'pass')
  WHERE exam = NEW.exam AND from_ms = (NEW.started_ms + 259200000) / 604800000 * 604800000 - 259200000
    AND language = NEW.language AND exam_version = NEW.exam_version AND number = NEW.number;
END;
)sql";

}  // namespace kiosk::sqlite
