"""Opening the store: what is refused stays as it was, byte for byte; what is made is made whole."""

import hashlib
import os
import sqlite3
from contextlib import closing

import pytest

from db import sql
from db.engine import opening as connection
from db.engine.opening import APPLICATION_ID, open_database
from db.engine.trouble import StoreTrouble, Trouble
from db.schema import migrations, newest


def fingerprint(folder):
    """The name and the bytes of every file there."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def trouble_with(path):
    with pytest.raises(StoreTrouble) as caught:
        open_database(path)
    assert caught.value.path == path
    return caught.value.trouble


def other_programs_database(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE songs (name TEXT)")
        database.commit()


def newer_store(path):
    open_database(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")  # the choice of the newer program
        database.execute(f"PRAGMA user_version = {newest.NEWEST + 1}")


def store_with_a_broken_schema(path):
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"x" * 3996
    path.write_bytes(content)


def store_cut_short(path):
    open_database(path).close()
    path.write_bytes(path.read_bytes()[:8192])


TAKES_ALL_STEPS = connection._migrate
"""The program's own; tests copy what it makes of a new store."""
COOKIE = slice(40, 44)
"""Where a store's head counts the changes of its schema (sqlite.org/fileformat.html)."""


def test_a_new_store_is_what_the_tests_copy(tmp_path, monkeypatch):
    copied, made = tmp_path / "copied.sdk", tmp_path / "made.sdk"
    assert connection._migrate is not TAKES_ALL_STEPS
    connection.make_sure(copied)
    monkeypatch.setattr(connection, "_migrate", TAKES_ALL_STEPS)
    connection.make_sure(made)
    both = [bytearray(path.read_bytes()) for path in (copied, made)]
    for content in both:
        content[COOKIE] = bytes(4)
    assert both[0] == both[1]


@pytest.mark.reliability(8)
@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (other_programs_database, Trouble.NOT_OURS),
        (lambda path: path.write_bytes(b""), Trouble.NOT_OURS),
        (lambda path: path.write_text("name,price\n" * 100), Trouble.NOT_OURS),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), Trouble.NOT_OURS),
        (newer_store, Trouble.TOO_NEW),
        (store_with_a_broken_schema, Trouble.DAMAGED),
        (store_cut_short, Trouble.DAMAGED),
    ],
    ids=["foreign", "empty", "text", "header only", "newer", "broken", "cut short"],
)
def test_a_file_that_cannot_be_a_store_is_refused_and_stays_as_it_was(tmp_path, make, trouble):
    path = tmp_path / "shop.sdk"
    make(path)
    before = fingerprint(tmp_path)
    assert trouble_with(path) is trouble
    assert fingerprint(tmp_path) == before  # and nothing left beside it


@pytest.mark.reliability(8)
def test_a_newer_store_whose_version_is_still_in_its_log_is_refused_too(tmp_path):
    path = tmp_path / "shop.sdk"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute(f"PRAGMA user_version = {newest.NEWEST + 1}")
        before = path.read_bytes()
        assert trouble_with(path) is Trouble.TOO_NEW
        assert path.read_bytes() == before


def test_a_store_somebody_else_is_changing_whole_is_locked(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    path = tmp_path / "shop.sdk"
    open_database(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert trouble_with(path) is Trouble.LOCKED


@pytest.mark.reliability(5)
def test_where_no_folder_can_be_made_there_is_no_store(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert trouble_with(tmp_path / "file" / "shop.sdk") is Trouble.NOT_WRITABLE
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.reliability(5)
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_store_that_cannot_be_written_is_refused(tmp_path, monkeypatch, closed):
    """The answer of the system is set here: tests may run as root, whom no mode keeps out."""
    path = tmp_path / "shop.sdk"
    open_database(path).close()
    before = fingerprint(tmp_path)
    shut = path if closed == "file" else tmp_path
    monkeypatch.setattr(os, "access", lambda asked, mode: asked != shut)
    assert trouble_with(path) is Trouble.NOT_WRITABLE
    assert fingerprint(tmp_path) == before


def test_a_new_store_is_ours_and_empty(tmp_path):
    path = tmp_path / "shops" / "first" / "shop.sdk"
    with closing(open_database(path)) as database:
        assert sql.value(database, "PRAGMA application_id") == APPLICATION_ID
        assert sql.value(database, "PRAGMA user_version") == newest.NEWEST
        assert sql.value(database, "SELECT count(*) FROM document") == 0
    assert [file.name for file in path.parent.iterdir()] == ["shop.sdk"]


def test_opening_again_finds_what_was_kept(tmp_path):
    path = tmp_path / "shop.sdk"
    with closing(open_database(path)) as database:
        sql.execute(database, "INSERT INTO warehouse (name) VALUES ('Main')")
    with closing(open_database(path)) as database:
        assert sql.rows(database, "SELECT name FROM warehouse") == [("Main",)]


def test_a_store_whose_making_fails_is_not_there_at_all(tmp_path, monkeypatch):
    path = tmp_path / "shop.sdk"
    monkeypatch.setattr(migrations, "SCRIPTS", (migrations.SCRIPTS[0] + "CREATE TABEL x (y);",))
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        open_database(path)
    assert not path.exists()
    monkeypatch.undo()
    open_database(path).close()  # what the failure left beside it is in nobody's way
    assert [file.name for file in tmp_path.iterdir()] == ["shop.sdk"]


@pytest.mark.reliability(2)
@pytest.mark.rule("D6")
def test_what_is_acknowledged_is_on_the_disk(tmp_path):
    with closing(open_database(tmp_path / "shop.sdk")) as database:
        assert sql.value(database, "PRAGMA journal_mode") == "wal"
        assert sql.value(database, "PRAGMA synchronous") == 2  # FULL
        assert sql.value(database, "PRAGMA foreign_keys") == 1


def test_tables_take_only_values_of_their_types(shop):
    """STRICT: a number in a text column, or text in a number's, is an error."""
    tables = shop.rows(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert tables == []


@pytest.fixture
def next_schema(monkeypatch):
    """Pretend that the program brings one more migration."""

    def add(script):
        monkeypatch.setattr(migrations, "SCRIPTS", (*migrations.SCRIPTS, script))
        for module in (migrations, connection):
            monkeypatch.setattr(module, "NEWEST", len(migrations.SCRIPTS))

    return add


def test_a_migration_brings_the_store_up_and_leaves_a_copy_of_before(store, next_schema):
    old = newest.NEWEST
    next_schema("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;")
    with closing(open_database(store)) as database:
        assert sql.value(database, "PRAGMA user_version") == old + 1
        assert sql.value(database, "SELECT count(*) FROM extra") == 0
        assert sql.value(database, "SELECT count(*) FROM product") > 0
    (copy,) = store.parent.glob("*before-version*")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (old,)
        assert before.execute("SELECT count(*) FROM product").fetchone() > (0,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(store, next_schema, monkeypatch):
    old = newest.NEWEST
    next_schema(
        "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\n"
        "DELETE FROM product_barcode;\n"
        "INSERT INTO nowhere VALUES (1);"
    )
    with pytest.raises(Exception, match="no such table: nowhere"):
        open_database(store)
    monkeypatch.undo()
    with closing(open_database(store)) as database:
        assert sql.value(database, "PRAGMA user_version") == old
        assert sql.value(database, "SELECT count(*) FROM product_barcode") > 0
        tables = sql.rows(database, "SELECT 1 FROM sqlite_master WHERE name = 'extra'")
        assert tables == []


def test_a_script_is_cut_into_statements_and_triggers_stay_whole():
    script = "CREATE TABLE a (b); -- it; is\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
    script += "  SELECT 1;\n  SELECT 2;\nEND;\nDROP TABLE a;\n"
    assert len(list(migrations.statements(script))) == 3
    every = "".join(part for text in migrations.SCRIPTS for part in migrations.statements(text))
    assert "".join(every.split()) == "".join("".join(migrations.SCRIPTS).split())
