"""SQL is written in ``db`` only; the rest of the program asks for what it means by a name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import app

_FILES = sorted(Path(app.__file__).parent.rglob("*.py"))
_SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA)\b")
_SHARED = {
    "ALL",
    "Database",
    "SHOP",
    "damaged",
    "one_moment",
    "own_connection",
    "rows_changed",
    "storable",
    "transaction",
    "tried",
}
"""What ``db.sql`` offers to those who write no SQL."""


def texts_of(source: str) -> Iterator[str]:
    """The string literals of a source, with ``x`` for what an f-string fills in."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.JoinedStr(values=parts):
                yield "".join(_literal(part) for part in parts)
            case ast.Constant(value=str(text)):
                yield text


def _literal(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "x"


def used_of_sql(source: str) -> Iterator[str]:
    """The names of ``db.sql`` that a source uses."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="db.sql", names=names):
                yield from (name.name for name in names)
            case ast.Attribute(value=ast.Name(id="sql"), attr=name):
                yield name


@pytest.mark.parametrize(
    "source",
    [
        "'SELECT 1'",
        "f'UPDATE {table} SET a = 1'",
        "'INSERT INTO' ' audit (at) VALUES (?)'",
        "'WITH a AS (DELETE FROM serial RETURNING id) SELECT id FROM a'",
        "'PRAGMA optimize'",
    ],
)
def test_a_statement_is_seen(source):
    assert any(_SQL.search(text) for text in texts_of(source))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(file.parents[2])))
def test_no_statement_stands_outside_db(file):
    source = file.read_text(encoding="utf-8")
    assert [text for text in texts_of(source) if _SQL.search(text)] == []
    assert set(used_of_sql(source)) <= _SHARED
