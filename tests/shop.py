"""A shop to test in: a ready store, copied for each test, and the trade's words for what is done.

Serials are written as one string, ``"A1 A2"``; quantities as units, not thousandths.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from app.domain.counting import CountGroup, Decisions
from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.payments import TenderKind
from app.domain.permissions import Person, Role
from app.domain.problems import Code, Problem, Reason, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Verdict
from app.services import session as sessions
from app.services import settings
from app.services.documents import draft_head, draft_lines, drafts, posting, voiding
from app.services.documents.effects import counting, transfers
from app.services.entry import entering
from app.services.entry.scanning import Outcome, scan
from app.services.money import payments, tenders
from app.services.session import Session
from app.services.settings import Trade
from app.services.stock import contacts, correcting, edit_inventory, items, tracking, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.edit_inventory import Adjustment
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from app.text import sentence
from db import sql
from db.engine import opening as connection
from db.queries import document_lines
from db.queries import payments as payment_reads
from db.sql import Database
from db.writes import settings as settings_writes
from tests import store


@dataclass(frozen=True)
class Template:
    """The ready store and what is in it, as ids."""

    path: Path
    main: int
    branch: int
    supplier: int
    customer: int
    phone: int
    camera: int
    cable: int
    rope: int

    def copy_to(self, path: Path) -> Path:
        """A fresh copy of the store at ``path``."""
        shutil.copyfile(self.path, path)
        return path

    def after(self, work: "Callable[[Shop], object]", path: Path) -> "Template":
        """The store with some work done in it, at ``path``: what copies it need not do it again."""
        shop = Shop.fresh(self, self.copy_to(path))
        work(shop)
        shop.close()
        return replace(self, path=path)


def make_template(path: Path) -> Template:
    """A shop on its first day: two warehouses, two contacts, four products, no stock.

    Phone and camera are serial-tracked. Cable is sold by the piece and rope by the metre, without.
    """
    database = open_store(path)
    session = sessions.begin(database)
    settings.set_up(session, "Corner Shop", Trade.DIGITAL, "CNY", "en", "Main", payments=False)
    template = Template(
        path=path,
        main=1,
        branch=warehouses.save(session, WarehouseForm("Branch")),
        supplier=contacts.save(
            session, ContactForm("Wholesale Ltd", is_customer=False, is_supplier=True)
        ),
        customer=contacts.save(session, ContactForm("Mrs Chen")),
        phone=items.save(
            session,
            ItemForm(
                "PHONE-1", "Phone", purchase_price=2000_00, sale_price=2999_00, track_serials=True
            ),
            ["6901234567892"],
        ),
        camera=items.save(
            session,
            ItemForm(
                "CAM-7", "Camera", purchase_price=5000_00, sale_price=6499_00, track_serials=True
            ),
            ["6909876543215"],
        ),
        cable=items.save(
            session,
            ItemForm("CABLE-C", "Cable", purchase_price=9_50, sale_price=19_90),
            ["6905555555553"],
        ),
        rope=items.save(
            session,
            ItemForm("ROPE", "Rope", unit="m", unit_decimals=2, sale_price=3_00),
            [],
        ),
    )
    database.close()
    return template


def open_store(path: Path) -> Database:
    """The store as the program opens it, but without waiting for the disk."""
    with patch.dict(connection._PRAGMAS, {"synchronous": "off"}):
        return connection.open_database(path)


@dataclass
class Shop:
    """An open store, the session of who works there, and the day's work in one word each.

    Its clock is the program's, which ``set_clock`` sets; ``session.at`` is another moment.
    """

    session: Session
    has: Template
    path: Path

    @classmethod
    def opened(cls, template: Template, path: Path) -> "Shop":
        """Open a copy of the template that stands at ``path``."""
        return cls(sessions.begin(open_store(path)), template, path)

    @classmethod
    def fresh(cls, template: Template, path: Path) -> "Shop":
        """Open a copy that was made just now: no log of before can lie beside it."""
        with patch.object(connection, "_check_log", lambda *_asked: None):
            return cls.opened(template, path)

    @property
    def database(self) -> Database:
        """The open store, for what only reads."""
        return self.session.database

    def as_a(self, role: Role) -> Session:
        """The session of somebody else, who has a role; one person of each."""
        id, name = 2 + list(Role).index(role), f"Ann the {role.name.lower()}"
        sql.execute(
            self.database,
            "INSERT INTO person (id, name, role) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            id,
            name,
            role.name.lower(),
        )
        return self.session._replace(person=Person(id, name, role))

    def close(self) -> None:
        """Leave; the file stays."""
        self.database.close()

    # Papers

    def draft(self, kind: str, warehouse: int | None = None) -> int:
        """An empty draft in Main, with the party its kind wants."""
        draft = drafts.new(self.session, kind)
        parties = {Party.CUSTOMER: self.has.customer, Party.SUPPLIER: self.has.supplier}
        draft_head.set_party(self.session, draft, parties.get(KINDS[kind].party))
        if warehouse is not None:
            draft_head.set_warehouse(self.session, draft, warehouse)
        return draft

    def blank(self, kind: str) -> int:
        """An empty draft in Main, with nobody on it yet."""
        return drafts.new(self.session, kind)

    def line(
        self, draft: int, serials: str = "", product: int | None = None, units: float | None = None
    ) -> int:
        """Add a line (of phones) with serials, all of which must be good, to a draft."""
        numbers = serials.split()
        units = max(len(numbers), 1) if units is None else units
        line = draft_lines.add_line(
            self.session, draft, product or self.has.phone, round(units * ONE_UNIT)
        )
        verdicts = self.judge(draft, line, *numbers)
        bad = [verdict.problem for verdict in verdicts if verdict.problem]
        assert not bad, bad
        return line

    def written(
        self,
        kind: str,
        serials: str = "",
        product: int | None = None,
        units: float | None = None,
        warehouse: int | None = None,
    ) -> int:
        """A draft with one line, ready to be posted."""
        draft = self.draft(kind, warehouse)
        self.line(draft, serials, product, units)
        return draft

    def set_quantity(self, draft: int, line: int, units: float) -> None:
        """Type a line's quantity."""
        draft_lines.set_quantity(self.session, draft, line, round(units * ONE_UNIT))

    def set_destination(self, draft: int, warehouse: int) -> None:
        """Choose where a transfer goes."""
        draft_head.set_destination(self.session, draft, warehouse)

    def post(
        self,
        draft: int,
        sure: Sequence[Problem] = (),
        on_account: bool = False,
        **decided: bool,
    ) -> str:
        """Post a draft; its number. Of a count with what is decided: ``missing=True``.

        What is sold below cost is meant so: prices are any in a test that is not about them.
        """
        decisions = {CountGroup[name.upper()]: taken for name, taken in decided.items()}
        chosen = Decisions(decisions) if decisions else None
        asked = posting.problems_of(self.database, draft, on_account)
        sure = [*sure, *(problem for problem in asked if problem.code is Code.BELOW_COST)]
        return posting.post(self.session, draft, chosen, sure, on_account)

    def opening(self, serials: str = "", **line: Any) -> int:
        """Posted opening stock of phones; the document."""
        return self._posted("opening", serials, **line)

    def purchase(self, serials: str = "", **line: Any) -> int:
        """A posted purchase of phones; the document."""
        return self._posted("purchase", serials, **line)

    def sell(self, serials: str = "", **line: Any) -> int:
        """A posted sale of phones; the document."""
        return self._posted("sale", serials, **line)

    def _posted(self, kind: str, serials: str, **line: Any) -> int:
        draft = self.written(kind, serials, **line)
        self.post(draft)
        return draft

    def take_back(self, serials: str) -> int:
        """A posted sales return of serials that were sold; the document."""
        draft = self.blank("sales_return")
        self.enter(draft, serials)
        self.post(draft)
        return draft

    # Money

    def in_currency(self, currency: str, **choices: object) -> None:
        """As a shop that had this currency before it had prices; with other choices."""
        settings_writes.keep(self.database, {"currency": json.dumps(currency)})
        settings.save(self.session, **choices)

    def take_payments(self, **choices: object) -> None:
        """From now on payments are taken here; with other choices, such as ``cash_rounding``."""
        settings.save(self.session, payments=True, **choices)

    def pay(self, draft: int, tender: str = "cash", amount: int | None = None, **more: Any) -> int:
        """Type a payment on a draft: exactly what is due, or so many minor units; its id."""
        (chosen,) = (
            one.id
            for one in tenders.every(self.database)
            if tender in (one.own_name, one.kind.name.lower())
        )
        return payments.add_part(self.session, draft, chosen, amount, **more)

    def paid(self, kind: str, serials: str = "", tender: str = "cash", **line: Any) -> int:
        """A document of one line, posted with all of it paid by one tender."""
        draft = self.written(kind, serials, **line)
        self.pay(draft, tender)
        self.post(draft)
        return draft

    def ledger_of(self, document: int) -> list[tuple[str, int]]:
        """What the ledger of payments says of a document: each tender's kind, and its amount."""
        return [
            (TenderKind(row.kind).name.lower(), row.amount)
            for row in payment_reads.payments(self.database, [document])
        ]

    def void(self, document: int, reason: str = "typed wrongly") -> None:
        """Void a document."""
        voiding.void(self.session, document, reason)

    def void_chain(self, document: int) -> list[int]:
        """Void a document and all that block it; the documents voided."""
        voided = voiding.void_chain(self.session, document, "never happened")
        return [head.id for head in voided]

    # Transfers

    def transfer(
        self, serials: str = "", product: int | None = None, units: float | None = None
    ) -> int:
        """A draft that takes phones from Main to Branch."""
        draft = self.written("transfer", serials, product, units)
        self.set_destination(draft, self.has.branch)
        return draft

    def dispatch(self, serials: str = "", **line: Any) -> int:
        """A posted transfer of phones from Main to Branch; the document."""
        draft = self.transfer(serials, **line)
        self.post(draft)
        return draft

    def arrival(
        self,
        transfer: int,
        serials: str = "",
        units: float | None = None,
        kind: str = "transfer_receipt",
    ) -> int:
        """A draft of what arrives of a transfer: serials, and the units of its first line."""
        draft = transfers.begin(self.session, transfer, kind)
        self.enter(draft, serials)
        if units is not None:
            first = self.rows(
                "SELECT id FROM document_line WHERE document_id = ? ORDER BY position", draft
            )[0][0]
            self.set_quantity(draft, first, units)
        return draft

    def receive(self, transfer: int, serials: str = "", units: float | None = None) -> int:
        """A posted receipt of a part of a transfer; the document."""
        return self._settle(transfer, serials, units, "transfer_receipt")

    def send_back(self, transfer: int, serials: str = "", units: float | None = None) -> int:
        """A part of a transfer goes back to where it came from; the document."""
        return self._settle(transfer, serials, units, "transfer_back")

    def write_off(self, transfer: int, serials: str = "", units: float | None = None) -> int:
        """A part of a transfer is lost on the way; the document."""
        return self._settle(transfer, serials, units, "transfer_loss")

    def _settle(self, transfer: int, serials: str, units: float | None, kind: str) -> int:
        draft = self.arrival(transfer, serials, units, kind)
        self.post(draft)
        return draft

    # Counts and adjustments

    def count(
        self,
        serials: str = "",
        product: int | None = None,
        warehouse: int | None = None,
        everything: bool = False,
    ) -> int:
        """A count begun in Main: of all that is there, or of phones; with serials scanned.

        They may be anything; those nobody knows are taken for phones.
        """
        draft = self.draft("count", warehouse)
        if everything:
            counting.count_everything(self.session, draft)
        if serials or not everything:
            line = self._counted_line(draft, product or self.has.phone)
            self.enter(draft, serials, line)
        return draft

    def _counted_line(self, count: int, product: int) -> int:
        lines = document_lines.lines(self.database, count)
        there = [line.id for line in lines if line.product_id == product]
        return there[0] if there else draft_lines.add_line(self.session, count, product, 0)

    def tally(self, count: int, units: float, product: int | None = None) -> None:
        """Count the units of a product on the first of its lines, serials or not."""
        line = self._counted_line(count, product or self.has.phone)
        self.set_quantity(count, line, units)

    def adjust(
        self,
        add: str = "",
        take: str = "",
        on_hand: float | None = None,
        corrected: dict[str, str] | None = None,
        product: int | None = None,
        warehouse: int | None = None,
    ) -> str | None:
        """Edit the inventory of phones in Main; the number of the adjustment."""
        change = Adjustment(
            product or self.has.phone,
            warehouse or self.has.main,
            add.split(),
            take.split(),
            None if on_hand is None else round(on_hand * ONE_UNIT),
            corrected or {},
        )
        return edit_inventory.edit(self.session, change)

    def correct(self, wrong: str, right: str) -> None:
        """Give a serial its right number."""
        correcting.correct(self.session, wrong, right)

    def contact(self, name: str, supplier: bool = False) -> int:
        """One more customer, or supplier."""
        form = ContactForm(name, is_customer=not supplier, is_supplier=supplier)
        return contacts.save(self.session, form)

    def set_active(self, product: int, active: bool, sure: Sequence[Problem] = ()) -> None:
        """Make a product active or inactive."""
        form, codes = items.load(self.database, product)
        changed = replace(form, active=active)
        items.save(self.session, changed, codes, product, sure=sure)

    def switch(self, product: int, on: bool) -> int:
        """Switch serial number management of a product; how many serials were released."""
        return tracking.switch(self.session, product, on).released

    # Serials and stock

    def judge(self, draft: int, line: int | None, *entries: str) -> list[Verdict]:
        """What is said to each entry of a list; the good ones are on the line afterwards."""
        return entering.enter(self.session, draft, line, entries).verdicts

    def enter(self, draft: int, serials: str, line: int | None = None) -> None:
        """Enter serials on a draft, each on its own product's line; all must be good."""
        if serials:
            entered = entering.enter(self.session, draft, line, serials.split())
            bad = [verdict.problem for verdict in entered.verdicts if verdict.problem]
            assert not bad, bad

    def scan(self, draft: int, code: str, current: int | None = None) -> Outcome:
        """Scan one code into a draft."""
        return scan(self.session, draft, current, code)

    def status(self, number: str) -> tuple[Status, int | None] | None:
        """Where a serial is in its life, and in which warehouse; None where never seen."""
        found = sql.row(
            self.database, "SELECT status, warehouse_id FROM serial WHERE number = ?", number
        )
        return None if found is None else (Status(found[0]), found[1])

    def stock(self, product: int | None = None, warehouse: int | None = None) -> tuple[float, int]:
        """Units on hand and serials in stock, of the phone in Main unless said otherwise."""
        found = sql.row(
            self.database,
            "SELECT on_hand, identified FROM stock WHERE product_id = ? AND warehouse_id = ?",
            product or self.has.phone,
            warehouse or self.has.main,
        )
        on_hand, identified = found or (0, 0)
        return on_hand / ONE_UNIT, identified

    def serials_on(self, draft: int) -> list[str]:
        """The serials on a draft, in the order of entry."""
        return [
            number
            for (number,) in self.rows(
                "SELECT number FROM draft_serial WHERE document_id = ? ORDER BY id", draft
            )
        ]

    def quantities(self, draft: int) -> list[float]:
        """The units on each line of a document."""
        return [
            quantity / ONE_UNIT
            for (quantity,) in self.rows(
                "SELECT quantity FROM document_line WHERE document_id = ? ORDER BY position", draft
            )
        ]

    def books(self) -> dict[str, list[tuple[Any, ...]]]:
        """What is where, however it came there: serials that are anywhere, stock, totals (V3)."""
        return {
            "serials": self.rows(
                "SELECT number, product_id, status, warehouse_id FROM serial WHERE status <> 0"
                " ORDER BY number"
            ),
            "stock": self.rows("SELECT * FROM stock WHERE on_hand <> 0 OR identified <> 0"),
            "totals": self.rows("SELECT * FROM serial_count WHERE count <> 0"),
        }

    def number(self, document: int) -> str:
        """A posted document's number."""
        return str(self.rows("SELECT number FROM document WHERE id = ?", document)[0][0])

    # The store as a whole

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the store directly."""
        return sql.rows(self.database, query, *values)

    def everything(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table (or of some), to show that nothing, or what, has changed."""
        names = tables or store.tables(self.database)
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in names}


def refusal(action: Callable[..., object], *values: Any, **named: Any) -> tuple[Problem, ...]:
    """The problems with which an action is refused, each of which can be said in words."""
    with pytest.raises(Refused) as caught:
        action(*values, **named)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert "{" not in sentence(problem)
    return caught.value.problems


def codes(problems: Iterable[Problem]) -> list[Reason]:
    """Only the codes of problems."""
    return [problem.code for problem in problems]


def said(verdicts: Iterable[Verdict]) -> list[str]:
    """The verdicts in short: the name of the finding, or of the problem's code."""
    return [
        verdict.problem.code.name if verdict.problem else getattr(verdict.finding, "name", "")
        for verdict in verdicts
    ]
