"""What was made of a document, such as the invoices of an order, is found without a search."""

SCRIPT = """
CREATE INDEX document_origin ON document (origin_id) WHERE origin_id IS NOT NULL;
"""
