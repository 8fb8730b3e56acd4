"""Prices, discounts and taxes (M1 to M4, M11).

Rates of discounts and taxes are whole thousandths of a percent: 13 % is 13000, 100 % is 100000.
A line's ``amount`` is its quantity at its price, less its own ``discount``; ``share`` is what it
bears of the document's ``discount``. ``discount_rate`` says that a discount follows from a
percentage; null: it is an amount. ``tax_mode`` of a document: 0 none is kept, 1 prices include it,
2 it is added to them; ``document_tax`` is what it comes to, rate by rate, under the name that the
tax had then; on a return ``origin_id`` is the document that the goods were paid with: with the last
part all of its tax goes back. ``total`` is what is to be paid.

``price_source`` of a line: 0 typed or unknown, 1 the unit's own price, 2 a price list's, 3 a price
list's from a quantity on, 4 the item's own, 5 the line that it comes back from. ``cost`` is what
the goods of a line that was sold, or came back, had cost: of units with serial numbers each by what
it came by, of others by the average. ``item_value`` is what is on hand of an item without serial
numbers and what that had cost in all; nothing is known of an item that is not there.
"""

SCRIPT = """
CREATE TABLE tax (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(trim(name)) > 0),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE TABLE tax_rate (
  tax_id      INTEGER NOT NULL REFERENCES tax (id),
  valid_from  TEXT NOT NULL,
  valid_until TEXT,
  rate        INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 100000),
  PRIMARY KEY (tax_id, valid_from),
  CHECK (valid_until IS NULL OR valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
ALTER TABLE product ADD COLUMN tax_id INTEGER REFERENCES tax (id);

CREATE TABLE price_list (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(trim(name)) > 0),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE TABLE list_price (
  product_id    INTEGER NOT NULL REFERENCES product (id),
  price_list_id INTEGER NOT NULL REFERENCES price_list (id),
  from_quantity INTEGER NOT NULL CHECK (from_quantity > 0),
  price         INTEGER NOT NULL CHECK (price >= 0),
  PRIMARY KEY (product_id, price_list_id, from_quantity)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_price_list ON list_price (price_list_id, product_id, from_quantity);
CREATE TABLE serial_price (
  serial_id INTEGER PRIMARY KEY REFERENCES serial (id),
  price     INTEGER NOT NULL CHECK (price >= 0)
) STRICT;
ALTER TABLE contact ADD COLUMN price_list_id INTEGER REFERENCES price_list (id);
CREATE INDEX contact_price_list ON contact (price_list_id) WHERE price_list_id IS NOT NULL;

CREATE TABLE item_value (
  product_id INTEGER PRIMARY KEY REFERENCES product (id),
  quantity   INTEGER NOT NULL,
  value      INTEGER NOT NULL
) STRICT;

ALTER TABLE document ADD COLUMN discount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN discount_rate INTEGER;
ALTER TABLE document ADD COLUMN tax_mode INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_line ADD COLUMN discount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_line ADD COLUMN discount_rate INTEGER;
ALTER TABLE document_line ADD COLUMN share INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_line ADD COLUMN tax_id INTEGER REFERENCES tax (id);
ALTER TABLE document_line ADD COLUMN tax_rate INTEGER;
ALTER TABLE document_line ADD COLUMN price_source INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_line ADD COLUMN price_list_id INTEGER REFERENCES price_list (id);
ALTER TABLE document_line ADD COLUMN cost INTEGER;

CREATE TABLE document_tax (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  place       INTEGER NOT NULL,
  tax_id      INTEGER NOT NULL REFERENCES tax (id),
  name        TEXT NOT NULL,
  rate        INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 100000),
  net         INTEGER NOT NULL,
  tax         INTEGER NOT NULL,
  origin_id   INTEGER REFERENCES document (id),
  PRIMARY KEY (document_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_tax_origin ON document_tax (origin_id) WHERE origin_id IS NOT NULL;
CREATE TRIGGER document_tax_insert BEFORE INSERT ON document_tax BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = NEW.document_id AND state IN (1, 2);
END;
CREATE TRIGGER document_tax_update BEFORE UPDATE ON document_tax BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id IN (OLD.document_id, NEW.document_id) AND state IN (1, 2);
END;
CREATE TRIGGER document_tax_delete BEFORE DELETE ON document_tax BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = OLD.document_id AND state IN (1, 2);
END;
CREATE TRIGGER document_prices_update
BEFORE UPDATE OF discount, discount_rate, tax_mode ON document WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
"""
