"""Totals of each warehouse, kept as its stock changes; items found in the order of their prices.

``warehouse_stock`` says how many items a warehouse holds some of, or owes, and thousandths of all
of them, so that no list adds up the stock of 100,000 items. It follows ``stock`` only.
"""

TOTALS = """
CREATE TABLE warehouse_stock (
  warehouse_id INTEGER PRIMARY KEY REFERENCES warehouse (id),
  items        INTEGER NOT NULL DEFAULT 0 CHECK (items >= 0),
  on_hand      INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO warehouse_stock (warehouse_id, items, on_hand)
SELECT warehouse_id, sum(on_hand <> 0), sum(on_hand) FROM stock GROUP BY warehouse_id;

CREATE TRIGGER stock_total_insert AFTER INSERT ON stock BEGIN
  INSERT INTO warehouse_stock (warehouse_id) VALUES (NEW.warehouse_id) ON CONFLICT DO NOTHING;
  UPDATE warehouse_stock SET items = items + 1, on_hand = on_hand + NEW.on_hand
  WHERE warehouse_id = NEW.warehouse_id AND NEW.on_hand <> 0;
END;
CREATE TRIGGER stock_total_update AFTER UPDATE OF on_hand ON stock
WHEN NEW.on_hand <> OLD.on_hand BEGIN
  UPDATE warehouse_stock
  SET items = items + (NEW.on_hand <> 0) - (OLD.on_hand <> 0),
      on_hand = on_hand + NEW.on_hand - OLD.on_hand
  WHERE warehouse_id = NEW.warehouse_id;
END;

CREATE TRIGGER warehouse_stock_insert BEFORE INSERT ON warehouse_stock
WHEN NEW.items <> 0 OR NEW.on_hand <> 0 BEGIN
  SELECT RAISE(ABORT, 'stock: its total follows the ledgers only');
END;
CREATE TRIGGER warehouse_stock_update BEFORE UPDATE ON warehouse_stock
WHEN NEW.warehouse_id <> OLD.warehouse_id OR NOT EXISTS (SELECT 1 FROM at_work) BEGIN
  SELECT RAISE(ABORT, 'stock: its total follows the ledgers only');
END;
CREATE TRIGGER warehouse_stock_delete BEFORE DELETE ON warehouse_stock BEGIN
  SELECT RAISE(ABORT, 'stock: what is counted here is never deleted');
END;
"""

BY_PRICE = """
CREATE INDEX product_purchase_price ON product (purchase_price);
CREATE INDEX product_sale_price ON product (sale_price);
"""

SCRIPT = TOTALS + BY_PRICE
