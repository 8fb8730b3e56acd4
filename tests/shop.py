"""A shop to test in: a ready store, copied for each test, and the trade's words for what is done.

Serials are written as one string, ``"A1 A2"``; quantities as units, not thousandths.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.domain.kinds import KINDS, Party
from app.domain.lifecycle import Status
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Verdict
from app.services import (
    contacts,
    drafts,
    entering,
    items,
    posting,
    settings,
    users,
    voiding,
    warehouses,
)
from app.services.contacts import ContactForm
from app.services.items import ItemForm
from app.services.scanning import Outcome, scan
from app.services.settings import Trade
from app.services.warehouses import WarehouseForm
from app.text import sentence
from db import sql
from db.connection import open_database
from db.sql import Database


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


def make_template(path: Path) -> Template:
    """A shop on its first day: two warehouses, two contacts, four products, no stock.

    Phone and camera are serial-tracked. Cable is sold by the piece and rope by the metre, without.
    """
    database = open_store(path)
    settings.set_up(database, "Corner Shop", Trade.DIGITAL, "CNY", "en", "Main")
    owner = users.owner(database)
    template = Template(
        path=path,
        main=1,
        branch=warehouses.save(database, WarehouseForm("Branch")),
        supplier=contacts.save(
            database, ContactForm("Wholesale Ltd", is_customer=False, is_supplier=True)
        ),
        customer=contacts.save(database, ContactForm("Mrs Chen")),
        phone=items.save(
            database,
            ItemForm(
                "PHONE-1", "Phone", purchase_price=2000_00, sale_price=2999_00, track_serials=True
            ),
            ["6901234567892"],
            owner,
        ),
        camera=items.save(
            database,
            ItemForm(
                "CAM-7", "Camera", purchase_price=5000_00, sale_price=6499_00, track_serials=True
            ),
            ["6909876543215"],
            owner,
        ),
        cable=items.save(
            database,
            ItemForm("CABLE-C", "Cable", purchase_price=9_50, sale_price=19_90),
            ["6905555555553"],
            owner,
        ),
        rope=items.save(
            database,
            ItemForm("ROPE", "Rope", unit="m", unit_decimals=2, sale_price=3_00),
            [],
            owner,
        ),
    )
    database.close()
    return template


def open_store(path: Path) -> Database:
    """The store as the program opens it, but without waiting for the disk."""
    database = open_database(path)
    sql.execute(database, "PRAGMA synchronous = OFF")
    return database


@dataclass
class Shop:
    """An open store, who works there, and the day's work in one word each."""

    database: Database
    has: Template
    path: Path
    owner: User

    @classmethod
    def opened(cls, template: Template, path: Path) -> "Shop":
        """Open a copy of the template that stands at ``path``."""
        database = open_store(path)
        return cls(database, template, path, users.owner(database))

    def close(self) -> None:
        """Leave; the file stays."""
        self.database.close()

    # Papers

    def draft(self, kind: str, warehouse: int | None = None) -> int:
        """An empty draft in Main, with the party its kind wants."""
        draft = drafts.new(self.database, kind, self.owner)
        parties = {Party.CUSTOMER: self.has.customer, Party.SUPPLIER: self.has.supplier}
        drafts.set_party(self.database, draft, parties.get(KINDS[kind].party))
        if warehouse is not None:
            drafts.set_warehouse(self.database, draft, warehouse)
        return draft

    def blank(self, kind: str) -> int:
        """An empty draft in Main, with nobody on it yet."""
        return drafts.new(self.database, kind, self.owner)

    def line(
        self, draft: int, serials: str = "", product: int | None = None, units: float | None = None
    ) -> int:
        """Add a line (of phones) with serials, all of which must be good, to a draft."""
        numbers = serials.split()
        units = max(len(numbers), 1) if units is None else units
        line = drafts.add_line(
            self.database, draft, product or self.has.phone, round(units * ONE_UNIT)
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

    def post(self, draft: int) -> str:
        """Post a draft; its number."""
        return posting.post(self.database, draft, self.owner)

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

    def void(self, document: int, reason: str = "typed wrongly") -> None:
        """Void a document."""
        voiding.void(self.database, document, self.owner, reason)

    # Serials and stock

    def judge(self, draft: int, line: int, *entries: str) -> list[Verdict]:
        """What is said to each entry of a list; the good ones are on the line afterwards."""
        return entering.enter(self.database, draft, line, entries).verdicts

    def scan(self, draft: int, code: str, current: int | None = None) -> Outcome:
        """Scan one code into a draft."""
        return scan(self.database, draft, current, code)

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

    def standing(self) -> dict[str, list[tuple[Any, ...]]]:
        """What is where, however it came there: serials that are anywhere, stock, totals (V3)."""
        return {
            "serials": self.rows(
                "SELECT number, product_id, status, warehouse_id FROM serial WHERE status <> 0"
                " ORDER BY number"
            ),
            "stock": self.rows("SELECT * FROM stock WHERE on_hand <> 0 OR identified <> 0"),
            "totals": self.rows("SELECT * FROM serial_count WHERE count <> 0"),
        }

    # The store as a whole

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the store directly."""
        return sql.rows(self.database, query, *values)

    def everything(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table (or of some), to show that nothing, or what, has changed."""
        names = tables or [
            name
            for (name,) in self.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
            )
        ]
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in names}


def refusal(action: Callable[..., object], *values: Any, **named: Any) -> tuple[Problem, ...]:
    """The problems with which an action is refused, each of which can be said in words."""
    with pytest.raises(Refused) as caught:
        action(*values, **named)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert "{" not in sentence(problem)
    return caught.value.problems


def codes(problems: Iterable[Problem]) -> list[Code]:
    """Only the codes of problems."""
    return [problem.code for problem in problems]


def said(verdicts: Iterable[Verdict]) -> list[str]:
    """The verdicts in short: the name of the finding, or of the problem's code."""
    return [
        verdict.problem.code.name if verdict.problem else getattr(verdict.finding, "name", "")
        for verdict in verdicts
    ]
