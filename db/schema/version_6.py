"""The day of a paper, and what a count was counted against.

``date_choice`` says whose date a paper bears (D10): 0 the day it is posted, 1 one that the clerk
chose, 2 one that the clerk chose and, asked about it, meant. A draft of before keeps a date that is
not the day it was begun.

``first_flow`` and ``last_flow`` are ids of the stock ledger: the newest row of the line's product
in the count's warehouse when the line was counted first, and last (0: none). ``last_nameless`` is
how many thousandths had no serial then. ``size`` is how many differences were decided about.
"""

SCRIPT = """
ALTER TABLE document ADD COLUMN date_choice INTEGER NOT NULL DEFAULT 0
  CHECK (date_choice BETWEEN 0 AND 2);
UPDATE document SET date_choice = 1
WHERE state IN (0, 3) AND date <> date(created_at, 'localtime');
CREATE TRIGGER document_date_choice BEFORE UPDATE OF date_choice ON document
WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;

ALTER TABLE document_line ADD COLUMN first_flow INTEGER;
ALTER TABLE document_line ADD COLUMN last_flow INTEGER;
ALTER TABLE document_line ADD COLUMN last_nameless INTEGER;
ALTER TABLE count_decision ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
"""
