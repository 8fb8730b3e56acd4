"""Legal moves as rows, and what was made of a document found without a search.

``legal_move`` holds each pair of statuses that some move makes; the ledger refers to it. A later
version gives it more rows between dropping and creating ``legal_move_insert`` again: nothing else
is to change for a new status of serials that are nowhere in the shop. (Where a status has a
warehouse is what the CHECK of ``serial`` says.)

The constraints that named the statuses one by one go, without a row being written: the way that
SQLite describes for it (sqlite.org/lang_altertable.html, section 7).
"""

LEGAL_MOVES = """
CREATE TABLE legal_move (
  from_status INTEGER NOT NULL,
  to_status   INTEGER NOT NULL,
  PRIMARY KEY (from_status, to_status)
) STRICT, WITHOUT ROWID;
INSERT INTO legal_move (from_status, to_status)
VALUES (0, 1), (2, 1), (3, 1), (4, 1), (5, 1), (1, 2), (0, 2), (1, 3), (1, 4), (1, 5), (5, 4);
CREATE TRIGGER legal_move_insert BEFORE INSERT ON legal_move BEGIN
  SELECT RAISE(ABORT, 'serial ledger: only a new schema makes a move legal');
END;
CREATE TRIGGER legal_move_update BEFORE UPDATE ON legal_move BEGIN
  SELECT RAISE(ABORT, 'serial ledger: only a new schema makes a move legal');
END;
CREATE TRIGGER legal_move_delete BEFORE DELETE ON legal_move BEGIN
  SELECT RAISE(ABORT, 'serial ledger: only a new schema makes a move legal');
END;

DROP TRIGGER serial_movement_follows;
CREATE TRIGGER serial_movement_follows BEFORE INSERT ON serial_movement BEGIN
  SELECT RAISE(ABORT, 'serial ledger: illegal or stale movement') WHERE NOT EXISTS (
    SELECT 1 FROM document_line l JOIN document d ON d.id = l.document_id
    LEFT JOIN serial s ON s.id = NEW.serial_id
    WHERE l.id = NEW.line_id AND d.state = CASE WHEN NEW.reverses_id IS NULL THEN 0 ELSE 1 END
    AND (NEW.reverses_id IS NOT NULL OR EXISTS (SELECT 1 FROM legal_move
      WHERE from_status = NEW.from_status AND to_status = NEW.to_status))
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

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CHECK (reverses_id IS NOT NULL OR from_status * 10 + to_status
         IN (1, 21, 31, 41, 51, 12, 2, 13, 14, 15, 54))', '')
WHERE type = 'table' AND name = 'serial_movement';
UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (status BETWEEN 0 AND 5)', '')
WHERE type = 'table' AND name = 'serial';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (status BETWEEN 2 AND 5)', 'CHECK (status > 1)')
WHERE type = 'table' AND name = 'serial_count';
PRAGMA writable_schema = RESET;
"""

MADE_OF = """
CREATE INDEX document_origin ON document (origin_id) WHERE origin_id IS NOT NULL;
"""

SCRIPT = LEGAL_MOVES + MADE_OF
