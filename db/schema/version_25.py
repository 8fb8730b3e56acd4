"""The number that a supplier gave its invoice, looked up among those of the same supplier (M8)."""

SCRIPT = """
CREATE INDEX document_their_number ON document (party_id, lower(their_number))
WHERE their_number <> '';
"""
