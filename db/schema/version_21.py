"""Posted documents are found by any part of their numbers: a search index of trigrams.

It has nothing but the grams (see ``db.engine.document_search``). A number that a document was given
never changes, and no posted document is deleted: rows are only added.
"""

SCRIPT = """
CREATE VIRTUAL TABLE document_search
USING fts5 (number, content = '', tokenize = 'trigram', detail = 'none', columnsize = 0);
INSERT INTO document_search (rowid, number)
SELECT id, number FROM document WHERE number IS NOT NULL ORDER BY id;

CREATE TRIGGER document_search_insert AFTER INSERT ON document
WHEN NEW.number IS NOT NULL BEGIN
  INSERT INTO document_search (rowid, number) VALUES (NEW.id, NEW.number);
END;
CREATE TRIGGER document_search_update AFTER UPDATE OF number ON document
WHEN OLD.number IS NULL AND NEW.number IS NOT NULL BEGIN
  INSERT INTO document_search (rowid, number) VALUES (NEW.id, NEW.number);
END;
"""
