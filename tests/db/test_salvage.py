"""What can still be read of a damaged store: all that no damaged page held; it stays as it is."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from db.engine import salvage
from tests.db.test_open_database import fingerprint
from tests.shop import Shop

pytestmark = pytest.mark.rule("S2")

ROWS = 20_000


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "shop.sdk"
    with closing(sqlite3.connect(path)) as store:
        store.execute("CREATE TABLE serial (id INTEGER PRIMARY KEY, number TEXT, status INTEGER)")
        store.executemany(
            "INSERT INTO serial (number, status) VALUES (?, 1)",
            ((f"SN{number:06}",) for number in range(ROWS)),
        )
        store.commit()
    return path


def read(place):
    with salvage.opened(place) as connection:
        return [number for (number,) in salvage.rows(connection, "serial", ("number",))]


def damage(place, page):
    content = bytearray(place.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = os.urandom(4096)
    place.write_bytes(content)


def test_a_whole_store_is_read_whole(place):
    assert read(place) == [f"SN{number:06}" for number in range(ROWS)]


@pytest.mark.parametrize("page", [2, 3, 10, 40, 60])
def test_a_damaged_page_costs_its_own_rows_and_no_others(place, page):
    damage(place, page)
    before = fingerprint(place.parent)
    found = read(place)
    assert len(set(found)) == len(found)
    assert len(found) >= ROWS - 1000
    assert found[-1] == f"SN{ROWS - 1:06}"
    assert fingerprint(place.parent) == before


@pytest.mark.parametrize("content", [b"", b"x" * 10_000, b"SQLite format 3\0"], ids=len)
def test_of_what_is_no_store_nothing_is_read(place, content):
    place.write_bytes(content)
    assert read(place) == []


def test_a_column_that_an_earlier_schema_lacks_is_empty(place):
    with salvage.opened(place) as connection:
        assert next(salvage.rows(connection, "serial", ("number", "later"))) == ("SN000000", None)
        assert list(salvage.rows(connection, "nothing", ("number",))) == []


# Its log -----------------------------------------------------------------------------------------


@pytest.fixture
def left(shop, tmp_path):
    """A store as a computer leaves it that stopped: what was written last is in the log alone."""
    shop.purchase("A1 A2")
    copy = tmp_path / "stopped" / "shop.sdk"
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{shop.path}{ending}", f"{copy}{ending}")
    return copy


def numbers(place):
    with salvage.opened(place) as connection:
        return {number for (number,) in salvage.rows(connection, "serial", ("number",))}


@pytest.mark.parametrize("links", [True, False])
def test_what_only_its_log_holds_is_read_too_and_nothing_is_changed(left, links, monkeypatch):
    if not links:
        monkeypatch.setattr(os, "link", no_such_names)
    before = fingerprint(left.parent)
    assert numbers(left) == {"A1", "A2"}
    assert fingerprint(left.parent) == before


def no_such_names(*_values):
    raise OSError


def test_where_nothing_can_be_written_the_file_alone_is_read(left, monkeypatch):
    def full(*_values, **_more):
        raise OSError

    monkeypatch.setattr(salvage, "TemporaryDirectory", full)
    assert numbers(left) == set()


def test_somebody_elses_log_is_not_read(left, template, tmp_path):
    place = tmp_path / "other.sdk"
    shutil.copyfile(template.path, place)
    other = Shop.opened(template, place)
    other.purchase("B1")
    shutil.copyfile(f"{place}-wal", f"{left}-wal")
    other.close()
    assert numbers(left) == set()
