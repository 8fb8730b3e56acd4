"""Tests go through the shop: only those of the engine open its file or ask as only SQLite is asked.

The others hold for PostgreSQL as they stand.
"""

import ast
import re
from pathlib import Path

import pytest

from tests import store
from tests.db.test_all_sql_is_in_db import texts_of

_TESTS = Path(store.__file__).parent
_OF_ENGINE = {
    "store.py": "what other tests ask of the engine",
    "statements.py": "names what only SQLite reads",
    "shop.py": "opens the store without waiting for the disk",
    "bending.py": "what somebody does to the file who knows SQL",
    "faults/test_damage.py": "its file, damaged byte by byte",
    "faults/test_edits_of_history.py": "its file, changed by hand",
    "db/test_portable_spelling.py": "names what only SQLite reads",
    "db/test_all_sql_is_in_db.py": "names what only SQLite reads",
    "db/test_tests_ask_the_shop.py": "names what only SQLite reads",
    "db/test_constraints.py": "what no program can break, one that heeds no triggers among them",
    "db/test_constraint_names.py": "what the engine reports",
    "db/test_gtins.py": "the column that the engine computes",
    "db/test_log.py": "SQLite's log",
    "db/test_migrations.py": "its schema",
    "db/test_models.py": "its schema",
    "db/test_open_database.py": "its file",
    "db/test_plans.py": "its plans",
    "db/test_list_plans.py": "its plans",
    "db/test_statistics.py": "what its planner looked at",
    "db/test_trouble.py": "its errors",
    "db/test_on_the_way.py": "what a trigger keeps, whoever writes",
    "db/test_upgrading.py": "its schema",
    "faults/backuper.py": "its backup, killed on the way",
    "services/test_backups.py": "its file, as a backup of it lies there",
    "services/test_facts.py": "its schema, of every version",
    "earlier.py": "its schema, of every version",
    "new_stores.py": "its schema, made once",
    "db/test_salvage.py": "its file, of which some pages cannot be read",
    "faults/test_kill_restore.py": "its file, put in the place of another",
    "services/test_restoring.py": "its file, put in the place of another",
    "services/test_people.py": "every byte of its file",
    "faults/test_kill_upgrade.py": "its schema, killed on the way",
    "faults/upgrader.py": "its schema, killed on the way",
    "gui/test_program.py": "what its planner looked at",
    "gui/test_upgrade_window.py": "its schema, upgraded step by step",
    "e2e/clerk.py": "beside a program that runs",
    "e2e/test_scans_while_the_disk_waits.py": "beside a program that runs",
}
"""Files that may, and what they are about; the benchmarks measure SQLite."""
_ENGINE = re.compile(r"\bPRAGMA\b|\bsqlite_\w+|EXPLAIN QUERY PLAN|\bREPLACE INTO\b|\browid\b")
_FLAG = re.compile(
    r"\b(active|is_customer|is_supplier|track_\w+|is_bundle|at_counter|taken) ?(=|<>) ?[01]\b"
)


def named(file):
    return file.relative_to(_TESTS).as_posix()


FILES = [
    file
    for file in sorted(_TESTS.rglob("*.py"))
    if "benchmarks" not in file.parts and named(file) not in _OF_ENGINE
]


def asks_the_engine(source):
    """The names and texts of a source by which SQLite itself is asked."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name in ("sqlite3", "peewee"))
            case ast.ImportFrom(module="sqlite3" | "peewee" as module):
                yield module
    for text in texts_of(source):
        yield from (found[0] for found in _ENGINE.finditer(text))
        yield from (found[0] for found in _FLAG.finditer(text))


@pytest.mark.parametrize(
    "source",
    [
        "import sqlite3",
        "from peewee import SqliteDatabase",
        "shop.rows('PRAGMA integrity_check')",
        "shop.rows(f'SELECT name FROM sqlite_master WHERE name = {name}')",
        "shop.rows('UPDATE product SET active = 0')",
    ],
)
def test_a_question_to_the_engine_is_seen(source):
    assert list(asks_the_engine(source))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_no_other_test_asks_the_engine(file):
    assert list(asks_the_engine(file.read_text(encoding="utf-8"))) == []


def test_each_file_that_may_is_there():
    assert [name for name in _OF_ENGINE if not (_TESTS / name).exists()] == []
