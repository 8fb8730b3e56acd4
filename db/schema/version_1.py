"""The first schema of the store, as plain SQL.

Quantities are whole thousandths, money whole minor units, times ISO 8601 in UTC, dates ISO.
What no program may break (F3, F4, L2, L4, posted papers) stands here as constraints and triggers.

Document states: 0 draft, 1 posted, 2 voided, 3 discarded draft (can be taken back).
Serial statuses: 0 unknown (every movement void), 1 in stock, 2 sold, 3 returned, 4 removed,
5 in transit (``warehouse_id`` is where it is bound for).
"""

PEOPLE_AND_PLACES = """
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role   TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO user (id, name, role) VALUES (1, 'Owner', 'owner');

CREATE TABLE warehouse (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(trim(name)) > 0),
  address TEXT NOT NULL DEFAULT '',
  active  INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE contact (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE CHECK (length(trim(name)) > 0),
  is_customer INTEGER NOT NULL CHECK (is_customer IN (0, 1)),
  is_supplier INTEGER NOT NULL CHECK (is_supplier IN (0, 1)),
  phone       TEXT NOT NULL DEFAULT '',
  email       TEXT NOT NULL DEFAULT '',
  address     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (is_customer OR is_supplier)
) STRICT;
CREATE INDEX contact_name ON contact (name);
"""

PRODUCTS = """
CREATE TABLE product (
  id               INTEGER PRIMARY KEY,
  sku              TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(sku) > 0),
  name             TEXT NOT NULL COLLATE NOCASE CHECK (length(trim(name)) > 0),
  unit             TEXT NOT NULL,
  unit_decimals    INTEGER NOT NULL DEFAULT 0 CHECK (unit_decimals BETWEEN 0 AND 3),
  purchase_price   INTEGER NOT NULL DEFAULT 0,
  sale_price       INTEGER NOT NULL DEFAULT 0,
  track_serials    INTEGER NOT NULL DEFAULT 0 CHECK (track_serials IN (0, 1)),
  track_batches    INTEGER NOT NULL DEFAULT 0 CHECK (track_batches IN (0, 1)),
  track_shelf_life INTEGER NOT NULL DEFAULT 0 CHECK (track_shelf_life IN (0, 1)),
  is_bundle        INTEGER NOT NULL DEFAULT 0 CHECK (is_bundle IN (0, 1)),
  note             TEXT NOT NULL DEFAULT '',
  active           INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (NOT track_serials OR NOT (is_bundle OR track_batches OR track_shelf_life OR unit_decimals))
) STRICT;
CREATE INDEX product_name ON product (name);

CREATE TABLE product_barcode (
  barcode    TEXT PRIMARY KEY COLLATE NOCASE CHECK (length(barcode) > 0),
  product_id INTEGER NOT NULL REFERENCES product (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_barcode_product ON product_barcode (product_id);

CREATE TABLE stock (
  product_id   INTEGER NOT NULL REFERENCES product (id),
  warehouse_id INTEGER NOT NULL REFERENCES warehouse (id),
  on_hand      INTEGER NOT NULL DEFAULT 0,
  identified   INTEGER NOT NULL DEFAULT 0 CHECK (identified >= 0),
  PRIMARY KEY (product_id, warehouse_id),
  CHECK (identified = 0 OR on_hand >= identified * 1000)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER stock_of_tracked_insert BEFORE INSERT ON stock WHEN NEW.on_hand < 0 BEGIN
  SELECT RAISE(ABORT, 'stock: a serial-tracked product cannot be below zero')
  FROM product WHERE id = NEW.product_id AND track_serials;
END;
CREATE TRIGGER stock_of_tracked_update BEFORE UPDATE ON stock WHEN NEW.on_hand < 0 BEGIN
  SELECT RAISE(ABORT, 'stock: a serial-tracked product cannot be below zero')
  FROM product WHERE id = NEW.product_id AND track_serials;
END;
CREATE TRIGGER stock_delete BEFORE DELETE ON stock BEGIN
  SELECT RAISE(ABORT, 'stock: what is counted here is never deleted');
END;
CREATE TRIGGER product_tracked_stock BEFORE UPDATE OF track_serials ON product
WHEN NEW.track_serials BEGIN
  SELECT RAISE(ABORT, 'stock: negative or fractional, so serials cannot be switched on')
  FROM stock WHERE product_id = NEW.id AND (on_hand < 0 OR on_hand % 1000 <> 0);
END;
"""

DOCUMENTS = """
CREATE TABLE document (
  id              INTEGER PRIMARY KEY,
  uuid            TEXT NOT NULL UNIQUE,
  kind            TEXT NOT NULL,
  state           INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  at_counter      INTEGER NOT NULL DEFAULT 0 CHECK (at_counter IN (0, 1)),
  number          TEXT UNIQUE,
  posting         INTEGER UNIQUE,
  date            TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  party_id        INTEGER REFERENCES contact (id),
  warehouse_id    INTEGER REFERENCES warehouse (id),
  to_warehouse_id INTEGER REFERENCES warehouse (id),
  origin_id       INTEGER REFERENCES document (id),
  note            TEXT NOT NULL DEFAULT '',
  total           INTEGER NOT NULL DEFAULT 0,
  created_at      TEXT NOT NULL,
  created_by      INTEGER NOT NULL REFERENCES user (id),
  changed_at      TEXT NOT NULL,
  posted_at       TEXT,
  posted_by       INTEGER REFERENCES user (id),
  voided_at       TEXT,
  voided_by       INTEGER REFERENCES user (id),
  void_reason     TEXT,
  CHECK ((state IN (1, 2)) = (number IS NOT NULL AND posting IS NOT NULL
                              AND posted_at IS NOT NULL AND posted_by IS NOT NULL)),
  CHECK ((state = 2) = (voided_at IS NOT NULL AND voided_by IS NOT NULL
                        AND length(ifnull(void_reason, '')) > 0))
) STRICT;
CREATE INDEX document_kind ON document (kind, state, id);
CREATE INDEX document_party ON document (party_id, id) WHERE party_id IS NOT NULL;

CREATE TABLE number_sequence (
  kind TEXT PRIMARY KEY,
  last INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_line (
  id             INTEGER PRIMARY KEY,
  document_id    INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  position       INTEGER NOT NULL,
  product_id     INTEGER NOT NULL REFERENCES product (id),
  quantity       INTEGER NOT NULL,
  unit           TEXT NOT NULL,
  unit_size      INTEGER NOT NULL DEFAULT 1000 CHECK (unit_size > 0),
  price          INTEGER NOT NULL DEFAULT 0,
  amount         INTEGER NOT NULL DEFAULT 0,
  origin_line_id INTEGER REFERENCES document_line (id)
) STRICT;
CREATE INDEX document_line_document ON document_line (document_id, position);
CREATE INDEX document_line_product ON document_line (product_id);
CREATE INDEX document_line_origin ON document_line (origin_line_id)
  WHERE origin_line_id IS NOT NULL;

CREATE TABLE draft_serial (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  line_id     INTEGER NOT NULL REFERENCES document_line (id) ON DELETE CASCADE,
  number      TEXT NOT NULL COLLATE NOCASE
              CHECK (length(number) BETWEEN 1 AND 100 AND number NOT GLOB '*[^!-~]*'
                     AND instr(number, ',') = 0),
  UNIQUE (document_id, number)
) STRICT;
CREATE INDEX draft_serial_line ON draft_serial (line_id);

CREATE TRIGGER document_states BEFORE UPDATE OF state ON document
WHEN (OLD.state, NEW.state) NOT IN (VALUES (0, 0), (0, 1), (0, 3), (3, 0), (1, 2)) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
CREATE TRIGGER document_posted_update BEFORE UPDATE ON document
WHEN OLD.state IN (1, 2) AND (
  NEW.state = OLD.state OR (
    NEW.id, NEW.uuid, NEW.kind, NEW.at_counter, NEW.number, NEW.posting, NEW.date, NEW.note,
    NEW.total, NEW.created_at, NEW.created_by, NEW.changed_at, NEW.posted_at, NEW.posted_by)
  <> (OLD.id, OLD.uuid, OLD.kind, OLD.at_counter, OLD.number, OLD.posting, OLD.date, OLD.note,
    OLD.total, OLD.created_at, OLD.created_by, OLD.changed_at, OLD.posted_at, OLD.posted_by)
  OR NEW.party_id IS NOT OLD.party_id OR NEW.warehouse_id IS NOT OLD.warehouse_id
  OR NEW.to_warehouse_id IS NOT OLD.to_warehouse_id OR NEW.origin_id IS NOT OLD.origin_id)
BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
CREATE TRIGGER document_posted_delete BEFORE DELETE ON document WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
CREATE TRIGGER document_line_insert BEFORE INSERT ON document_line BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = NEW.document_id AND state IN (1, 2);
END;
CREATE TRIGGER document_line_update BEFORE UPDATE ON document_line BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id IN (OLD.document_id, NEW.document_id) AND state IN (1, 2);
END;
CREATE TRIGGER document_line_delete BEFORE DELETE ON document_line BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = OLD.document_id AND state IN (1, 2);
END;
"""

SERIALS = """
CREATE TABLE serial (
  id                  INTEGER PRIMARY KEY,
  number              TEXT NOT NULL UNIQUE COLLATE NOCASE
                      CHECK (length(number) BETWEEN 1 AND 100 AND number NOT GLOB '*[^!-~]*'
                             AND instr(number, ',') = 0),
  product_id          INTEGER NOT NULL REFERENCES product (id),
  warehouse_id        INTEGER REFERENCES warehouse (id),
  status              INTEGER NOT NULL CHECK (status BETWEEN 0 AND 5),
  last_movement_id    INTEGER NOT NULL REFERENCES serial_movement (id),
  current_movement_id INTEGER,
  CHECK ((status IN (1, 5)) = (warehouse_id IS NOT NULL)),
  CHECK ((status = 0) = (current_movement_id IS NULL))
) STRICT;
CREATE INDEX serial_product ON serial (product_id, number);
CREATE INDEX serial_in_stock ON serial (warehouse_id, product_id, number) WHERE status = 1;
CREATE INDEX serial_rare ON serial (status, number) WHERE status NOT IN (1, 2);

-- One row per movement, in the order of history. prev_id is the serial's row before this one;
-- before_id is the movement that was in force (not void) before, which a void restores.
-- A void appends a row whose reverses_id names the movement it undoes; no row ever changes.
CREATE TABLE serial_movement (
  id                INTEGER PRIMARY KEY,
  line_id           INTEGER NOT NULL REFERENCES document_line (id),
  serial_id         INTEGER NOT NULL,
  from_status       INTEGER NOT NULL,
  from_warehouse_id INTEGER,
  to_status         INTEGER NOT NULL,
  to_warehouse_id   INTEGER,
  prev_id           INTEGER,
  before_id         INTEGER,
  reverses_id       INTEGER,
  CHECK (reverses_id IS NOT NULL OR from_status * 10 + to_status
         IN (1, 21, 31, 41, 51, 12, 2, 13, 14, 15, 54))
) STRICT;
CREATE INDEX serial_movement_line ON serial_movement (line_id);

CREATE TABLE stock_movement (
  id           INTEGER PRIMARY KEY,
  line_id      INTEGER NOT NULL REFERENCES document_line (id),
  product_id   INTEGER NOT NULL REFERENCES product (id),
  warehouse_id INTEGER NOT NULL REFERENCES warehouse (id),
  quantity     INTEGER NOT NULL,
  reverses_id  INTEGER REFERENCES stock_movement (id)
) STRICT;
CREATE INDEX stock_movement_line ON stock_movement (line_id);
CREATE INDEX stock_movement_product ON stock_movement (product_id, warehouse_id, id);

-- How many serials of a product are in each status but in stock, which stock.identified counts.
CREATE TABLE serial_count (
  product_id INTEGER NOT NULL REFERENCES product (id),
  status     INTEGER NOT NULL CHECK (status BETWEEN 2 AND 5),
  count      INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (product_id, status)
) STRICT, WITHOUT ROWID;

-- A serial's earlier, wrongly entered number: it still finds the unit (L5).
CREATE TABLE serial_alias (
  number    TEXT PRIMARY KEY COLLATE NOCASE,
  serial_id INTEGER NOT NULL REFERENCES serial (id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE serial_search USING fts5 (
  number, content = 'serial', content_rowid = 'id',
  tokenize = 'trigram', detail = none, columnsize = 0
);

-- A serial's first movement comes before the serial itself, every other one follows its state.
-- (The other way round, a deferred reference would search all serials at every movement.)
CREATE TRIGGER serial_movement_follows BEFORE INSERT ON serial_movement BEGIN
  SELECT RAISE(ABORT, 'serial ledger: illegal or stale movement') WHERE NOT EXISTS (
    SELECT 1 FROM document_line l LEFT JOIN serial s ON s.id = NEW.serial_id
    WHERE l.id = NEW.line_id AND CASE
      WHEN s.id IS NULL THEN NEW.from_status = 0 AND NEW.from_warehouse_id IS NULL
        AND NEW.prev_id IS NULL AND NEW.before_id IS NULL AND NEW.reverses_id IS NULL
      ELSE s.product_id = l.product_id AND NEW.prev_id = s.last_movement_id
        AND NEW.from_status = s.status AND NEW.from_warehouse_id IS s.warehouse_id
        AND CASE WHEN NEW.reverses_id IS NULL THEN NEW.before_id IS s.current_movement_id
                 ELSE NEW.reverses_id = s.current_movement_id END END);
END;
CREATE TRIGGER serial_begins AFTER INSERT ON serial BEGIN
  SELECT RAISE(ABORT, 'serial: its state comes from the ledger only') WHERE NOT EXISTS (
    SELECT 1 FROM serial_movement m JOIN document_line l ON l.id = m.line_id
    WHERE m.id = NEW.last_movement_id AND m.serial_id = NEW.id AND m.prev_id IS NULL
      AND m.id = NEW.current_movement_id AND m.to_status = NEW.status
      AND m.to_warehouse_id IS NEW.warehouse_id AND l.product_id = NEW.product_id);
END;
CREATE TRIGGER serial_movement_update BEFORE UPDATE ON serial_movement BEGIN
  SELECT RAISE(ABORT, 'serial ledger: history is never overwritten');
END;
CREATE TRIGGER serial_movement_delete BEFORE DELETE ON serial_movement BEGIN
  SELECT RAISE(ABORT, 'serial ledger: history is never overwritten');
END;
CREATE TRIGGER stock_movement_update BEFORE UPDATE ON stock_movement BEGIN
  SELECT RAISE(ABORT, 'stock ledger: history is never overwritten');
END;
CREATE TRIGGER stock_movement_delete BEFORE DELETE ON stock_movement BEGIN
  SELECT RAISE(ABORT, 'stock ledger: history is never overwritten');
END;

CREATE TRIGGER serial_delete BEFORE DELETE ON serial BEGIN
  SELECT RAISE(ABORT, 'serial: serials are never deleted');
END;
CREATE TRIGGER serial_follows_ledger
BEFORE UPDATE OF id, status, warehouse_id, last_movement_id, current_movement_id ON serial BEGIN
  SELECT RAISE(ABORT, 'serial: its state comes from the ledger only') WHERE NOT EXISTS (
    SELECT 1 FROM serial_movement m
    WHERE m.id = NEW.last_movement_id AND m.serial_id = NEW.id
      AND m.prev_id IS OLD.last_movement_id AND m.to_status = NEW.status
      AND m.to_warehouse_id IS NEW.warehouse_id
      AND NEW.current_movement_id
          IS CASE WHEN m.reverses_id IS NULL THEN m.id ELSE m.before_id END);
END;
CREATE TRIGGER serial_one_product BEFORE UPDATE OF product_id ON serial
WHEN NEW.product_id <> OLD.product_id AND OLD.status <> 0 BEGIN
  SELECT RAISE(ABORT, 'serial: one serial, one product');
END;
CREATE TRIGGER serial_number_kept BEFORE UPDATE OF number ON serial
WHEN NOT EXISTS (SELECT 1 FROM serial_alias WHERE number = OLD.number AND serial_id = OLD.id) BEGIN
  SELECT RAISE(ABORT, 'serial: a corrected number is kept as an alias');
END;
CREATE TRIGGER serial_number_new BEFORE INSERT ON serial
WHEN EXISTS (SELECT 1 FROM serial_alias WHERE number = NEW.number) BEGIN
  SELECT RAISE(ABORT, 'serial: this number is an alias of another serial');
END;
CREATE TRIGGER serial_alias_kept BEFORE DELETE ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: an alias is never deleted');
END;
"""

AUDIT = """
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,
  at          TEXT NOT NULL,
  user_id     INTEGER NOT NULL REFERENCES user (id),
  action      TEXT NOT NULL,
  document_id INTEGER REFERENCES document (id),
  detail      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit: history is never overwritten');
END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit: history is never overwritten');
END;
"""

SCRIPT = PEOPLE_AND_PLACES + PRODUCTS + DOCUMENTS + SERIALS + AUDIT
