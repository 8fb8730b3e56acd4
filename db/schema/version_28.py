"""Totals since the shop began, kept with each Z report and never set back; training sales.

A grand total says up to which posting and which entry of the audit log it goes, so that the next
one adds what came after, and nothing twice. The first row is what there was before the shop kept
them. What was voided counts as what was sold or taken back, and as voided: no figure ever falls
but *voided*, where a return is voided.

A training sale is a draft, begun as one and for ever: it is never posted, so that it is in no
ledger, no stock, no drawer and no account. Its number is of a series of its own.
"""

GRAND_TOTALS = """
CREATE TABLE grand_total (
  id       INTEGER PRIMARY KEY,
  shift_id INTEGER UNIQUE REFERENCES shift (id),
  sold     INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  voided   INTEGER NOT NULL,
  posting  INTEGER NOT NULL,
  audit_id INTEGER NOT NULL,
  CHECK ((shift_id IS NULL) = (id = 1))
) STRICT;
INSERT INTO grand_total (id, sold, returned, voided, posting, audit_id)
SELECT 1,
  coalesce(sum(CASE WHEN kind = 'sale' THEN total ELSE 0 END), 0),
  coalesce(sum(CASE WHEN kind = 'sales_return' THEN total ELSE 0 END), 0),
  coalesce(sum(CASE WHEN state = 2 AND kind = 'sale' THEN total
                    WHEN state = 2 THEN -total ELSE 0 END), 0),
  coalesce((SELECT max(posting) FROM document), 0),
  coalesce((SELECT max(id) FROM audit), 0)
FROM document WHERE kind IN ('sale', 'sales_return') AND state IN (1, 2);
CREATE TRIGGER grand_total_insert BEFORE INSERT ON grand_total
WHEN NEW.id <> (SELECT 1 + max(id) FROM grand_total) BEGIN
  SELECT RAISE(ABORT, 'grand_total: one follows the other');
END;
CREATE TRIGGER grand_total_grows BEFORE INSERT ON grand_total
WHEN EXISTS (SELECT 1 FROM grand_total WHERE id = NEW.id - 1
             AND (sold > NEW.sold OR returned > NEW.returned
                  OR posting > NEW.posting OR audit_id > NEW.audit_id)) BEGIN
  SELECT RAISE(ABORT, 'grand_total: it is never set back');
END;
CREATE TRIGGER grand_total_update BEFORE UPDATE ON grand_total BEGIN
  SELECT RAISE(ABORT, 'grand_total: history is never overwritten');
END;
CREATE TRIGGER grand_total_delete BEFORE DELETE ON grand_total BEGIN
  SELECT RAISE(ABORT, 'grand_total: history is never overwritten');
END;
"""

TRAINING = """
CREATE TABLE training_sale (
  document_id INTEGER PRIMARY KEY REFERENCES document (id),
  number      INTEGER UNIQUE CHECK (number > 0),
  done_at     TEXT,
  done_by     INTEGER REFERENCES person (id),
  CHECK ((number IS NULL) = (done_at IS NULL) AND (number IS NULL) = (done_by IS NULL))
) STRICT;
CREATE TRIGGER training_sale_insert BEFORE INSERT ON training_sale
WHEN NEW.number IS NOT NULL
  OR EXISTS (SELECT 1 FROM document WHERE id = NEW.document_id AND state <> 0)
  OR EXISTS (SELECT 1 FROM document_line WHERE document_id = NEW.document_id) BEGIN
  SELECT RAISE(ABORT, 'training_sale: it is one from its first line on');
END;
CREATE TRIGGER training_sale_update BEFORE UPDATE ON training_sale
WHEN OLD.number IS NOT NULL OR NEW.document_id <> OLD.document_id
  OR NEW.number <> (SELECT 1 + coalesce(max(number), 0) FROM training_sale) BEGIN
  SELECT RAISE(ABORT, 'training_sale: it is done once, by the next number');
END;
CREATE TRIGGER training_sale_delete BEFORE DELETE ON training_sale BEGIN
  SELECT RAISE(ABORT, 'training_sale: none is ever deleted');
END;
CREATE TRIGGER training_sale_counts_nothing BEFORE UPDATE OF state ON document
WHEN NEW.state NOT IN (0, 3) AND EXISTS (SELECT 1 FROM training_sale WHERE document_id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'training_sale: it is never posted');
END;
CREATE TRIGGER training_sale_stays BEFORE UPDATE OF state ON document
WHEN OLD.state = 3 AND NEW.state = 0
  AND EXISTS (SELECT 1 FROM training_sale WHERE document_id = NEW.id AND number IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'training_sale: what is done is not begun again');
END;
"""

SCRIPT = GRAND_TOTALS + TRAINING
