"""No page of a list looks at rows it does not show: asked of EXPLAIN QUERY PLAN."""

import re

import pytest

from app.domain.kinds import KINDS
from db import sql
from db.queries.lists import documents, serials
from db.queries.lists.serial_filter import Filter
from db.sql import Database
from tests.db.test_plans import analyse_misleadingly
from tests.db.test_search import ASKED

GROWS = {
    "document",
    "document_line",
    "draft_serial",
    "serial",
    "serial_movement",
    "scan_log",
    "product",
    "contact",
    "stock",
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


@pytest.fixture(params=["never sampled", "misled"])
def busy(shop, request):
    """A shop with work in it; what the planner knows of its tables changes no plan."""
    shop.purchase("A1 A2 A3")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("A1")
    shop.sell("A2")
    shop.draft("sale")
    if request.param == "misled":
        analyse_misleadingly(shop.database)
    return shop


@pytest.mark.parametrize("text", ["", "chen"])
@pytest.mark.parametrize("kinds", [["sale"], list(KINDS)])
def test_documents(busy, monkeypatch, kinds, text):
    asked = documents.DocumentsAsked(kinds, text)
    check(busy, monkeypatch, documents.page, asked, documents.count)


@pytest.mark.parametrize("given", ASKED, ids=str)
def test_serials(busy, monkeypatch, given):
    named = {
        name: getattr(busy.has, word) if hasattr(busy.has, str(word)) else word
        for name, word in given.items()
    }
    check(busy, monkeypatch, serials.page, Filter(**named), serials.count)
