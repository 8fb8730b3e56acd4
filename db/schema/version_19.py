"""What the shop prints by, and everything that was printed (Q6, Q7).

A template is data of its own (``content``, JSON). A print job is a row of the queue while it waits
and of the print log from the moment it was asked for: what it prints never changes, its state only
moves on, and no row is ever deleted. ``of_draft``: the paper said that it is no invoice.
``copy_number``: 1 for the first paper of a document, 2 for the next. A label is known by its number
as it was printed, since at the scan the serial has no row yet, and a corrected number is a new one.
"""

SCRIPT = """
CREATE TABLE print_template (
  id      INTEGER PRIMARY KEY,
  purpose TEXT NOT NULL,
  name    TEXT NOT NULL COLLATE NOCASE,
  content TEXT NOT NULL,
  UNIQUE (purpose, name)
) STRICT;

CREATE TABLE print_job (
  id          INTEGER PRIMARY KEY,
  asked_at    TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  counter_id  INTEGER NOT NULL REFERENCES counter (id),
  purpose     TEXT NOT NULL,
  document_id INTEGER REFERENCES document (id) ON DELETE SET NULL,
  of_draft    INTEGER NOT NULL CHECK (of_draft IN (0, 1)),
  pieces      INTEGER NOT NULL CHECK (pieces > 0),
  template    TEXT NOT NULL,
  printer     TEXT NOT NULL,
  copies      INTEGER NOT NULL CHECK (copies BETWEEN 1 AND 99),
  reason      TEXT NOT NULL,
  details     TEXT NOT NULL,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
  copy_number INTEGER,
  ended_at    TEXT,
  problem     TEXT
) STRICT;
CREATE INDEX print_job_document ON print_job (document_id, id) WHERE document_id IS NOT NULL;
CREATE INDEX print_job_open ON print_job (counter_id, id) WHERE state IN (0, 1, 3);

CREATE TABLE print_job_label (
  job_id INTEGER NOT NULL REFERENCES print_job (id),
  place  INTEGER NOT NULL,
  number TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (job_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX print_job_label_number ON print_job_label (number, job_id);

CREATE TRIGGER print_job_update BEFORE UPDATE ON print_job
WHEN NEW.id <> OLD.id OR NEW.asked_at <> OLD.asked_at OR NEW.person_id <> OLD.person_id
  OR NEW.counter_id <> OLD.counter_id OR NEW.purpose <> OLD.purpose
  OR NEW.of_draft <> OLD.of_draft OR NEW.pieces <> OLD.pieces OR NEW.template <> OLD.template
  OR NEW.printer <> OLD.printer OR NEW.copies <> OLD.copies OR NEW.reason <> OLD.reason
  OR NEW.details <> OLD.details
  OR (NEW.document_id IS NOT OLD.document_id AND NEW.document_id IS NOT NULL)
  OR (NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN
    (VALUES (0, 1), (1, 2), (1, 3), (3, 0), (0, 4), (3, 4)))
BEGIN
  SELECT RAISE(ABORT, 'print job: what was printed does not change');
END;
CREATE TRIGGER print_job_delete BEFORE DELETE ON print_job BEGIN
  SELECT RAISE(ABORT, 'print job: what was printed does not change');
END;
CREATE TRIGGER print_job_label_update BEFORE UPDATE ON print_job_label BEGIN
  SELECT RAISE(ABORT, 'print job: what was printed does not change');
END;
CREATE TRIGGER print_job_label_delete BEFORE DELETE ON print_job_label BEGIN
  SELECT RAISE(ABORT, 'print job: what was printed does not change');
END;
"""
