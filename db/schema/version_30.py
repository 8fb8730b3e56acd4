"""What looks for a few rows of many.

Documents with a note or with their supplier's number, by kind; and what refers to an item or a
contact, which is asked of each that an undone import deletes.
"""

SCRIPT = """
CREATE INDEX document_noted ON document (length(note)) WHERE note <> '';
CREATE INDEX document_numbered_by_them ON document (kind, length(their_number))
WHERE their_number <> '';
CREATE INDEX carton_product ON carton (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX import_column_party ON import_column (party_id) WHERE party_id IS NOT NULL;
"""
