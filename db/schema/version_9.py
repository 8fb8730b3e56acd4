"""What is in stock, told by indexes alone.

``serial_in_stock`` also says which serials moved after a count began, so that a count of a whole
warehouse reads no serial but those that it shows. ``serial_oldest`` has them in the order in which
they came (first in, first out), with what they are chosen by.
"""

SCRIPT = """
DROP INDEX serial_in_stock;
CREATE INDEX serial_in_stock
ON serial (warehouse_id, product_id, number, last_movement_id) WHERE status = 1;
CREATE INDEX serial_oldest
ON serial (warehouse_id, current_movement_id, product_id, number) WHERE status = 1;
"""
