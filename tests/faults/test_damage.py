"""Every flipped bit and every edit by hand in a business row is found by a check (S3).

Rows 10 and 15 of what is asked of reliability: ``SERIALDESK_FLIPS`` and ``SERIALDESK_EDITS`` say
how many; in full 200 and 100.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from app.demo import shop as demo
from app.services.keeping import checking, closings, seals
from db.engine.opening import close_database, open_database
from db.engine.trouble import StoreTrouble
from tests.shop import open_store

FLIPS = int(os.environ.get("SERIALDESK_FLIPS", "20"))
EDITS = int(os.environ.get("SERIALDESK_EDITS", "20"))
SEED = int(os.environ.get("SERIALDESK_SEED", "8"))

_NO_BUSINESS = ("sqlite_", "log_mark", "closing", "product_find", "contact_find")
"""Tables of the file itself, and what is worked out of others to search by."""


@pytest.fixture(scope="module")
def closed_shop(tmp_path_factory):
    """A shop of three months in a file that was closed cleanly."""
    path = tmp_path_factory.mktemp("damage") / "shop.sdk"
    database = open_store(path)
    demo.build(database, "en")
    while seals.seal_some(database, 500):
        pass
    closings.close(database)
    close_database(database)
    return path


def is_found(path: Path) -> bool:
    """The damage is found: the store is not opened, or its check says so."""
    try:
        database = open_database(path)
    except StoreTrouble:
        return True
    try:
        return not checking.check(database).is_whole
    finally:
        close_database(database)


def business_tables(connection: sqlite3.Connection) -> dict[str, int]:
    """The tables with what is the shop's own, and the first page of each."""
    found = connection.execute(
        "SELECT name, rootpage, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    virtual = [f"{name}_" for name, _, text in found if text.startswith("CREATE VIRTUAL")]
    return {
        name: root
        for name, root, _ in found
        if root and not name.startswith((*_NO_BUSINESS, *virtual))
    }


def cells(content: bytes, size: int, page: int) -> Iterator[tuple[int, int]]:
    """Where the rows of a table stand in the file: the first byte of each, and one behind it.

    By https://sqlite.org/fileformat2.html, section 1.6; what is kept on other pages is left out.
    """
    start = (page - 1) * size
    kind = content[start]
    count = int.from_bytes(content[start + 3 : start + 5])
    is_leaf = kind in (0x0D, 0x0A)
    pointers = start + (8 if is_leaf else 12)
    places = [
        int.from_bytes(content[pointers + 2 * at : pointers + 2 * at + 2]) for at in range(count)
    ]
    if not is_leaf:
        children = [int.from_bytes(content[start + at : start + at + 4]) for at in places]
        for child in (*children, int.from_bytes(content[start + 8 : start + 12])):
            yield from cells(content, size, child)
    if kind == 0x05:  # the inner pages of a table hold no rows
        return
    for at in places:
        first = start + at + (0 if is_leaf else 4)
        length, behind = varint(content, first)
        if kind == 0x0D:
            _, behind = varint(content, behind)
        most = size - 35 if kind == 0x0D else ((size - 12) * 64 // 255) - 23
        if length <= most:
            yield first, behind + length


def varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and what stands behind it."""
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9


@pytest.mark.rule("S3")
def test_every_flipped_bit_in_a_business_row_is_found(closed_shop, tmp_path):
    """A table by lot, a row of it, a bit of that: what no checksum of SQLite's looks at."""
    content, dice = closed_shop.read_bytes(), Random(SEED)
    size = int.from_bytes(content[16:18])
    with closing(sqlite3.connect(closed_shop)) as connection:
        tables = business_tables(connection)
    rows = {
        name: found for name, root in tables.items() if (found := [*cells(content, size, root)])
    }
    missed = []
    for _ in range(FLIPS):
        table = dice.choice(sorted(rows))
        first, behind = dice.choice(rows[table])
        at, bit = dice.randrange(first, behind), dice.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= 1 << bit
        path = tmp_path / "shop.sdk"
        path.write_bytes(flipped)
        if not is_found(path):
            missed.append((table, at - first, bit))
    assert missed == []


@pytest.mark.rule("S3")
def test_every_edit_by_hand_in_a_business_row_is_found(closed_shop, tmp_path):
    """A row changed, taken out or put in by somebody who takes the guards away, and back."""
    dice = Random(SEED)
    missed = []
    for _ in range(EDITS):
        path = shutil.copyfile(closed_shop, tmp_path / "shop.sdk")
        edit = edited(path, dice)
        if not is_found(path):
            missed.append(edit)
    assert missed == []


def edited(path: Path, dice: Random) -> str:
    """Change a store by hand; says how."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA ignore_check_constraints = 1")
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        while True:
            table = dice.choice(sorted(business_tables(connection)))
            count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            if count and (edit := changed(connection, table, dice.randrange(count), dice)):
                break
        for _, text in guards:
            connection.execute(text)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return edit


def changed(connection: sqlite3.Connection, table: str, place: int, dice: Random) -> str:
    """Change one row of a table, where its constraints let it be; says how, or nothing."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [name for _, name, *_, key in columns if key]
    row = connection.execute(
        f"SELECT {', '.join(keys)} FROM {table} LIMIT 1 OFFSET {place}"
    ).fetchone()
    where = " AND ".join(f"{key} = ?" for key in keys)
    column = dice.choice([name for _, name, *_ in columns])
    (before,) = connection.execute(f"SELECT {column} FROM {table} WHERE {where}", row).fetchone()
    match dice.randrange(6), before:
        case 0, _:
            statement, values = f"DELETE FROM {table} WHERE {where}", row
        case 1, _:
            statement, values = f"UPDATE {table} SET {column} = NULL WHERE {where}", row
        case _, int() | float():
            value = before + dice.choice((1, -1, 1000))
            statement, values = f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *row)
        case _, bytes():
            statement = f"UPDATE {table} SET {column} = ? WHERE {where}"
            values = (before[::-1] + b"x", *row)
        case _, _:
            value = f"{before or ''}x"
            statement, values = f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *row)
    try:
        connection.execute(statement, values)
    except sqlite3.IntegrityError:
        return ""
    (after,) = connection.execute(
        f"SELECT count(*) FROM {table} WHERE {where} AND {column} IS ?", (*row, before)
    ).fetchone()
    return "" if after else f"{statement} {values}"


ODD = {
    "takeover": ("last", "done"),
    "seal": ("event", "document_id", "rows", "first_id", "last_id", "at", "hash", "marks"),
    "audit": ("at", "detail", "before", "mark"),
    "setting": ("value",),
}


@pytest.mark.rule("S3")
@pytest.mark.parametrize(("table", "column"), [(one, each) for one in ODD for each in ODD[one]])
@pytest.mark.parametrize("value", ["NULL", "'x'", "x'ff'", "CAST(x'ff' AS text)"])
def test_a_value_that_no_column_lets_in_is_found_and_stops_no_check(
    closed_shop, tmp_path, table, column, value
):
    """As a flipped bit leaves it in the head of a row, or in a text."""
    path = shutil.copyfile(closed_shop, tmp_path / "shop.sdk")
    put = f"UPDATE sqlite_schema SET sql = ? WHERE name = '{table}'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (text,) = connection.execute(
            f"SELECT sql FROM sqlite_schema WHERE name = '{table}'"
        ).fetchone()
        key, loose = let_in_anything(connection, table, text)
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute(put, (loose,))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute(
            f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        last = f"(SELECT max({key}) FROM {table} WHERE {column} IS NOT NULL)"
        connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = {last}")
        for _, guard in guards:
            connection.execute(guard)
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute(put, (text,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert is_found(path)


def let_in_anything(connection: sqlite3.Connection, table: str, text: str) -> tuple[str, str]:
    """A table's key, and how it is made with columns that take any value."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    (key,) = (name for _, name, *_, place in columns if place)
    typed = "" if "WITHOUT ROWID" in text else " INTEGER"
    made = [f"{name}{typed} PRIMARY KEY" if name == key else name for _, name, *_ in columns]
    without = " WITHOUT ROWID" if not typed else ""
    return key, f"CREATE TABLE {table} ({', '.join(made)}){without}"
