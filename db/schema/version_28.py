"""Tax of goods that come back says which document it was paid with (M3, M4).

``origin_id`` of a tax on a return is that document: with the last part all of its tax goes back.
"""

SCRIPT = """
ALTER TABLE document_tax ADD COLUMN origin_id INTEGER REFERENCES document (id);
CREATE INDEX document_tax_origin ON document_tax (origin_id) WHERE origin_id IS NOT NULL;
"""
