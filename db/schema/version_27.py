"""Who works here proves it: by a PIN or a badge; and a code for an owner who forgot the PIN (U2).

``secret`` holds what is told from what is typed or scanned, and never that itself: ``kept`` is the
scrypt text with its salt and cost (``services.secrets``). ``kind`` is 1 a PIN, 2 a badge, 3 the
shop's recovery code, which is nobody's own. ``mark`` is one byte of a badge, by which a scan that
is none is told without working it out. ``tries`` are the wrong ones since the last right one;
then it waits ``wait_seconds`` from ``wait_from`` (ISO, UTC), or by the clock that nobody sets:
``wait_steady`` seconds of the opening ``wait_opening`` of the store.

A scan says who made it and at which counter; what was scanned before does not. What was on the
screen last belongs to who worked on it.
"""

SECRETS = """
CREATE TABLE secret (
  id           INTEGER PRIMARY KEY,
  kind         INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
  person_id    INTEGER REFERENCES person (id) ON DELETE CASCADE,
  kept         TEXT NOT NULL,
  mark         INTEGER CHECK (mark BETWEEN 0 AND 255),
  tries        INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  wait_seconds INTEGER NOT NULL DEFAULT 0 CHECK (wait_seconds >= 0),
  wait_from    TEXT,
  wait_steady  REAL,
  wait_opening TEXT,
  CHECK ((kind = 3) = (person_id IS NULL) AND (kind = 2) = (mark IS NOT NULL)),
  UNIQUE (kind, person_id)
) STRICT;
CREATE UNIQUE INDEX secret_of_the_shop ON secret (kind) WHERE person_id IS NULL;
"""

SCANS = """
ALTER TABLE scan_log ADD COLUMN person_id INTEGER REFERENCES person (id);
ALTER TABLE scan_log ADD COLUMN counter_id INTEGER REFERENCES counter (id);
"""

RESUMED = """
INSERT INTO person_setting (person_id, key, value)
SELECT (SELECT min(id) FROM person WHERE role = 'owner'), key, value FROM counter_setting
WHERE key = 'resume' AND counter_id = (SELECT min(id) FROM counter);
DELETE FROM counter_setting WHERE key = 'resume';
"""

SCRIPT = SECRETS + SCANS + RESUMED
