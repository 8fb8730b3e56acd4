"""What the audit log tells of one document, without a look at what it tells of all others."""

SCRIPT = """
CREATE INDEX audit_document ON audit (document_id, id) WHERE document_id IS NOT NULL;
"""
