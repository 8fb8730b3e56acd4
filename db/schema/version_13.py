"""Products and contacts are found by words: a search index of what each is found by.

``product_find`` and ``contact_find`` hold the texts by which a record stands in the index, as JSON;
the pinyin among them is worked out by the program when the record is saved. What was there before
this version is filled in after opening, some at a time: a record without a row here is not in the
index yet. The index itself has nothing but grams (see ``db.engine.word_search``).
"""

SCRIPT = """
CREATE TABLE product_find (
  id    INTEGER PRIMARY KEY REFERENCES product (id),
  texts TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE product_search
USING fts5 (grams, content = '', detail = 'none', columnsize = 0);

CREATE TABLE contact_find (
  id    INTEGER PRIMARY KEY REFERENCES contact (id),
  texts TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE contact_search
USING fts5 (grams, content = '', detail = 'none', columnsize = 0);
"""
