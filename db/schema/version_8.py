"""The orders in which lists are read, newest first, without a look at what they do not show.

``document_posting``: the documents of a kind. ``document_date``: those of a period.
``serial_of_product``: the serials of a product. ``serial_place``: those of a warehouse, those of a
status, and both; a serial that is nowhere has no warehouse.
"""

SCRIPT = """
CREATE INDEX document_posting ON document (kind, posting) WHERE posting IS NOT NULL;
CREATE INDEX document_date ON document (date, id);
CREATE INDEX serial_of_product ON serial (product_id, id);
CREATE INDEX serial_place ON serial (warehouse_id, status, id);
"""
