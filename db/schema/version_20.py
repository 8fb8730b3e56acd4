"""What was imported from files, what came of it, and how a file's columns were matched (Q9).

An import is told once and stays; ``undone_at`` says that it was taken back as a whole. What it made
or changed stands in ``import_made``: ``before`` and ``after`` are JSON, ``before`` null for what it
made. ``party_id`` is whose file it was, null for nobody's; ``title`` is folded.
"""

SCRIPT = """
CREATE TABLE file_import (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  rows       INTEGER NOT NULL CHECK (rows > 0),
  made_at    TEXT NOT NULL,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  counter_id INTEGER NOT NULL REFERENCES counter (id),
  undone_at  TEXT
) STRICT;

CREATE TABLE import_made (
  import_id  INTEGER NOT NULL REFERENCES file_import (id),
  place      INTEGER NOT NULL,
  subject    TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  before     TEXT,
  after      TEXT,
  PRIMARY KEY (import_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_column (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  party_id INTEGER REFERENCES contact (id),
  title    TEXT NOT NULL,
  field    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_column_of ON import_column (kind, coalesce(party_id, 0), title);

CREATE TRIGGER file_import_update BEFORE UPDATE ON file_import
WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name OR NEW.rows <> OLD.rows
  OR NEW.made_at <> OLD.made_at OR NEW.person_id <> OLD.person_id
  OR NEW.counter_id <> OLD.counter_id OR OLD.undone_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'import: what was imported does not change');
END;
CREATE TRIGGER file_import_delete BEFORE DELETE ON file_import BEGIN
  SELECT RAISE(ABORT, 'import: what was imported does not change');
END;
CREATE TRIGGER import_made_update BEFORE UPDATE ON import_made BEGIN
  SELECT RAISE(ABORT, 'import: what was imported does not change');
END;
CREATE TRIGGER import_made_delete BEFORE DELETE ON import_made BEGIN
  SELECT RAISE(ABORT, 'import: what was imported does not change');
END;
"""
