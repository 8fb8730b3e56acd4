"""Seals: each posting and void is chained to the one before, so that nobody bends history (S3).

``seal`` is the chain, in the order of its ids. ``event``: 0 a posting, 1 a void, 2 a document that
was posted before there were seals and was taken over, 3 rows of a table that only grows (``rows``,
from ``first_id`` to ``last_id``). ``hash`` is the SHA-256 of the hash before, of what the seal says
of itself and of what it covers (``resources/help/seals.md`` has the recipe); ``marks`` are a few
bits of each part of that, only to say what differs where the hash does not fit.

``earlier_name`` is what an item, a contact, a warehouse, a person or a tender was called on all
that was posted up to ``until_posting``; after the last of them, its present name counts.
``earlier_number`` is the same of a serial that was corrected (L5). So a document keeps the names
that it was printed with, and nothing is written for one that is never renamed.

``takeover`` says up to which posting there were no seals, and up to which it is made good since.
``closing`` are the digests of the tables that may change, as they were when the shop was closed.
"""

SCRIPT = """
CREATE TABLE seal (
  id          INTEGER PRIMARY KEY,
  event       INTEGER NOT NULL CHECK (event BETWEEN 0 AND 3),
  document_id INTEGER REFERENCES document (id),
  rows        TEXT,
  first_id    INTEGER,
  last_id     INTEGER,
  at          TEXT NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  marks       BLOB NOT NULL,
  CHECK ((event < 3) = (document_id IS NOT NULL) AND (event = 3) = (rows IS NOT NULL)
         AND (event = 3) = (first_id IS NOT NULL) AND (event = 3) = (last_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX seal_document ON seal (document_id, (event = 1)) WHERE document_id IS NOT NULL;
CREATE INDEX seal_rows ON seal (rows, id) WHERE rows IS NOT NULL;

CREATE TRIGGER seal_next BEFORE INSERT ON seal
WHEN NEW.id <> 1 + (SELECT coalesce(max(id), 0) FROM seal) BEGIN
  SELECT RAISE(ABORT, 'seal: it follows the one before');
END;
CREATE TRIGGER seal_update BEFORE UPDATE ON seal BEGIN
  SELECT RAISE(ABORT, 'seal: history is never overwritten');
END;
CREATE TRIGGER seal_delete BEFORE DELETE ON seal BEGIN
  SELECT RAISE(ABORT, 'seal: history is never overwritten');
END;

CREATE TABLE takeover (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0 CHECK (done >= 0)
) STRICT;
INSERT INTO takeover (id, last) SELECT 1, coalesce(max(posting), 0) FROM document;

CREATE TABLE earlier_name (
  subject       TEXT NOT NULL
                CHECK (subject IN ('product', 'contact', 'warehouse', 'person', 'tender')),
  subject_id    INTEGER NOT NULL,
  until_posting INTEGER NOT NULL,
  name          TEXT,
  sku           TEXT,
  address       TEXT,
  phone         TEXT,
  PRIMARY KEY (subject, subject_id, until_posting)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER earlier_name_update BEFORE UPDATE ON earlier_name BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
CREATE TRIGGER earlier_name_delete BEFORE DELETE ON earlier_name BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;

CREATE TABLE earlier_number (
  serial_id     INTEGER NOT NULL REFERENCES serial (id),
  until_posting INTEGER NOT NULL,
  number        TEXT NOT NULL,
  PRIMARY KEY (serial_id, until_posting)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER earlier_number_update BEFORE UPDATE ON earlier_number BEGIN
  SELECT RAISE(ABORT, 'serial: history is never overwritten');
END;
CREATE TRIGGER earlier_number_delete BEFORE DELETE ON earlier_number BEGIN
  SELECT RAISE(ABORT, 'serial: history is never overwritten');
END;

CREATE TABLE closing (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  at      TEXT NOT NULL,
  version INTEGER NOT NULL,
  digests TEXT NOT NULL
) STRICT;
"""
