"""Payments, what is owed, and the drawer (M5 to M10).

Amounts are minor units of the shop's currency. In the ledger of payments ``amount`` is what a
payment settles of its document, above zero into the shop and below zero out of it; ``rounding`` is
by how much more cash moved than that (M6), ``given`` what a customer handed over: the change is
``given - amount - rounding``. ``refunds_id`` is the payment that a refund gives back (M7). A void
appends a row whose ``reverses_id`` names the one it undoes; no row ever changes.

A posted document with ``keeps_money`` is settled by its payments and its ``debt``, the part that
stays on account with a contact: above zero it is owed to the shop, below zero by it. A receipt or
payment that is not allocated yet is a debt of the other sign: an advance. An ``allocation`` settles
so much of two debts of one contact with each other; a void takes it back by a row that reverses it.
Documents from before have no such rows and count as paid.

Kinds of tenders: 0 cash, 1 card, 2 mobile wallet, 3 bank transfer, 4 the shop's own, 5 what comes
back in an exchange, which nobody is offered. A name of null is that of its kind in the reader's
language. ``drawer_entry`` kinds: 0 money in, 1 money out, 2 opened without a sale.
A draft's ``parked_at`` is when it was put aside to be called back (M10); ``exchange_id`` is the
document that was posted together with it.
"""

TENDERS = """
CREATE TABLE tender (
  id           INTEGER PRIMARY KEY,
  kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5),
  name         TEXT UNIQUE COLLATE NOCASE CHECK (length(trim(name)) > 0),
  place        INTEGER NOT NULL,
  opens_drawer INTEGER NOT NULL DEFAULT 0 CHECK (opens_drawer IN (0, 1)),
  active       INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO tender (id, kind, place, opens_drawer)
VALUES (1, 0, 1, 1), (2, 1, 2, 0), (3, 2, 3, 0), (4, 3, 4, 0), (5, 5, 5, 0);
"""

DOCUMENTS = """
ALTER TABLE document ADD COLUMN keeps_money INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN due_date TEXT;
ALTER TABLE document ADD COLUMN their_number TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN parked_at TEXT;
ALTER TABLE document ADD COLUMN parked_note TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN exchange_id INTEGER REFERENCES document (id);
ALTER TABLE contact ADD COLUMN credit_limit INTEGER;
ALTER TABLE contact ADD COLUMN payment_days INTEGER;
CREATE INDEX document_parked ON document (parked_at, id) WHERE parked_at IS NOT NULL AND state = 0;
CREATE TRIGGER document_money_update
BEFORE UPDATE OF keeps_money, due_date, their_number, parked_at, parked_note, exchange_id
ON document WHEN OLD.state IN (1, 2) BEGIN
  SELECT RAISE(ABORT, 'document: posted papers do not change');
END;
"""

SHIFTS = """
CREATE TABLE shift (
  id         INTEGER PRIMARY KEY,
  counter_id INTEGER NOT NULL REFERENCES counter (id),
  opened_at  TEXT NOT NULL,
  opened_by  INTEGER NOT NULL REFERENCES person (id),
  float      INTEGER NOT NULL CHECK (float >= 0),
  differs    INTEGER NOT NULL DEFAULT 0,
  why        TEXT NOT NULL DEFAULT '',
  closed_at  TEXT,
  closed_by  INTEGER REFERENCES person (id),
  number     INTEGER UNIQUE,
  expected   INTEGER,
  counted    INTEGER,
  reason     TEXT NOT NULL DEFAULT '',
  stays      INTEGER,
  CHECK (differs = 0 OR length(trim(why)) > 0),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (number IS NULL)
         AND (closed_at IS NULL) = (expected IS NULL) AND (closed_at IS NULL) = (counted IS NULL)
         AND (closed_at IS NULL) = (stays IS NULL)),
  CHECK (counted >= 0 AND stays BETWEEN 0 AND counted
         AND (counted = expected OR length(trim(reason)) > 0))
) STRICT;
CREATE UNIQUE INDEX shift_open ON shift (counter_id) WHERE closed_at IS NULL;
CREATE INDEX shift_counter ON shift (counter_id, id);
CREATE TABLE shift_piece (
  shift_id INTEGER NOT NULL REFERENCES shift (id),
  value    INTEGER NOT NULL CHECK (value > 0),
  pieces   INTEGER NOT NULL CHECK (pieces > 0),
  PRIMARY KEY (shift_id, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE shift_tender (
  shift_id  INTEGER NOT NULL REFERENCES shift (id),
  tender_id INTEGER NOT NULL REFERENCES tender (id),
  payments  INTEGER NOT NULL,
  expected  INTEGER NOT NULL,
  counted   INTEGER,
  PRIMARY KEY (shift_id, tender_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE drawer_entry (
  id         INTEGER PRIMARY KEY,
  shift_id   INTEGER REFERENCES shift (id),
  counter_id INTEGER NOT NULL REFERENCES counter (id),
  at         TEXT NOT NULL,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  amount     INTEGER NOT NULL,
  reason     TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  CHECK (CASE kind WHEN 0 THEN amount > 0 WHEN 1 THEN amount < 0 ELSE amount = 0 END)
) STRICT;
CREATE INDEX drawer_entry_shift ON drawer_entry (shift_id, id);
CREATE INDEX drawer_entry_counter ON drawer_entry (counter_id, at);

CREATE TRIGGER shift_begins AFTER INSERT ON shift WHEN NEW.closed_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'shift: it is opened before it is closed');
END;
CREATE TRIGGER shift_update BEFORE UPDATE ON shift
WHEN OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR NEW.id <> OLD.id
  OR NEW.counter_id <> OLD.counter_id OR NEW.opened_at <> OLD.opened_at
  OR NEW.opened_by <> OLD.opened_by OR NEW.float <> OLD.float OR NEW.differs <> OLD.differs
  OR NEW.why <> OLD.why BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed');
END;
CREATE TRIGGER shift_number AFTER UPDATE OF number ON shift
WHEN NEW.number <> (SELECT 1 + count(*) FROM shift WHERE number < NEW.number)
  OR EXISTS (SELECT 1 FROM shift WHERE number > NEW.number) BEGIN
  SELECT RAISE(ABORT, 'shift: its number is the next one');
END;
CREATE TRIGGER shift_delete BEFORE DELETE ON shift BEGIN
  SELECT RAISE(ABORT, 'shift: none is ever deleted');
END;
CREATE TRIGGER shift_piece_insert BEFORE INSERT ON shift_piece BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed')
  FROM shift WHERE id = NEW.shift_id AND closed_at IS NOT NULL;
END;
CREATE TRIGGER shift_piece_update BEFORE UPDATE ON shift_piece BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed');
END;
CREATE TRIGGER shift_piece_delete BEFORE DELETE ON shift_piece BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed');
END;
CREATE TRIGGER shift_tender_insert BEFORE INSERT ON shift_tender BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed')
  FROM shift WHERE id = NEW.shift_id AND closed_at IS NOT NULL;
END;
CREATE TRIGGER shift_tender_update BEFORE UPDATE ON shift_tender BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed');
END;
CREATE TRIGGER shift_tender_delete BEFORE DELETE ON shift_tender BEGIN
  SELECT RAISE(ABORT, 'shift: a closed one does not change, an open one is only closed');
END;
CREATE TRIGGER drawer_entry_open BEFORE INSERT ON drawer_entry WHEN NEW.shift_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'shift: what passes the drawer is of an open one of its counter')
  WHERE NOT EXISTS (SELECT 1 FROM shift WHERE id = NEW.shift_id AND closed_at IS NULL
                    AND counter_id = NEW.counter_id);
END;
CREATE TRIGGER drawer_entry_update BEFORE UPDATE ON drawer_entry BEGIN
  SELECT RAISE(ABORT, 'drawer: history is never overwritten');
END;
CREATE TRIGGER drawer_entry_delete BEFORE DELETE ON drawer_entry BEGIN
  SELECT RAISE(ABORT, 'drawer: history is never overwritten');
END;
"""

PAYMENTS = """
CREATE TABLE payment (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id),
  tender_id   INTEGER NOT NULL REFERENCES tender (id),
  amount      INTEGER NOT NULL CHECK (amount <> 0),
  rounding    INTEGER NOT NULL DEFAULT 0,
  given       INTEGER CHECK (given >= amount + rounding),
  reference   TEXT NOT NULL DEFAULT '',
  counter_id  INTEGER NOT NULL REFERENCES counter (id),
  person_id   INTEGER NOT NULL REFERENCES person (id),
  shift_id    INTEGER REFERENCES shift (id),
  at          TEXT NOT NULL,
  refunds_id  INTEGER REFERENCES payment (id),
  reverses_id INTEGER UNIQUE REFERENCES payment (id)
) STRICT;
CREATE INDEX payment_document ON payment (document_id, id);
CREATE INDEX payment_shift ON payment (shift_id, id) WHERE shift_id IS NOT NULL;
CREATE INDEX payment_counter ON payment (counter_id, at);
CREATE INDEX payment_refunds ON payment (refunds_id) WHERE refunds_id IS NOT NULL;

CREATE TABLE draft_payment (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  tender_id   INTEGER NOT NULL REFERENCES tender (id),
  amount      INTEGER NOT NULL CHECK (amount > 0),
  given       INTEGER,
  reference   TEXT NOT NULL DEFAULT '',
  refunds_id  INTEGER REFERENCES payment (id)
) STRICT;
CREATE INDEX draft_payment_document ON draft_payment (document_id, id);

CREATE TRIGGER payment_of_cash BEFORE INSERT ON payment
WHEN NEW.rounding <> 0 OR NEW.given IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'payment: only cash is rounded and changed')
  FROM tender WHERE id = NEW.tender_id AND kind <> 0;
END;
CREATE TRIGGER payment_open BEFORE INSERT ON payment BEGIN
  SELECT RAISE(ABORT, 'payment: it is made while its document is posted')
  WHERE NEW.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM document WHERE id = NEW.document_id AND state = 0);
  SELECT RAISE(ABORT, 'payment: it is reversed whole, while its document is voided')
  WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM payment p JOIN document d ON d.id = p.document_id
    WHERE p.id = NEW.reverses_id AND p.reverses_id IS NULL AND d.id = NEW.document_id
      AND d.state = 1 AND p.tender_id = NEW.tender_id AND p.amount = -NEW.amount
      AND p.rounding = -NEW.rounding AND NEW.given IS NULL);
  SELECT RAISE(ABORT, 'shift: what passes the drawer is of an open one of its counter')
  WHERE NEW.shift_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shift WHERE id = NEW.shift_id AND closed_at IS NULL
    AND counter_id = NEW.counter_id);
END;
CREATE TRIGGER payment_update BEFORE UPDATE ON payment BEGIN
  SELECT RAISE(ABORT, 'payment: history is never overwritten');
END;
CREATE TRIGGER payment_delete BEFORE DELETE ON payment BEGIN
  SELECT RAISE(ABORT, 'payment: history is never overwritten');
END;
"""

DEBTS = """
CREATE TABLE debt (
  document_id INTEGER PRIMARY KEY REFERENCES document (id),
  contact_id  INTEGER NOT NULL REFERENCES contact (id),
  amount      INTEGER NOT NULL CHECK (amount <> 0),
  settled     INTEGER NOT NULL DEFAULT 0,
  date        TEXT NOT NULL,
  due_date    TEXT NOT NULL,
  void        INTEGER NOT NULL DEFAULT 0 CHECK (void IN (0, 1)),
  CHECK (settled BETWEEN min(amount, 0) AND max(amount, 0)),
  CHECK (NOT void OR settled = 0)
) STRICT;
CREATE INDEX debt_open ON debt (contact_id, date, document_id) WHERE settled <> amount AND NOT void;
CREATE INDEX debt_contact ON debt (contact_id, date, document_id);

CREATE TABLE allocation (
  id          INTEGER PRIMARY KEY,
  from_id     INTEGER NOT NULL REFERENCES debt (document_id),
  to_id       INTEGER NOT NULL REFERENCES debt (document_id),
  amount      INTEGER NOT NULL CHECK (amount <> 0),
  at          TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  reverses_id INTEGER UNIQUE REFERENCES allocation (id),
  CHECK (from_id <> to_id)
) STRICT;
-- What a draft receipt or payment is to settle, where that was chosen; none: the oldest first.
CREATE TABLE draft_allocation (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  to_id       INTEGER NOT NULL REFERENCES debt (document_id),
  amount      INTEGER NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (document_id, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_from ON allocation (from_id, id);
CREATE INDEX allocation_to ON allocation (to_id, id);

CREATE TRIGGER allocation_fits BEFORE INSERT ON allocation BEGIN
  SELECT RAISE(ABORT, 'allocation: it is between two debts of one contact')
  WHERE NOT EXISTS (SELECT 1 FROM debt f JOIN debt t ON t.contact_id = f.contact_id
                    WHERE f.document_id = NEW.from_id AND t.document_id = NEW.to_id);
  SELECT RAISE(ABORT, 'allocation: it is reversed whole')
  WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM allocation WHERE id = NEW.reverses_id AND reverses_id IS NULL
    AND from_id = NEW.from_id AND to_id = NEW.to_id AND amount = -NEW.amount);
END;
CREATE TRIGGER allocation_settles AFTER INSERT ON allocation BEGIN
  UPDATE debt SET settled = settled + NEW.amount WHERE document_id = NEW.to_id;
  UPDATE debt SET settled = settled - NEW.amount WHERE document_id = NEW.from_id;
END;
CREATE TRIGGER allocation_update BEFORE UPDATE ON allocation BEGIN
  SELECT RAISE(ABORT, 'allocation: history is never overwritten');
END;
CREATE TRIGGER allocation_delete BEFORE DELETE ON allocation BEGIN
  SELECT RAISE(ABORT, 'allocation: history is never overwritten');
END;
CREATE TRIGGER debt_begins BEFORE INSERT ON debt BEGIN
  SELECT RAISE(ABORT, 'debt: it begins whole, while its document is posted')
  WHERE NEW.settled <> 0 OR NEW.void
     OR NOT EXISTS (SELECT 1 FROM document WHERE id = NEW.document_id AND state = 0);
END;
CREATE TRIGGER debt_update BEFORE UPDATE ON debt
WHEN NEW.document_id <> OLD.document_id OR NEW.contact_id <> OLD.contact_id
  OR NEW.amount <> OLD.amount OR NEW.date <> OLD.date OR NEW.due_date <> OLD.due_date
  OR OLD.void BEGIN
  SELECT RAISE(ABORT, 'debt: only what is settled of it changes');
END;
CREATE TRIGGER debt_settled AFTER UPDATE OF settled ON debt
WHEN NEW.settled <> (
  SELECT coalesce(sum(amount), 0) FROM allocation WHERE to_id = NEW.document_id) - (
  SELECT coalesce(sum(amount), 0) FROM allocation WHERE from_id = NEW.document_id) BEGIN
  SELECT RAISE(ABORT, 'debt: it is settled by allocations only');
END;
CREATE TRIGGER debt_delete BEFORE DELETE ON debt BEGIN
  SELECT RAISE(ABORT, 'debt: none is ever deleted');
END;
"""

POSTING = """
DROP TRIGGER document_posted_whole;
CREATE TRIGGER document_posted_whole AFTER UPDATE OF state ON document
WHEN OLD.state = 0 AND NEW.state = 1 BEGIN
  SELECT RAISE(ABORT, 'document: it is posted with the next number of its kind')
  WHERE NOT EXISTS (
    SELECT 1 FROM number_sequence WHERE kind = NEW.kind
    AND last = CAST(substr(NEW.number, length(rtrim(NEW.number, '0123456789')) + 1) AS INTEGER));
  SELECT RAISE(ABORT, 'document: it is posted after all that are posted')
  WHERE EXISTS (SELECT 1 FROM document WHERE posting > NEW.posting)
     OR NEW.posting <> 1 AND NOT EXISTS (SELECT 1 FROM document WHERE posting = NEW.posting - 1);
  SELECT RAISE(ABORT, 'document: the time of its posting is no time')
  WHERE datetime(NEW.posted_at) IS NULL OR NEW.posted_at NOT GLOB '[0-9]*T*';
  SELECT RAISE(ABORT, 'document: it is posted with its lines and their total')
  WHERE NEW.kind NOT IN ('money_receipt', 'money_payment')
    AND (NEW.total, NEW.discount) IS NOT (
      SELECT sum(amount - share) + CASE NEW.tax_mode WHEN 2 THEN coalesce(
               (SELECT sum(tax) FROM document_tax WHERE document_id = NEW.id), 0) ELSE 0 END,
             sum(share)
      FROM document_line WHERE document_id = NEW.id);
  SELECT RAISE(ABORT, 'document: it is posted with what its lines move')
  FROM document_line l WHERE l.document_id = NEW.id
  AND NEW.kind IN ('sale', 'sales_return', 'purchase', 'purchase_return', 'opening', 'transfer',
                   'transfer_receipt', 'transfer_back', 'assembly', 'disassembly')
  AND abs(l.quantity) <> abs(coalesce(
    (SELECT sum(m.quantity) FROM stock_movement m WHERE m.line_id = l.id), 0));
END;

-- A receipt's or payment's own debt is the advance that it leaves; of other documents a debt is
-- what their payments leave open.
CREATE TRIGGER document_posted_settled AFTER UPDATE OF state ON document
WHEN OLD.state = 0 AND NEW.state = 1 BEGIN
  SELECT RAISE(ABORT, 'document: it is posted with the payments that settle it')
  WHERE CASE WHEN NEW.keeps_money = 1 THEN
      NEW.total * CASE WHEN NEW.kind IN ('sale', 'purchase_return', 'money_receipt') THEN 1
                       ELSE -1 END
      <> (SELECT coalesce(sum(amount), 0) FROM payment WHERE document_id = NEW.id)
       + CASE WHEN NEW.kind IN ('money_receipt', 'money_payment') THEN 0
              ELSE (SELECT coalesce(sum(amount), 0) FROM debt WHERE document_id = NEW.id) END
    ELSE EXISTS (SELECT 1 FROM payment WHERE document_id = NEW.id)
      OR EXISTS (SELECT 1 FROM debt WHERE document_id = NEW.id) END;
END;
CREATE TRIGGER document_voided_settled AFTER UPDATE OF state ON document
WHEN OLD.state = 1 AND NEW.state = 2 BEGIN
  SELECT RAISE(ABORT, 'document: it is voided with the reversal of its payments')
  WHERE 0 <> (SELECT coalesce(sum(amount), 0) FROM payment WHERE document_id = NEW.id)
     OR EXISTS (SELECT 1 FROM debt WHERE document_id = NEW.id AND NOT void);
END;
"""

SCRIPT = TENDERS + DOCUMENTS + SHIFTS + PAYMENTS + DEBTS + POSTING
