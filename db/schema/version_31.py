"""The grams of document numbers, in the order of posting.

A list of documents goes by posting, the newest first: it takes from the index (see
``db.engine.document_search``) as many as it shows, however many numbers have a text.
"""

SCRIPT = """
DROP TRIGGER document_search_insert;
DROP TRIGGER document_search_update;
DROP TABLE document_search;
CREATE VIRTUAL TABLE document_search
USING fts5 (number, content = '', tokenize = 'trigram', detail = 'none', columnsize = 0);
INSERT INTO document_search (rowid, number)
SELECT posting, number FROM document
WHERE posting IS NOT NULL AND number IS NOT NULL ORDER BY posting;

CREATE TRIGGER document_search_insert AFTER INSERT ON document
WHEN NEW.posting IS NOT NULL AND NEW.number IS NOT NULL BEGIN
  INSERT INTO document_search (rowid, number) VALUES (NEW.posting, NEW.number);
END;
CREATE TRIGGER document_search_update AFTER UPDATE OF number, posting ON document
WHEN (OLD.posting IS NULL OR OLD.number IS NULL)
  AND NEW.posting IS NOT NULL AND NEW.number IS NOT NULL BEGIN
  INSERT INTO document_search (rowid, number) VALUES (NEW.posting, NEW.number);
END;
"""
