"""At which counter a draft is, why and how goods came back, and tenders that ask for a reference.

``counter_id`` is the counter at which a draft was made or is being paid, and of what is posted that
at which it was: null where it is not known, of documents from before. ``return_reason`` and
``return_condition`` are of all that a return brings back: 0 as new, 1 unpacked, 2 faulty, null
where nobody said. ``asks_reference``: with a payment by the tender goes what its terminal or its
bank calls it.
"""

SCRIPT = """
ALTER TABLE document ADD COLUMN counter_id INTEGER REFERENCES counter (id);
ALTER TABLE document ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN return_condition INTEGER;
ALTER TABLE tender ADD COLUMN asks_reference INTEGER NOT NULL DEFAULT 0
  CHECK (asks_reference IN (0, 1));
CREATE TRIGGER document_return_update
BEFORE UPDATE OF counter_id, return_reason, return_condition ON document
WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
-- A CHECK would have every document looked at as the column is added.
CREATE TRIGGER document_return_condition BEFORE UPDATE OF return_condition ON document
WHEN NEW.return_condition NOT BETWEEN 0 AND 2 BEGIN
  SELECT RAISE(ABORT, 'document: what comes back is as new, unpacked or faulty');
END;
"""
