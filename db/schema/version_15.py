"""What is on the way between warehouses, kept line by line while it is.

``still_on_the_way`` works out from the documents what of each dispatched line has not arrived.
``on_the_way`` keeps just that, so that nothing has to go through all transfers there ever were: a
line stands there while something of it is on the way. It follows the documents by itself, when one
is posted or voided, and can be made to say nothing else.

``posting`` is the dispatch's; ``quantity`` is in thousandths; ``serials`` are those among them.
"""

_TAKEN = """
  coalesce((SELECT sum(t.quantity) FROM document_line t CROSS JOIN document td
            WHERE t.origin_line_id = l.id AND td.id = t.document_id AND td.state = 1), 0)"""

TRUTH = f"""
CREATE VIEW still_on_the_way (line_id, posting, product_id, quantity, serials) AS
SELECT l.id, d.posting, l.product_id, l.quantity - {_TAKEN},
       (SELECT count(*) FROM serial_movement m CROSS JOIN serial s
        WHERE m.line_id = l.id AND s.id = m.serial_id AND s.current_movement_id = m.id
          AND s.status = 5)
FROM document d JOIN document_line l ON l.document_id = d.id
WHERE d.kind = 'transfer' AND d.state = 1 AND l.quantity > {_TAKEN};
"""

KEPT = """
CREATE TABLE on_the_way (
  line_id    INTEGER PRIMARY KEY REFERENCES document_line (id),
  posting    INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product (id),
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  serials    INTEGER NOT NULL CHECK (serials >= 0)
) STRICT;
CREATE INDEX on_the_way_posting ON on_the_way (posting, quantity, serials);
CREATE INDEX on_the_way_product ON on_the_way (product_id, quantity);
INSERT INTO on_the_way (line_id, posting, product_id, quantity, serials)
SELECT line_id, posting, product_id, quantity, serials FROM still_on_the_way;
"""

_SAME = """
  SELECT 1 FROM still_on_the_way s WHERE s.line_id = {row}.line_id AND s.posting = {row}.posting
  AND s.product_id = {row}.product_id AND s.quantity = {row}.quantity AND s.serials = {row}.serials
"""

GUARDS = f"""
CREATE TRIGGER on_the_way_insert AFTER INSERT ON on_the_way WHEN NOT EXISTS (
  {_SAME.format(row="NEW")}) BEGIN
  SELECT RAISE(ABORT, 'on the way: it follows the documents only');
END;
CREATE TRIGGER on_the_way_update BEFORE UPDATE ON on_the_way BEGIN
  SELECT RAISE(ABORT, 'on the way: it follows the documents only');
END;
CREATE TRIGGER on_the_way_delete BEFORE DELETE ON on_the_way WHEN EXISTS (
  {_SAME.format(row="OLD")}) BEGIN
  SELECT RAISE(ABORT, 'on the way: it follows the documents only');
END;
"""

FOLLOWS = f"""
CREATE TRIGGER on_the_way_follows AFTER UPDATE OF state ON document
WHEN NEW.state IN (1, 2) AND (NEW.kind = 'transfer' OR EXISTS (
  SELECT 1 FROM document WHERE id = NEW.origin_id AND kind = 'transfer')) BEGIN
  DELETE FROM on_the_way
  WHERE line_id IN (SELECT l.id FROM document_line l WHERE l.document_id
    = CASE WHEN NEW.kind = 'transfer' THEN NEW.id ELSE NEW.origin_id END)
  AND NOT EXISTS ({_SAME.format(row="on_the_way")});
  INSERT INTO on_the_way (line_id, posting, product_id, quantity, serials)
  SELECT s.line_id, s.posting, s.product_id, s.quantity, s.serials
  FROM document_line l CROSS JOIN still_on_the_way s WHERE l.document_id
    = CASE WHEN NEW.kind = 'transfer' THEN NEW.id ELSE NEW.origin_id END
  AND s.line_id = l.id AND l.id NOT IN (SELECT line_id FROM on_the_way);
END;
"""

SCRIPT = TRUTH + KEPT + GUARDS + FOLLOWS
