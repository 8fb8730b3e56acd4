"""The second schema: counts, corrected numbers with their date, pack units, the scan log.

``begun_after`` and ``seen_after`` are ids of the serial ledger: its last row when a draft was
begun, and when a serial was entered on it. A count knows by them what moved meanwhile.
``book_on_hand`` (thousandths) and ``book_identified`` are what the books said when a line was
counted; both are empty on a line that nobody has counted yet, and on all other papers. ``topic``
is what a counted serial turned out to be when the count was posted.
"""

COUNTS = """
ALTER TABLE document ADD COLUMN begun_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_line ADD COLUMN book_on_hand INTEGER;
ALTER TABLE document_line ADD COLUMN book_identified INTEGER;
ALTER TABLE draft_serial ADD COLUMN seen_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft_serial ADD COLUMN topic TEXT;

-- What was decided about each group of differences when a count was posted.
CREATE TABLE count_decision (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  topic       TEXT NOT NULL,
  taken       INTEGER NOT NULL CHECK (taken IN (0, 1)),
  PRIMARY KEY (document_id, topic)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER document_begun BEFORE UPDATE OF begun_after ON document
WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
-- What was counted stays with the count.
CREATE TRIGGER draft_serial_insert BEFORE INSERT ON draft_serial BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = NEW.document_id AND state IN (1, 2);
END;
CREATE TRIGGER draft_serial_update BEFORE UPDATE ON draft_serial BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id IN (OLD.document_id, NEW.document_id) AND state IN (1, 2);
END;
CREATE TRIGGER draft_serial_delete BEFORE DELETE ON draft_serial BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = OLD.document_id AND state IN (1, 2);
END;
CREATE TRIGGER count_decision_insert BEFORE INSERT ON count_decision BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = NEW.document_id AND state IN (1, 2);
END;
CREATE TRIGGER count_decision_update BEFORE UPDATE ON count_decision BEGIN
  SELECT RAISE(ABORT, 'count: a decision is not changed');
END;
CREATE TRIGGER count_decision_delete BEFORE DELETE ON count_decision BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = OLD.document_id AND state IN (1, 2);
END;
"""

CORRECTIONS = """
ALTER TABLE serial_alias ADD COLUMN at TEXT;
ALTER TABLE serial_alias ADD COLUMN user_id INTEGER REFERENCES user (id);
CREATE INDEX serial_alias_serial ON serial_alias (serial_id);

CREATE TRIGGER serial_alias_update BEFORE UPDATE ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: an alias is never changed');
END;
CREATE TRIGGER serial_alias_insert BEFORE INSERT ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: this number is another serial''s')
  FROM serial WHERE number = NEW.number AND id <> NEW.serial_id;
  SELECT RAISE(ABORT, 'serial: an alias is never changed')
  FROM serial_alias WHERE number = NEW.number;
END;
CREATE TRIGGER serial_number_free BEFORE UPDATE OF number ON serial BEGIN
  SELECT RAISE(ABORT, 'serial: this number is an alias of another serial')
  FROM serial_alias WHERE number = NEW.number AND serial_id <> NEW.id;
END;
"""

UNITS = """
-- A pack of a product that purchases may be written in: size in thousandths of the base unit.
CREATE TABLE product_unit (
  product_id INTEGER NOT NULL REFERENCES product (id),
  name       TEXT NOT NULL COLLATE NOCASE CHECK (length(trim(name)) > 0),
  size       INTEGER NOT NULL CHECK (size > 1000 AND size % 1000 = 0),
  PRIMARY KEY (product_id, name)
) STRICT, WITHOUT ROWID;
"""

SCANS = """
-- Every scan with its verdict, for 30 days: level and finding by name; problem is JSON, what was
-- refused and who holds it; undo is JSON too, how to take the scan back, empty once that is past.
CREATE TABLE scan_log (
  id          INTEGER PRIMARY KEY,
  at          TEXT NOT NULL,
  code        TEXT NOT NULL,
  level       TEXT NOT NULL,
  finding     TEXT,
  problem     TEXT,
  product     TEXT NOT NULL DEFAULT '',
  document_id INTEGER REFERENCES document (id) ON DELETE SET NULL,
  undo        TEXT
) STRICT;
CREATE INDEX scan_log_at ON scan_log (at);
CREATE INDEX scan_log_undo ON scan_log (document_id, id) WHERE undo IS NOT NULL;
"""

SCRIPT = COUNTS + CORRECTIONS + UNITS + SCANS
