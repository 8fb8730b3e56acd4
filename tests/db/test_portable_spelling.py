"""Statements are spelled so that SQLite and PostgreSQL both read them, and read the same."""

import ast
from pathlib import Path

import pytest

from tests.db.test_all_sql_is_in_db import texts_of
from tests.statements import DB, SOURCES, STILL, misspelled


def _named(file: Path) -> str:
    return file.relative_to(DB).as_posix()


def misspelled_in(source: str) -> list[str]:
    """What is wrong in the statements that stand in a source."""
    texts = texts_of(_without_docstrings(source))
    return [wrong for text in texts for wrong in misspelled(text)]


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
    assert misspelled(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT coalesce(a, 'iif(') FROM t",
        "SELECT t.date FROM t WHERE update(t.id) = 1",
        "SELECT a FROM t CROSS JOIN u WHERE u.id = t.id",
    ],
)
def test_what_both_read_is_not(statement):
    assert misspelled(statement) == []


@pytest.mark.parametrize(
    "file", [file for file in SOURCES if _named(file) not in STILL], ids=_named
)
def test_every_statement_is_spelled_for_both(file):
    assert misspelled_in(file.read_text(encoding="utf-8")) == []
