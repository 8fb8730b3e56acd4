"""Statements are spelled so that SQLite and PostgreSQL both read them, and read the same."""

import ast
from pathlib import Path

import pytest

from db import sql
from db.engine import parameters, serial_search
from tests.db.test_all_sql_is_in_db import texts_of
from tests.statements import DB, SOURCES, listening, misspelled, says_its_order


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
        "REPLACE INTO t VALUES (1)",
        "SELECT a FROM t WHERE a NOT GLOB '*[^0-9]*'",
        "SELECT a FROM t CROSS JOIN u ON u.id = t.id",
        "SELECT a FROM t CROSS JOIN u AS v ON v.id = t.id",
        "SELECT a FROM t LIMIT -1",
        "SELECT date(at) FROM t",
        "SELECT rowid FROM t",
        "SELECT a.rowid FROM t AS a",
        "SELECT number FROM serial_search",
        "SELECT value FROM json_each(?)",
        "SELECT group_concat(a) FROM t",
        "SELECT json_group_array(a) FROM t",
        "SELECT a FROM t WHERE ?1 IS NULL OR a = ?1",
        "SELECT a FROM t WHERE a IS ?",
        "SELECT a FROM t WHERE a IS NOT b",
        "SELECT sum(a = b) FROM t",
        "SELECT max(a, b) FROM t",
        "SELECT substr(a, -3) FROM t",
        "SELECT a FROM t WHERE a LIKE ?",
        "SELECT a FROM t WHERE a LIKE ? AND b = 1",
        "SELECT a FROM (SELECT a FROM t)",
        "SELECT a FROM t WHERE active = 1",
        "SELECT a FROM t WHERE (b.void = 1) <> (a = 2)",
        "UPDATE t SET is_second = 0 WHERE a = 2",
        "SELECT a FROM t WHERE (SELECT p.active FROM p WHERE p.id = t.id) = 1",
        "SELECT max(coalesce(d.keeps_money, 0)) FROM d",
        "INSERT INTO t (a, is_earlier, is_second) SELECT ?1, 0, 1 WHERE a = 2",
        "SELECT hex(a) FROM t",
        "SELECT unixepoch(a) FROM t",
        "SELECT a FROM (SELECT a FROM t) AS both",
        "SELECT a FROM (SELECT a FROM t) some",
        "WITH user (a) AS (SELECT a FROM t) SELECT a FROM user",
        "SELECT CAST(a AS INTEGER) FROM t",
    ],
)
def test_what_only_sqlite_reads_is_seen(statement):
    assert misspelled(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT coalesce(a, 'iif(') FROM t",
        "SELECT t.date FROM t WHERE length(t.update) = 1",
        "SELECT a FROM t CROSS JOIN u WHERE u.id = t.id",
        "SELECT a FROM t WHERE CAST(?1 AS bigint) IS NULL OR a = ?1",
        "SELECT a FROM t WHERE a IS NOT NULL AND b IS NOT DISTINCT FROM ?",
        "SELECT count(*) FILTER (WHERE a = b), sum(CASE WHEN a = b THEN 1 END) FROM t",
        "SELECT substr(a, length(a) - 2) FROM t",
        "SELECT a FROM t WHERE a LIKE ? ESCAPE '\\' AND b LIKE ?2 ESCAPE '\\'",
        "SELECT a FROM (SELECT a FROM t WHERE b IN (1, 2)) AS s",
        "SELECT a FROM t WHERE active AND NOT taken",
        "INSERT INTO t (a, is_second, b) SELECT ?1, true, 2 WHERE a = 2",
        "SELECT count(*) FILTER (WHERE d.keeps_money) FROM d",
        f"SELECT a FROM t WHERE id IN {parameters.ids_in('?3')}",
        f"SELECT t.id FROM {serial_search.containing()} t",
    ],
)
def test_what_both_read_is_not(statement):
    assert misspelled(statement) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("SELECT a FROM t ORDER BY a", True),
        ("SELECT a FROM t", False),
        ("SELECT a FROM (SELECT a FROM t ORDER BY a LIMIT 5) AS s", False),
        ("SELECT row_number() OVER (ORDER BY a) FROM t", False),
        ("WITH s AS (SELECT a FROM t) SELECT a FROM s ORDER BY (SELECT b FROM u)", True),
        ("SELECT a FROM t WHERE a = ' ORDER BY '", False),
    ],
)
def test_an_order_is_that_of_the_rows_themselves(statement, says):
    assert says_its_order(statement) is says


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("sql.rows(database, 'SELECT id FROM product')", "ORDER BY is missing"),
        ("sql.row(database, 'SELECT id FROM product')", "ORDER BY is missing"),
        ("sql.value(database, 'SELECT id FROM product')", "ORDER BY is missing"),
        ("sql.execute(database, 'UPDATE product SET active = 1')", "flag = 1"),
        (
            "sql.execute_many(database, 'INSERT OR IGNORE INTO setting VALUES (?, ?)', [(1, 2)])",
            "INSERT OR",
        ),
        ("sql.unordered(database, 'SELECT id FROM product')", None),
        ("sql.row(database, 'SELECT id FROM product WHERE id = 1')", None),
        ("sql.rows(database, 'SELECT id FROM product ORDER BY id')", None),
    ],
)
@pytest.mark.parametrize(
    ("room", "is_heard"), [("queries", True), ("writes", True), ("engine", False)]
)
def test_what_the_program_sends_is_heard(shop, sent_statements, room, is_heard, action, told):
    with listening() as heard:
        program = compile(action, str(DB / room / "new.py"), "exec")
        exec(program, {"sql": sql, "database": shop.database})
    sent_statements.told()  # which heard it, too
    wrong = heard.told()
    assert [one.split(":")[0].split("\n")[0] for one in wrong] == [told] * (is_heard and bool(told))


@pytest.mark.parametrize("file", SOURCES, ids=_named)
def test_every_statement_is_spelled_for_both(file):
    assert misspelled_in(file.read_text(encoding="utf-8")) == []
