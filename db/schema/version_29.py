"""A posted document says at which counter it was posted (U4); what was posted before does not."""

SCRIPT = """
ALTER TABLE document ADD COLUMN counter_id INTEGER REFERENCES counter (id);
CREATE TRIGGER document_counter_update BEFORE UPDATE OF counter_id ON document
WHEN OLD.state <> 0 BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
"""
