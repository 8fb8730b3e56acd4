"""What the planner knows of the tables is a sample, taken when nobody waits."""

import pytest

from db import sql
from db.engine import statistics


@pytest.fixture(autouse=True)
def worth_it(monkeypatch):
    monkeypatch.setattr(statistics, "ENOUGH", 3)


def sampled(shop):
    """The tables that the planner has a sample of."""
    if not shop.rows("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'"):
        return set()
    return {table for (table,) in shop.rows("SELECT tbl FROM sqlite_stat1")}


def test_what_was_asked_is_sampled(shop):
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    assert sampled(shop) == set()
    statistics.refresh(shop.database)
    assert {"serial", "document_line"} <= sampled(shop)


def test_a_small_shop_is_not_sampled(shop):
    shop.purchase("A1 A2")
    statistics.refresh(shop.database)
    assert sampled(shop) == set()


def test_a_large_table_is_not_gone_through(shop):
    """As many rows as the sample allows are looked at, of however many there are."""
    shop.purchase(" ".join(f"A{number}" for number in range(1000)))
    shop.purchase(" ".join(f"B{number}" for number in range(1000)))
    statistics.refresh(shop.database)
    assert sql.value(shop.database, "PRAGMA analysis_limit") == statistics.SAMPLE
    looked = []
    sql.connection(shop.database).set_progress_handler(lambda: looked.append(1) and None, 1)
    sql.execute(shop.database, "ANALYZE serial_movement")
    sql.connection(shop.database).set_progress_handler(None, 1)
    few = len(looked)
    sql.execute(shop.database, "PRAGMA analysis_limit = 0")
    looked.clear()
    sql.connection(shop.database).set_progress_handler(lambda: looked.append(1) and None, 1)
    sql.execute(shop.database, "ANALYZE serial_movement")
    sql.connection(shop.database).set_progress_handler(None, 1)
    assert few < len(looked) / 2


def test_nothing_is_written_where_nothing_has_grown(shop):
    shop.purchase("A1 A2 A3")
    statistics.refresh(shop.database)
    before = sql.rows_changed(shop.database)
    statistics.refresh(shop.database)
    assert sql.rows_changed(shop.database) == before
