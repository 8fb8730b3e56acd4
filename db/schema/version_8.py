"""The orders in which lists are read, newest first, without a look at what they do not show.

``document_posting``: the documents of a kind. ``document_date``: those of a period.
``serial_of_product``: the serials of a product. ``serial_place``: those of a status in a warehouse,
or in none; by an expression, so that no statement takes it that does not name it.
"""

SCRIPT = """
CREATE INDEX document_posting ON document (kind, posting) WHERE posting IS NOT NULL;
CREATE INDEX document_date ON document (date, id);
CREATE INDEX serial_of_product ON serial (product_id, id);
CREATE INDEX serial_place ON serial (coalesce(warehouse_id, 0) * 10 + status, id);
"""
