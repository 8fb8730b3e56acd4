"""What the audit log tells of one record, without a look at what it tells of all others."""

SCRIPT = """
CREATE INDEX audit_subject ON audit (subject, subject_id, id) WHERE subject_id IS NOT NULL;
"""
