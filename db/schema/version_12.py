"""Counters; choices parted into the shop's, each person's and each counter's; audit with more.

The audit log says from now on at which counter, what it was done to, and that before and after.
"""

COUNTERS = """
CREATE TABLE counter (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
INSERT INTO counter (id, name) VALUES (1, 'Counter 1');
"""

SETTINGS = """
CREATE TABLE person_setting (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  key       TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO person_setting (person_id, key, value)
SELECT p.id, s.key, s.value FROM person p CROSS JOIN setting s
WHERE s.key IN ('language', 'theme', 'sounds', 'sound_set', 'volume');

CREATE TABLE counter_setting (
  counter_id INTEGER NOT NULL REFERENCES counter (id) ON DELETE CASCADE,
  key        TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (counter_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO counter_setting (counter_id, key, value)
SELECT c.id, s.key, s.value FROM counter c CROSS JOIN setting s
WHERE s.key IN ('resume', 'scanner');

DELETE FROM setting
WHERE key IN ('language', 'theme', 'sounds', 'sound_set', 'volume', 'resume', 'scanner');
"""

AUDIT = """
ALTER TABLE audit ADD COLUMN counter_id INTEGER REFERENCES counter (id);
ALTER TABLE audit ADD COLUMN subject TEXT;
ALTER TABLE audit ADD COLUMN subject_id INTEGER;
ALTER TABLE audit ADD COLUMN before TEXT;
ALTER TABLE audit ADD COLUMN after TEXT;
"""

SCRIPT = COUNTERS + SETTINGS + AUDIT
"""What was kept as every person's own is what the shop's one choice was; a counter's likewise."""
