"""The fourth schema: what raw SQL could still bend, and the mark of the log.

A document begins as a draft, is posted with its movements, and is voided with their reversal; the
ledgers are written while that goes on, and at no other time; what is summed up from them likewise.
A document's number follows from those posted before it: ``document_sequence`` finds the last one.
``log_mark`` is what ``db.engine.log`` knows the log (``-wal``) of a store by.
What only judges the outcome does so AFTER the change: what was refused before is told first.
"""

MARK = """
CREATE TABLE log_mark (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  mark TEXT NOT NULL
) STRICT;
INSERT INTO log_mark (id, mark)
VALUES (1, 'serialdesk-log unknown 00000000000000000000000000000000');
CREATE TRIGGER log_mark_delete BEFORE DELETE ON log_mark BEGIN
  SELECT RAISE(ABORT, 'log: its mark is never deleted');
END;
"""

SEQUENCES = """
CREATE INDEX document_sequence
ON document (kind, CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER))
WHERE number IS NOT NULL;

-- Always one ahead of the papers that are posted; a carton, which is no paper, goes on by one.
CREATE TRIGGER number_sequence_insert BEFORE INSERT ON number_sequence
WHEN NEW.last <> 1 + coalesce((
  SELECT CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER)
  FROM document WHERE kind = NEW.kind AND number IS NOT NULL
  ORDER BY CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) DESC LIMIT 1
  ), 0)
  AND NOT EXISTS (SELECT 1 FROM number_sequence WHERE kind = NEW.kind) BEGIN
  SELECT RAISE(ABORT, 'number: a sequence follows the papers that are posted');
END;
CREATE TRIGGER number_sequence_update BEFORE UPDATE ON number_sequence
WHEN NEW.kind <> OLD.kind OR NEW.last <> coalesce((
  SELECT 1 + CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER)
  FROM document WHERE kind = NEW.kind AND number IS NOT NULL
  ORDER BY CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) DESC LIMIT 1
  ), CASE WHEN NEW.last = 1 THEN 1 ELSE OLD.last + 1 END) BEGIN
  SELECT RAISE(ABORT, 'number: a sequence follows the papers that are posted');
END;
CREATE TRIGGER number_sequence_delete BEFORE DELETE ON number_sequence BEGIN
  SELECT RAISE(ABORT, 'number: a sequence is never deleted');
END;
"""

DOCUMENTS = """
CREATE TRIGGER document_begins AFTER INSERT ON document WHEN NEW.state <> 0 BEGIN
  SELECT RAISE(ABORT, 'document: it begins as a draft');
END;
CREATE TRIGGER document_date_insert BEFORE INSERT ON document
WHEN date(NEW.date, '+0 days') IS NOT NEW.date BEGIN
  SELECT RAISE(ABORT, 'document: its date is a day of the calendar');
END;
CREATE TRIGGER document_date_update BEFORE UPDATE OF date ON document
WHEN date(NEW.date, '+0 days') IS NOT NEW.date BEGIN
  SELECT RAISE(ABORT, 'document: its date is a day of the calendar');
END;

-- The kinds are those that move stock by the quantities on their lines.
CREATE TRIGGER document_posted_whole AFTER UPDATE OF state ON document
WHEN OLD.state = 0 AND NEW.state = 1 BEGIN
  SELECT RAISE(ABORT, 'document: it is posted with the next number of its kind')
  WHERE NOT EXISTS (
    SELECT 1 FROM number_sequence WHERE kind = NEW.kind
    AND last = CAST(substr(NEW.number, length(rtrim(NEW.number, '0123456789')) + 1) AS INTEGER));
  SELECT RAISE(ABORT, 'document: it is posted after all that are posted')
  WHERE EXISTS (SELECT 1 FROM document WHERE posting > NEW.posting)
     OR NEW.posting <> 1 AND NOT EXISTS (SELECT 1 FROM document WHERE posting = NEW.posting - 1);
  SELECT RAISE(ABORT, 'document: the time of its posting is no time')
  WHERE datetime(NEW.posted_at) IS NULL OR NEW.posted_at NOT GLOB '[0-9]*T*';
  SELECT RAISE(ABORT, 'document: it is posted with its lines and their total')
  WHERE NEW.total IS NOT (SELECT sum(amount) FROM document_line WHERE document_id = NEW.id);
  SELECT RAISE(ABORT, 'document: it is posted with what its lines move')
  FROM document_line l WHERE l.document_id = NEW.id
  AND NEW.kind IN ('sale', 'sales_return', 'purchase', 'purchase_return', 'opening', 'transfer',
                   'transfer_receipt', 'transfer_back', 'assembly', 'disassembly')
  AND abs(l.quantity) <> abs(coalesce(
    (SELECT sum(m.quantity) FROM stock_movement m WHERE m.line_id = l.id), 0));
END;
CREATE TRIGGER document_voided_whole AFTER UPDATE OF state ON document
WHEN OLD.state = 1 AND NEW.state = 2 BEGIN
  SELECT RAISE(ABORT, 'document: it is voided with the reversal of all it moved')
  WHERE 0 <> (SELECT coalesce(sum(CASE WHEN m.reverses_id IS NULL THEN 1 ELSE -1 END), 0)
              FROM document_line l JOIN serial_movement m ON m.line_id = l.id
              WHERE l.document_id = NEW.id);
  SELECT RAISE(ABORT, 'document: it is voided with the reversal of all it moved')
  WHERE 0 <> (SELECT coalesce(sum(CASE WHEN m.reverses_id IS NULL THEN 1 ELSE -1 END), 0)
              FROM document_line l JOIN stock_movement m ON m.line_id = l.id
              WHERE l.document_id = NEW.id);
  SELECT RAISE(ABORT, 'document: the time of its void is no time')
  WHERE datetime(NEW.voided_at) IS NULL OR NEW.voided_at NOT GLOB '[0-9]*T*';
END;

CREATE TRIGGER draft_serial_line_insert AFTER INSERT ON draft_serial
WHEN NEW.document_id IS NOT (SELECT document_id FROM document_line WHERE id = NEW.line_id) BEGIN
  SELECT RAISE(ABORT, 'document: a serial stands on a line of its own document');
END;
CREATE TRIGGER draft_serial_line_update AFTER UPDATE OF document_id, line_id ON draft_serial
WHEN NEW.document_id IS NOT (SELECT document_id FROM document_line WHERE id = NEW.line_id) BEGIN
  SELECT RAISE(ABORT, 'document: a serial stands on a line of its own document');
END;
"""

LEDGERS = """
-- A movement is written while its document is posted, so its document is still a draft then;
-- a reversal, which leads back to what was before, while it is voided, so it is still posted.
DROP TRIGGER serial_movement_follows;
CREATE TRIGGER serial_movement_follows BEFORE INSERT ON serial_movement BEGIN
  SELECT RAISE(ABORT, 'serial ledger: illegal or stale movement') WHERE NOT EXISTS (
    SELECT 1 FROM document_line l JOIN document d ON d.id = l.document_id
    LEFT JOIN serial s ON s.id = NEW.serial_id
    WHERE l.id = NEW.line_id AND d.state = CASE WHEN NEW.reverses_id IS NULL THEN 0 ELSE 1 END
    AND CASE
      WHEN s.id IS NULL THEN NEW.from_status = 0 AND NEW.from_warehouse_id IS NULL
        AND NEW.prev_id IS NULL AND NEW.before_id IS NULL AND NEW.reverses_id IS NULL
      ELSE s.product_id = l.product_id AND NEW.prev_id = s.last_movement_id
        AND NEW.from_status = s.status AND NEW.from_warehouse_id IS s.warehouse_id
        AND CASE WHEN NEW.reverses_id IS NULL THEN NEW.before_id IS s.current_movement_id
          ELSE NEW.reverses_id = s.current_movement_id AND EXISTS (
            SELECT 1 FROM serial_movement m WHERE m.id = NEW.reverses_id
            AND m.reverses_id IS NULL AND m.line_id = NEW.line_id
            AND m.from_status = NEW.to_status AND m.from_warehouse_id IS NEW.to_warehouse_id
            AND m.before_id IS NEW.before_id) END END);
END;

CREATE UNIQUE INDEX stock_movement_reverses ON stock_movement (reverses_id)
WHERE reverses_id IS NOT NULL;
CREATE TRIGGER stock_movement_follows BEFORE INSERT ON stock_movement BEGIN
  SELECT RAISE(ABORT, 'stock ledger: illegal movement') WHERE NOT EXISTS (
    SELECT 1 FROM document_line l JOIN document d ON d.id = l.document_id
    LEFT JOIN stock_movement m ON m.id = NEW.reverses_id
    WHERE l.id = NEW.line_id AND l.product_id = NEW.product_id AND CASE
      WHEN NEW.reverses_id IS NULL THEN d.state = 0
      ELSE d.state = 1 AND m.line_id = NEW.line_id AND m.product_id = NEW.product_id
        AND m.warehouse_id = NEW.warehouse_id AND m.quantity = -NEW.quantity
        AND m.reverses_id IS NULL END);
END;

-- What the ledgers lead to is written with them: while a document is posted or voided.
CREATE VIEW at_work AS
  SELECT 1 FROM stock_movement m JOIN document_line l ON l.id = m.line_id
  JOIN document d ON d.id = l.document_id
  WHERE m.id = (SELECT max(id) FROM stock_movement)
  AND d.state = CASE WHEN m.reverses_id IS NULL THEN 0 ELSE 1 END
  UNION ALL
  SELECT 1 FROM serial_movement m JOIN document_line l ON l.id = m.line_id
  JOIN document d ON d.id = l.document_id
  WHERE m.id = (SELECT max(id) FROM serial_movement)
  AND d.state = CASE WHEN m.reverses_id IS NULL THEN 0 ELSE 1 END;
CREATE TRIGGER stock_follows_insert AFTER INSERT ON stock
WHEN (NEW.on_hand <> 0 OR NEW.identified <> 0) AND NOT EXISTS (SELECT 1 FROM at_work) BEGIN
  SELECT RAISE(ABORT, 'stock: it follows the ledgers only');
END;
CREATE TRIGGER stock_follows_update AFTER UPDATE ON stock
WHEN NOT EXISTS (SELECT 1 FROM at_work) BEGIN
  SELECT RAISE(ABORT, 'stock: it follows the ledgers only');
END;
CREATE TRIGGER serial_count_insert AFTER INSERT ON serial_count
WHEN NEW.count <> 0 AND NOT EXISTS (SELECT 1 FROM at_work) BEGIN
  SELECT RAISE(ABORT, 'serial: its counts follow the ledger only');
END;
CREATE TRIGGER serial_count_update AFTER UPDATE ON serial_count
WHEN NOT EXISTS (SELECT 1 FROM at_work) BEGIN
  SELECT RAISE(ABORT, 'serial: its counts follow the ledger only');
END;
CREATE TRIGGER serial_count_delete BEFORE DELETE ON serial_count BEGIN
  SELECT RAISE(ABORT, 'serial: what is counted here is never deleted');
END;
CREATE TRIGGER product_untracked BEFORE UPDATE OF track_serials ON product
WHEN OLD.track_serials AND NOT NEW.track_serials BEGIN
  SELECT RAISE(ABORT, 'serial: in stock or in transit, so serials cannot be switched off')
  WHERE EXISTS (SELECT 1 FROM stock WHERE product_id = NEW.id AND identified > 0)
     OR EXISTS (SELECT 1 FROM serial_count WHERE product_id = NEW.id AND status = 5 AND count > 0);
END;

DROP TRIGGER serial_alias_insert;
CREATE TRIGGER serial_alias_insert BEFORE INSERT ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: this number is another serial''s')
  FROM serial WHERE number = NEW.number AND id <> NEW.serial_id;
  SELECT RAISE(ABORT, 'serial: an alias is never changed')
  FROM serial_alias WHERE number = NEW.number;
  SELECT RAISE(ABORT, 'serial: an alias is the number that it had') WHERE NOT EXISTS (
    SELECT 1 FROM serial WHERE id = NEW.serial_id AND number = NEW.number);
END;
"""

SCRIPT = MARK + SEQUENCES + DOCUMENTS + LEDGERS
