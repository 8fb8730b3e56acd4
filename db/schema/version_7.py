"""What is entered on a draft and not taken yet, and what was deleted from one (D11).

A text that waits in Manual entry belongs to the line it was typed for, ``line_id``; that is empty
where no line was current. What was deleted by hand is kept as it was, so that it can be put back:
``rows`` is JSON, ``after_scan`` the last row of the scan log at that time, so that scans and
deletions are taken back in the order of time.
"""

SCRIPT = """
CREATE TABLE waiting_text (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  line_id     INTEGER REFERENCES document_line (id) ON DELETE CASCADE,
  text        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX waiting_text_place ON waiting_text (document_id, coalesce(line_id, 0));
CREATE INDEX waiting_text_line ON waiting_text (line_id) WHERE line_id IS NOT NULL;

CREATE TABLE draft_deletion (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  at          TEXT NOT NULL,
  after_scan  INTEGER NOT NULL,
  rows        TEXT NOT NULL
) STRICT;
CREATE INDEX draft_deletion_document ON draft_deletion (document_id, id);
"""
