"""What labels say besides: a unit's second identifier, an item's warranty, the shop's logo.

A second identifier (IMEI 2) is one more number of its unit: it stands among the earlier numbers
(``serial_alias``), so that it finds the unit and nobody else gets it. ``is_earlier``: it was the
unit's serial number until that was corrected, and stays for ever. ``is_second``: it is the second
identifier; a unit has one at most. ``warranty_months`` run from the day of the sale, 0: none.
"""

SCRIPT = """
ALTER TABLE product ADD COLUMN warranty_months INTEGER NOT NULL DEFAULT 0
  CHECK (warranty_months BETWEEN 0 AND 600);

CREATE TABLE shop_picture (
  name    TEXT PRIMARY KEY,
  picture BLOB NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE serial_alias ADD COLUMN is_earlier INTEGER NOT NULL DEFAULT 1
  CHECK (is_earlier IN (0, 1));
ALTER TABLE serial_alias ADD COLUMN is_second INTEGER NOT NULL DEFAULT 0
  CHECK (is_second IN (0, 1));
CREATE UNIQUE INDEX serial_alias_second ON serial_alias (serial_id) WHERE is_second = 1;

DROP TRIGGER serial_alias_update;
CREATE TRIGGER serial_alias_update
BEFORE UPDATE OF number, serial_id, at, user_id, is_earlier ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: an alias is never changed');
END;
DROP TRIGGER serial_alias_kept;
CREATE TRIGGER serial_alias_kept BEFORE DELETE ON serial_alias WHEN OLD.is_earlier = 1 BEGIN
  SELECT RAISE(ABORT, 'serial: an alias is never deleted');
END;
DROP TRIGGER serial_alias_insert;
CREATE TRIGGER serial_alias_insert BEFORE INSERT ON serial_alias BEGIN
  SELECT RAISE(ABORT, 'serial: this number is another serial''s')
  FROM serial WHERE number = NEW.number AND (id <> NEW.serial_id OR NEW.is_earlier = 0);
  SELECT RAISE(ABORT, 'serial: an alias is never changed')
  FROM serial_alias WHERE number = NEW.number;
  SELECT RAISE(ABORT, 'serial: an alias is the number that it had')
  WHERE NEW.is_earlier = 1 AND NOT EXISTS (
    SELECT 1 FROM serial WHERE id = NEW.serial_id AND number = NEW.number);
  SELECT RAISE(ABORT, 'serial: an alias is the number that it had')
  WHERE NEW.is_earlier = 0 AND NEW.is_second = 0;
  SELECT RAISE(ABORT, 'carton: its code is a serial, a barcode or a SKU')
  WHERE NEW.is_earlier = 0 AND EXISTS (SELECT 1 FROM carton WHERE code = NEW.number);
END;
"""
