"""What was decided about single products of a count, otherwise than about their group.

``topic`` is the group, as in ``count_decision``. Like that one's, the rows are written while the
count is a draft, and stay as they are once it is posted.
"""

SCRIPT = """
CREATE TABLE count_exception (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  topic       TEXT NOT NULL,
  product_id  INTEGER NOT NULL REFERENCES product (id),
  taken       INTEGER NOT NULL CHECK (taken IN (0, 1)),
  PRIMARY KEY (document_id, topic, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_exception_product ON count_exception (product_id);

CREATE TRIGGER count_exception_insert BEFORE INSERT ON count_exception BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = NEW.document_id AND state IN (1, 2);
END;
CREATE TRIGGER count_exception_update BEFORE UPDATE ON count_exception BEGIN
  SELECT RAISE(ABORT, 'count: a decision is not changed');
END;
CREATE TRIGGER count_exception_delete BEFORE DELETE ON count_exception BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change')
  FROM document WHERE id = OLD.document_id AND state IN (1, 2);
END;
"""
