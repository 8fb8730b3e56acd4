"""A store of the first schema, with a shop's documents in it, brought up to today's."""

import sqlite3
from contextlib import closing

import pytest

from db import sql
from db.schema import migrations, newest
from tests.shop import Shop

RENAMED = {"user": "person"}
"""What tables of earlier schemas are called today."""


def make_old(path, shop):
    """A store at ``path`` as the first schema had it, with all of the shop's rows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for statement in migrations.statements(migrations.SCRIPTS[0]):
            old.execute(statement)
        old.execute("PRAGMA user_version = 1")
        old.execute(f"PRAGMA application_id = {sql.value(shop.database, 'PRAGMA application_id')}")
        old.execute("ATTACH ? AS today", (str(shop.path),))
        triggers = old.execute(
            "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            old.execute(f"DROP TRIGGER main.{name}")
        tables = old.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'serial_search%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (table,) in tables:
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"DELETE FROM main.{table}")
            name = RENAMED.get(table, table)
            old.execute(f"INSERT INTO main.{table} SELECT {columns} FROM today.{name}")
        old.execute("INSERT INTO main.serial_search (serial_search) VALUES ('rebuild')")
        for _, script in triggers:
            old.execute(script)


@pytest.fixture
def upgraded(shop, template, tmp_path):
    """A shop that worked with the first schema, opened by today's program, and what it held."""
    shop.purchase("OLD A2 S1", units=5)
    shop.sell("S1 U1")
    shop.take_back("S1")
    shop.void(shop.sell("A2"))
    shop.purchase(product=shop.has.cable, units=5)
    shop.draft_before = shop.written("sale", "OLD")
    shop.correct("OLD", "A1")
    before = shop.books(), shop.rows("SELECT id, number, state FROM document ORDER BY id")
    make_old(tmp_path / "old.sdk", shop)
    opened = Shop.opened(template, tmp_path / "old.sdk")
    opened.draft_before = shop.draft_before
    yield opened, before
    opened.close()


def test_everything_is_still_there(upgraded):
    shop, before = upgraded
    assert sql.value(shop.database, "PRAGMA user_version") == newest.NEWEST
    assert (
        shop.books(),
        shop.rows("SELECT id, number, state FROM document ORDER BY id"),
    ) == before
    assert shop.rows("PRAGMA integrity_check") == [("ok",)]
    assert shop.rows("PRAGMA foreign_key_check") == []


def test_its_schema_is_that_of_a_new_store(upgraded, template, tmp_path):
    shop, _ = upgraded
    read = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    fresh = Shop.opened(template, template.copy_to(tmp_path / "fresh.sdk"))
    assert shop.rows(read) == fresh.rows(read)
    fresh.close()


@pytest.mark.rule("D6", "L4", "V3")
def test_the_shop_goes_on_working(upgraded):
    """Drafts of before are posted, documents of before are voided, and all that is new is there."""
    shop, _ = upgraded
    shop.post(shop.draft_before)
    shop.void_chain(1)
    assert shop.stock() == (0, 0)
    shop.purchase("N1 N2 N3", units=4)
    shop.receive(shop.dispatch("N1"), "N1")
    shop.post(shop.count("N2", everything=True), missing=True, quantity=False)
    assert shop.stock() == (2, 1)
    shop.correct("N2", "N9")


@pytest.mark.rule("L5")
def test_numbers_corrected_before_still_find_their_unit(upgraded):
    shop, _ = upgraded
    assert shop.scan(shop.draft("sale"), "OLD").code == "A1"


@pytest.mark.rule("D4")
def test_what_was_there_before_is_missing_from_a_count_that_does_not_find_it(upgraded):
    shop, _ = upgraded
    shop.post(shop.count("A1 S1", everything=True), missing=True, quantity=False)
    assert shop.status("A2")[0] == 4
