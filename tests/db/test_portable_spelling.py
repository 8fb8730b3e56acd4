"""Statements are spelled so that SQLite and PostgreSQL both read them, and read the same."""

import ast
import re
from pathlib import Path

import pytest

import db
from tests.db.test_all_sql_is_in_db import texts_of

_DB = Path(db.__file__).parent
_FORBIDDEN = {
    "iif(": "CASE",
    "ifnull(": "coalesce",
    "INSERT OR": "ON CONFLICT",
    "REPLACE INTO": "ON CONFLICT … DO UPDATE",
    "GLOB": "trim(x, '0123456789') = ''",
    "LIMIT -1": "a number",
    "1 << ": "the number itself",
    "rowid": "a helper in db.engine",
    "date(": "substr(x, 1, 10)",
    "printf(": "substr of zeros",
    "instr(": "replace(a, b, '') <> a",
    "PRAGMA": "db.engine",
    "JOIN user ": "the table is called person",
    "FROM user ": "the table is called person",
    "last_insert_rowid": "RETURNING",
}
_LITERAL = re.compile(r"'[^']*'")
_CROSS_ON = re.compile(r"CROSS JOIN \w+( AS)?( \w+)? ON ")
_STILL = {
    "queries/counts.py": "judged in one pass first",
    "queries/documents.py": "the list, and origins",
    "queries/items.py": "the lists",
    "queries/lists/serials.py": "the trigram index: its search belongs to db.engine",
}
"""Files that hold statements which are being rewritten, and are spelled then."""

SOURCES = sorted([*_DB.glob("queries/**/*.py"), *_DB.glob("writes/**/*.py")])


def _named(file: Path) -> str:
    return file.relative_to(_DB).as_posix()


def misspelled(source: str) -> list[str]:
    """What stands in a source's statements and only SQLite reads, with what is written instead."""
    found = []
    for text in texts_of(_without_docstrings(source)):
        statement = " ".join(_LITERAL.sub("''", text).split())
        found += [f"{word}: {right}" for word, right in _FORBIDDEN.items() if _has(statement, word)]
        if _CROSS_ON.search(statement):
            found.append("CROSS JOIN … ON: CROSS JOIN … WHERE")
    return found


def _has(statement: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(word)}", statement))


def _without_docstrings(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                kept = [one for one in statements if not _is_docstring(one)]
                setattr(node, field, kept or [ast.Pass()])
    return ast.unparse(ast.fix_missing_locations(tree))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT iif(a, 1, 2) FROM t",
        "SELECT coalesce(a, ifnull(b, 1)) FROM t",
        "INSERT OR IGNORE INTO t VALUES (1)",
        "SELECT a FROM t WHERE a NOT GLOB '*[^0-9]*'",
        "SELECT a FROM t CROSS JOIN u ON u.id = t.id",
        "SELECT a FROM t LIMIT -1",
        "SELECT date(at) FROM t",
    ],
)
def test_what_only_sqlite_reads_is_seen(statement):
    assert misspelled(f"X = {statement!r}")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT coalesce(a, 'iif(') FROM t",
        "SELECT t.date FROM t WHERE update(t.id) = 1",
        "SELECT a FROM t CROSS JOIN u WHERE u.id = t.id",
    ],
)
def test_what_both_read_is_not(statement):
    assert misspelled(f"X = {statement!r}") == []


@pytest.mark.parametrize(
    "file", [file for file in SOURCES if _named(file) not in _STILL], ids=_named
)
def test_every_statement_is_spelled_for_both(file):
    assert misspelled(file.read_text(encoding="utf-8")) == []
