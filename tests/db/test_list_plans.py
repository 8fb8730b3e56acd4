"""No page of a list looks at rows it does not show: asked of EXPLAIN QUERY PLAN."""

import re

import pytest

from app.domain.kinds import KINDS, number_beginning
from app.domain.printing import Purpose
from app.domain.shifts import Counted, DrawerEntryKind, DrawerFigure
from app.lists.drawer_rows import of_figure, of_tender
from app.services.entry.cartons import learn
from app.services.money import shifts as drawer
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from db import sql
from db.queries import shifts as reads
from db.queries import transfers
from db.queries.lists import (
    audit,
    cartons,
    contacts,
    documents,
    drawer_rows,
    in_stock,
    in_transit,
    items,
    people,
    price_list,
    prints,
    scans,
    serial_list,
    serials,
    serials_by_number,
    shifts,
    stock,
    taxes,
    warehouses,
)
from db.queries.lists.serial_filter import BY_NUMBER, NEWEST, Filter
from db.queries.lists.walking import Order
from db.queries.shifts import DrawerScope
from db.sql import Database
from tests.db.test_plans import analyse_misleadingly
from tests.db.test_search import ASKED
from tests.drawer import Paid, sell
from tests.lists import QUESTION_OF

GROWS = {
    "document",
    "document_line",
    "draft_serial",
    "serial",
    "serial_movement",
    "scan_log",
    "carton",
    "carton_serial",
    "product",
    "contact",
    "stock",
    "print_job",
    "print_job_label",
    "audit",
    "payment",
    "drawer_entry",
    "shift",
    "list_price",
    "serial_price",
    "item_value",
}
"""Tables that have as many rows as the shop has trade."""

_NAMED = re.compile(r"(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(?!WHERE|LEFT|CROSS|JOIN|ON)(\w+))?")


def bad_steps(database, statement, values):
    """The steps of a statement's plan that go through all of a table that grows, or sort it."""
    tables = {alias or table: table for table, alias in _NAMED.findall(statement)}
    for *_, step in sql.rows(database, f"EXPLAIN QUERY PLAN {statement}", *values):
        scanned = re.match(r"SCAN (\w+)", step)
        if scanned and tables.get(scanned[1], scanned[1]) in GROWS:
            yield step
        if "USE TEMP B-TREE" in step:
            yield step


def statements_of(database, monkeypatch, act):
    """What was asked of the store while something was done."""
    asked = []
    plainly = Database.execute_sql

    def noted(self, statement, params=None):
        asked.append((statement, tuple(params or ())))
        return plainly(self, statement, params)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "execute_sql", noted)
        act()
    return asked


def check(shop, monkeypatch, page, asked, count):
    """Plans of the first page, of the second, and of the count."""

    def act():
        first = page(shop.database, asked, None, 1)
        if first.after is not None:
            page(shop.database, asked, first.after, 1)
        count(shop.database, asked)

    statements = statements_of(shop.database, monkeypatch, act)
    assert statements
    for statement, values in statements:
        assert not list(bad_steps(shop.database, statement, values)), statement


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM serial s WHERE s.status = 2 ORDER BY s.number",
        "SELECT * FROM document d JOIN document_line l ON l.document_id = d.id",
        "SELECT id FROM document WHERE kind = 'sale' ORDER BY date",
    ],
)
def test_a_walk_through_all_rows_is_seen(shop, statement):
    assert list(bad_steps(shop.database, statement, ()))


def never_sampled(shop):
    shop.purchase("A1 A2 A3")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("A1")
    shop.sell("A2")
    shop.draft("sale")


def misled(shop):
    never_sampled(shop)
    analyse_misleadingly(shop.database)


@pytest.fixture(params=[never_sampled, misled])
def busy(shop_after, request):
    """A shop with work in it; what the planner knows of its tables changes no plan."""
    return shop_after(request.param)


@pytest.fixture(params=[never_sampled, misled])
def seen(seen_after, request):
    """The same, to look at only."""
    return seen_after(request.param)


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize("text", ["", "chen", "SI-2", "客户"])
@pytest.mark.parametrize("kinds", [["sale"], list(KINDS)])
def test_documents(seen, monkeypatch, kinds, text, few):
    monkeypatch.setattr(documents, "_FEW", few)
    beginnings = [number_beginning(KINDS[kind]) for kind in kinds]
    asked = documents.DocumentsAsked(kinds, text, beginnings)
    check(seen, monkeypatch, documents.page, asked, documents.count)


@pytest.mark.rule("Q1")
@pytest.mark.parametrize(
    ("order", "few"),
    [(NEWEST, 1_500), (Order(BY_NUMBER), 0), (Order(BY_NUMBER, True), 1_500)],
    ids=str,
)
@pytest.mark.parametrize("given", [*ASKED, {"numbers": ("A1", "a3", "gone")}], ids=str)
def test_serials(seen, monkeypatch, given, few, order):
    monkeypatch.setattr(serials_by_number, "_FEW", few)
    named = {
        name: getattr(seen.has, word) if hasattr(seen.has, str(word)) else word
        for name, word in given.items()
    }
    check(seen, monkeypatch, serials.page, Filter(**named, order=order), serials.count)


@pytest.mark.rule("Q1")
def test_who_of_a_list_is_nobodys_is_looked_up_by_the_number(seen, monkeypatch):
    def act():
        assert serial_list.unknown(seen.database, ["A1", "gone"]) == ["gone"]

    for statement, values in statements_of(seen.database, monkeypatch, act):
        assert not list(bad_steps(seen.database, statement, values)), statement


@pytest.fixture
def moving(busy):
    """Two transfers on the way, one of them in part."""
    busy.purchase("D1 D2 D3")
    busy.receive(busy.dispatch("D1 D2"), "D1")
    busy.dispatch("D3")
    return busy


@pytest.mark.rule("D4")
def test_in_transit(moving, monkeypatch):
    check(moving, monkeypatch, in_transit.page, None, in_transit.count)


@pytest.mark.rule("D4")
def test_what_is_on_the_way_is_never_looked_for_among_all_transfers(moving, monkeypatch):
    database = moving.database
    ((transfer, line),) = moving.rows(
        "SELECT l.document_id, l.id FROM on_the_way w JOIN document_line l ON l.id = w.line_id"
        " ORDER BY l.id LIMIT 1"
    )

    def act():
        assert transfers.on_the_way(database, transfer)
        assert transfers.serials_of_line(database, line)
        assert transfers.quantity_on_the_way(database, moving.has.phone)

    for statement, values in statements_of(database, monkeypatch, act):
        steps = list(bad_steps(database, statement, values))
        assert not [step for step in steps if "FOR ORDER BY" not in step], statement


@pytest.mark.rule("C4")
@pytest.mark.parametrize("text", ["", "A"])
@pytest.mark.parametrize("levels", [(), ("REFUSED", "WARNING")])
def test_the_scan_log(busy, monkeypatch, text, levels):
    for code in ("A1", "A3", "B1", "A9"):
        busy.scan(busy.draft("sale"), code)
    check(busy, monkeypatch, scans.page, scans.ScansAsked(text, levels), scans.count)


@pytest.mark.rule("Q6")
@pytest.mark.parametrize("text", ["", "A1"])
@pytest.mark.parametrize("states", [(), (2, 3)])
def test_the_print_log(busy, monkeypatch, text, states):
    for number in ("A1", "A3", "B1"):
        jobs.add(busy.session, NewJob(Purpose.SERIAL_LABEL, "Zebra", "40 × 20", labels=[number]))
    check(busy, monkeypatch, prints.page, prints.PrintsAsked(text, states), prints.count)


@pytest.mark.rule("D4")
@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("given", [{}, {"product": 1}, {"text": "3"}], ids=str)
def test_the_selection_from_stock(busy, monkeypatch, given, few):
    monkeypatch.setattr(in_stock, "_FEW", few)
    asked = in_stock.InStockAsked(1, **given, without=busy.draft("sale"), with_inactive=False)
    check(busy, monkeypatch, in_stock.page, asked, in_stock.count)


@pytest.mark.rule("C3")
@pytest.mark.parametrize("text", ["", "B", "BOX-1", "A2"])
def test_cartons(busy, monkeypatch, text):
    for code, number in (("BOX-1", "A2"), ("BOX-2", "A3"), ("BOX-3", "B1")):
        learn(busy.session, code, [number])
    check(busy, monkeypatch, cartons.page, text, cartons.count)


_PRICED = {"price_list": 1, "priced": True}
_LISTS = {
    "items": (items, [{}, {"text": "ca"}, {"text": "1", "gtins": ["1"]}, {"with_inactive": True}]),
    "stock": (stock, [{}, {"text": "ca"}, {"warehouse": 1}, {"with_none": True, "gtins": ["1"]}]),
    "contacts": (contacts, [{}, {"text": "chen"}, {"suppliers": False}, {"debts": "owe"}]),
    "prices": (price_list, [{}, {"text": "ca"}, {"price_list": 1}, _PRICED]),
    "warehouses": (warehouses, [{}, {"with_inactive": True}]),
    "people": (people, [{}, {"with_inactive": True}]),
    "taxes": (taxes, [{}, {"day": "2026-01-31", "with_inactive": True}]),
}
MASTERS = [
    pytest.param(reads, Order(column, falling), given, id=f"{name}-{column}-{falling}-{given}")
    for name, (reads, asked) in _LISTS.items()
    for column in reads.BY
    for falling in (False, True)
    for given in asked
]
"""Every order that a list of masters offers, both ways, with what can be asked."""


@pytest.mark.parametrize(("reads", "order", "given"), MASTERS)
def test_masters(seen, monkeypatch, reads, order, given):
    check(seen, monkeypatch, reads.page, QUESTION_OF[reads](**given, order=order), reads.count)


_AUDIT = [
    {},
    {"text": "chen"},
    {"actions": ("void",)},
    {"subjects": ("document",)},
    {"person": 1},
    {"counter": 1},
    {"since": "2020", "until": "3000"},
    {"document": "SI-"},
]


@pytest.mark.rule("U4")
@pytest.mark.parametrize("given", [*_AUDIT, {k: v for one in _AUDIT for k, v in one.items()}])
def test_the_audit_log(busy, monkeypatch, given):
    busy.void(busy.sell("A3"), "wrong")
    check(busy, monkeypatch, audit.page, audit.AuditAsked(**given), audit.count)


@pytest.fixture
def paid(busy):
    """A shift in which cash and a card were taken, change given, money put in and taken out."""
    busy.opening(product=busy.has.rope, units=10)
    drawer.open_drawer(busy.session, 500_00)
    for _time in range(3):
        sell(busy, Paid(3_00, given=5_00), Paid(2_00, tender=2))
        drawer.move_money(busy.session, DrawerEntryKind.MONEY_IN, 5_00, "coins")
    return busy


_SCOPES = {"shift": DrawerScope(1), "day": DrawerScope(None, 1, "2000", "3000")}


@pytest.mark.rule("M9")
@pytest.mark.parametrize("scope", _SCOPES.values(), ids=_SCOPES)
@pytest.mark.parametrize("figure", [*DrawerFigure, None], ids=str)
def test_what_a_figure_of_the_drawer_is_made_of(paid, monkeypatch, figure, scope):
    asked = of_tender(scope, 2) if figure is None else of_figure(scope, figure)
    check(paid, monkeypatch, drawer_rows.page, asked, drawer_rows.count)


@pytest.mark.rule("M9")
@pytest.mark.parametrize("scope", _SCOPES.values(), ids=_SCOPES)
def test_the_figures_of_the_drawer(paid, monkeypatch, scope):
    """Added up by kind and sign: of one shift, or of one day at one counter."""

    def act():
        reads.paid_in_cash(paid.database, scope)
        reads.paid_otherwise(paid.database, scope)
        reads.passed(paid.database, scope)
        reads.open_shift(paid.database, 1)
        reads.last_left(paid.database, 1)
        reads.last_number(paid.database)

    for statement, values in statements_of(paid.database, monkeypatch, act):
        steps = list(bad_steps(paid.database, statement, values))
        assert not [step for step in steps if "B-TREE" not in step], statement


@pytest.mark.rule("M9")
def test_the_shifts(paid, monkeypatch):
    drawer.close(paid.session, Counted(total=0, reason="lost"))
    drawer.open_drawer(paid.session, 0)
    check(paid, monkeypatch, shifts.page, shifts.ShiftsAsked(), shifts.count)
