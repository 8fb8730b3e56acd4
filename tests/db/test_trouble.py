"""A transaction that the disk refuses leaves nothing behind, and the next one works (D7, D11)."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from app.services.documents import draft_lines, drafts
from app.services.entry import scanning
from db import sql
from db.engine.opening import BUSY_AT_WORK
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import warehouses
from db.writes import warehouses as warehouse_writes
from tests.shop import Shop
from tests.store import full, locked

pytestmark = pytest.mark.rule("D11")


def is_sound(shop: Shop) -> bool:
    """No transaction is open, for Peewee and for SQLite, and a new one works."""
    depth = shop.database.transaction_depth()
    open_still = sql.connection(shop.database).in_transaction
    draft = drafts.new(shop.session, "sale")
    return (depth, open_still, bool(draft)) == (0, False, True)


def test_a_store_that_is_held_is_said_within_half_a_second(shop: Shop, store: Path) -> None:
    before = shop.everything()
    with locked(store):
        start = time.monotonic()
        with pytest.raises(StoreTrouble) as caught:
            drafts.new(shop.session, "sale")
        took = time.monotonic() - start
    assert caught.value.trouble is Trouble.LOCKED
    assert took < 0.5 and BUSY_AT_WORK < 500
    assert shop.everything() == before
    assert is_sound(shop)


def _bulk(shop: Shop, draft: int) -> None:
    numbers = [f"N{place:04}-{'x' * 80}" for place in range(1000)]
    with sql.transaction(shop.database, of=sql.SHOP):
        for line in shop.rows("SELECT id FROM document_line WHERE document_id = ?", draft):
            draft_lines.write_serials(
                shop.session, draft, [(line[0], number) for number in numbers]
            )


def _nested(shop: Shop, draft: int) -> None:
    with sql.transaction(shop.database, of=sql.SHOP), sql.transaction(shop.database, of=sql.SHOP):
        _bulk(shop, draft)


@pytest.mark.parametrize("action", [_bulk, _nested])
@pytest.mark.parametrize("left", [0, 1, 5, 20])
def test_a_full_disk_leaves_nothing_half_done(
    shop: Shop, action: Callable[[Shop, int], None], left: int
) -> None:
    draft = shop.draft("purchase")
    shop.line(draft)
    before = shop.everything()
    with full(shop.database, left):
        with pytest.raises(StoreTrouble) as caught:
            action(shop, draft)
        assert caught.value.trouble is Trouble.FULL
        assert shop.everything() == before
        assert shop.database.transaction_depth() == 0
    assert is_sound(shop)
    action(shop, draft)
    assert len(shop.serials_on(draft)) == 1000


class _Failing(sqlite3.Connection):
    """A driver whose statements fail as SQLite's own do; a FULL one ends the transaction itself."""

    fails: str | tuple[str, ...] = ""
    ends = False

    def cursor(self, *rest: object) -> sqlite3.Cursor:
        return super().cursor(_FailingCursor)

    def executemany(self, *rest: object) -> sqlite3.Cursor:
        return self.cursor().executemany(*rest)


class _FailingCursor(sqlite3.Cursor):
    def executemany(self, statement: str, *rest: object) -> sqlite3.Cursor:
        self._fail(statement)
        return super().executemany(statement, *rest)

    def execute(self, statement: str, *rest: object) -> sqlite3.Cursor:
        self._fail(statement)
        return super().execute(statement, *rest)

    def _fail(self, statement: str) -> None:
        connection = self.connection
        if connection.fails and statement.startswith(connection.fails):
            if connection.ends:
                super().execute("ROLLBACK")
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


def failing(shop: Shop, store: Path) -> tuple[sql.Database, _Failing]:
    """The shop's store, opened again by a driver that can fail."""
    shop.database.close()
    pragmas = {"foreign_keys": 1}
    database = sql.Database(str(store), factory=_Failing, lock_type="IMMEDIATE", pragmas=pragmas)
    connection = sql.connection(database)
    assert isinstance(connection, _Failing)
    return database, connection


_READ = "SELECT id FROM warehouse WHERE id = 1"
_WRITE = "UPDATE warehouse SET address = ?"
_WAREHOUSE = {"name": "Third", "address": "", "active": True}
_WAYS: dict[str, Callable[[sql.Database], object]] = {
    "execute": lambda database: sql.execute(database, _WRITE, "x"),
    "execute_many": lambda database: sql.execute_many(database, _WRITE, [("x",)]),
    "insert_many": lambda database: sql.insert_many(database, "warehouse", "name", [("x",)]),
    "rows": lambda database: sql.rows(database, f"{_READ} ORDER BY id"),
    "rows_of": lambda database: sql.rows_of(database, _READ.replace("1", "?"), [1]),
    "unordered": lambda database: sql.unordered(database, _READ),
    "row": lambda database: sql.row(database, _READ),
    "value": lambda database: sql.value(database, _READ),
    "new_ids": lambda database: sql.new_ids(database, "serial", 1),
    "a record read": lambda database: warehouses.record(database, 1),
    "a record added": lambda database: warehouse_writes.save(database, _WAREHOUSE),
    "a record changed": lambda database: warehouse_writes.save(database, _WAREHOUSE, 1),
}


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("inside", [False, True], ids=["alone", "in a transaction"])
def test_trouble_has_one_name_whichever_way_the_store_is_asked(
    shop: Shop, store: Path, way: str, inside: bool
) -> None:
    database, connection = failing(shop, store)
    shop.session = shop.session._replace(database=database)
    with (
        pytest.raises(StoreTrouble) as caught,
        sql.transaction(database, of=sql.SHOP) if inside else nullcontext(),
    ):
        connection.fails = ("SELECT", "INSERT", "UPDATE")
        _WAYS[way](database)
    connection.fails = ""
    assert caught.value.trouble is Trouble.FULL
    assert is_sound(shop)


@pytest.mark.parametrize("ends", [False, True], ids=["open", "ended"])
@pytest.mark.parametrize("at", ["BEGIN", "INSERT", "UPDATE", "COMMIT", "RELEASE"])
def test_wherever_a_transaction_fails_the_next_one_works(
    shop: Shop, store: Path, at: str, ends: bool
) -> None:
    """Where SQLite ended it already, *cannot rollback* hides neither the reason nor the state."""
    draft = shop.draft("purchase")
    shop.line(draft)
    before = shop.everything()
    database, connection = failing(shop, store)
    connection.fails, connection.ends = at, ends and at != "BEGIN"
    shop.session = shop.session._replace(database=database)
    with pytest.raises(StoreTrouble) as caught:
        scanning.scan(shop.session, draft, None, "PHONE-1")
    connection.fails = ""
    assert caught.value.trouble is Trouble.FULL
    assert shop.everything() == before
    assert is_sound(shop)
    assert scanning.scan(shop.session, draft, None, "PHONE-1").undo
