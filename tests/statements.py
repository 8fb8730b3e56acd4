"""What the program asks of the store: that it is spelled for both engines, and says its order.

SQLite and PostgreSQL must both read a statement, and read the same. Only ``db.engine`` may write
what SQLite alone has; what its helpers put into others' statements is looked over.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import db
from db import sql
from db.engine import parameters, serial_search
from db.schema.migrations import SCRIPTS
from db.sql import Database

DB = Path(db.__file__).parent
SOURCES = sorted([*DB.glob("queries/**/*.py"), *DB.glob("writes/**/*.py")])
"""The files that hold the program's statements."""

_TESTS = Path(__file__).parent

FORBIDDEN = {
    "iif(": "CASE",
    "ifnull(": "coalesce",
    "INSERT OR": "ON CONFLICT",
    "REPLACE INTO": "ON CONFLICT … DO UPDATE",
    "GLOB": "trim(x, '0123456789') = ''",
    "LIMIT -1": "sql.ALL",
    "1 << ": "the number itself",
    "serial_search": "db.engine.serial_search",
    "document_search": "db.engine.document_search",
    "json_each(": "ids_in, texts_in or pairs_in of db.engine.parameters",
    "json_extract(": "pairs_in of db.engine.parameters",
    "group_concat(": "rows, joined in Python",
    "json_group_array(": "rows, joined in Python",
    "date(": "substr(x, 1, 10)",
    "printf(": "substr of zeros",
    "instr(": "replace(a, b, '') <> a",
    "PRAGMA": "db.engine",
    "JOIN user ": "the table is called person",
    "FROM user ": "the table is called person",
    "last_insert_rowid": "RETURNING",
}
"""What only SQLite reads, and what is written instead."""

BOTH_KNOW = {
    *("abs", "cast", "coalesce", "count", "dense_rank", "lag", "length", "lower", "max", "min"),
    *("nullif", "replace", "row_number", "rtrim", "substr", "sum", "trim", "upper"),
}
"""The functions that are called by one name and mean the same; another one is looked up first."""

FLAGS = sorted({*re.findall(r"CHECK \((\w+) IN \(0, 1\)\)", " ".join(SCRIPTS)), "keeps_money"})
"""The columns that say yes or no: PostgreSQL has a type of their own for them."""

_NO_FUNCTION = {"exists", "x"}
"""``x`` stands for what a source fills in."""

_FLAG = "|".join(FLAGS)
_RESERVED = (
    "analyse|analyze|any|array|asymmetric|both|column|current_date|current_time|current_user|fetch"
    "|foreign|grant|initially|lateral|leading|localtime|only|placing|primary|references|some"
    "|symmetric|table|to|trailing|user|using|variadic|window"
)
"""Words of PostgreSQL that no statement of ours needs, and so are the name of nothing either."""

_PATTERNS = {
    r"CROSS JOIN \w+( AS)?( \w+)? ON ": "CROSS JOIN … ON: CROSS JOIN … WHERE",
    r"\browid\b": "rowid: a helper in db.engine",
    r"\?\d? IS (NOT )?NULL": "? IS NULL: CAST(? AS bigint) IS NULL",
    r"\bIS (NOT )?(?!NULL\b|NOT NULL\b|DISTINCT\b|NOT DISTINCT\b|TRUE\b|FALSE\b)[\w?]": (
        "IS: IS NOT DISTINCT FROM"
    ),
    r"\bsum\((?!CASE)[^()]*(=|<>|<|>)[^()]*\)": "sum(a = b): count(*) FILTER (WHERE a = b)",
    r"\b(max|min)\([^()]*,": "max(a, b): CASE",
    r"substr\([^()]*, -": "substr(x, -n): substr(x, length(x) - n + 1)",
    r"\bLIKE \S+(?! ?ESCAPE)(?= |$|\))(?! ESCAPE)": "LIKE: LIKE … ESCAPE '\\'",
    r"FROM \((?:[^()]|\([^()]*\))*\)(?! *(AS )?\w)": "FROM (…): FROM (…) AS name",
    rf"\b({_FLAG}) (=|<>) [01]\b": "flag = 1: true and false",
    rf"\(SELECT (\w+\.)?({_FLAG}) FROM [^()]*\) (=|<>) [01]\b": "flag = 1: true and false",
    rf"coalesce\((\w+\.)?({_FLAG}), [01]\)": "flag or 0: true and false",
    rf"\((\w+, )*({_FLAG})(, \w+)*\) (SELECT|VALUES \()[^()]*, [01]\b": "0 into a flag: false",
    rf"(?i)(?<![.{{])\b({_RESERVED})\b(?! ?\()": "a word of PostgreSQL as a name: another",
    r"\bCAST\([^()]* AS INTEGER\)": "CAST AS INTEGER: CAST AS bigint",
}
_LITERAL = re.compile(r"'[^']*'")
_PLACES = ("?", *(f"?{place}" for place in range(1, 10)))
_HELPERS = (
    parameters.ids_in,
    parameters.texts_in,
    parameters.pairs_in,
    serial_search.containing,
)
_OF_ENGINE = [helper(place) for helper in _HELPERS for place in _PLACES]


def misspelled(statement: str) -> list[str]:
    """What stands in a statement and only SQLite reads, with what is written instead."""
    for text in _OF_ENGINE:
        statement = statement.replace(text, "engine")
    plain = " ".join(_LITERAL.sub("''", statement).split())
    found = [f"{word}: {right}" for word, right in FORBIDDEN.items() if _has(plain, word)]
    found += [right for pattern, right in _PATTERNS.items() if re.search(pattern, plain)]
    called = {name.lower() for name in re.findall(r"(?<![\w.])([A-Za-z_]+)\(", plain)}
    return found + [f"{name}(: BOTH_KNOW" for name in sorted(called - BOTH_KNOW - _NO_FUNCTION)]


def _has(statement: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(word)}", statement))


def says_its_order(statement: str) -> bool:
    """Does a statement say in which order its rows come? What is in brackets does not count."""
    outside, inside = " ".join(_LITERAL.sub("''", statement).split()), ""
    while outside != inside:
        inside, outside = outside, re.sub(r"\([^()]*\)", "", outside)
    return " ORDER BY " in outside or not re.search(r"\bSELECT\b", outside)


class Heard:
    """The statements of ``db`` that were sent, each looked at once, and what is wrong with them."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, bool]] = set()
        self.wrong: list[str] = []

    def sent(self, statement: str) -> None:
        """A statement was sent."""
        if self._is_new(statement, False):
            self.wrong += [f"{word}\n{statement}" for word in misspelled(statement)]

    def read(self, statement: str) -> None:
        """All rows of a statement were read, or one of several."""
        if self._is_new(statement, True) and not says_its_order(statement):
            self.wrong.append(f"ORDER BY is missing\n{statement}")

    def _is_new(self, statement: str, read: bool) -> bool:
        if (statement, read) in self._seen or not _sent_by_db():
            return False
        self._seen.add((statement, read))
        return True

    def told(self) -> list[str]:
        """What was wrong since this was asked last."""
        wrong, self.wrong = self.wrong, []
        return wrong


def _sent_by_db() -> bool:
    """Was it the program's own SQL that asked, and not a test's, nor the engine's?"""
    frame = inspect.currentframe()
    while frame is not None:
        asks = _asks(frame.f_code.co_filename)
        if asks is not None:
            return asks
        frame = frame.f_back
    return False


@cache
def _asks(name: str) -> bool | None:
    """Is this a file of the program's SQL? None: a file that statements only go through."""
    file = Path(name)
    if file == DB / "sql.py" or name == __file__:
        return None
    if file.is_relative_to(DB):
        return file.parent not in (DB / "engine", DB / "schema")
    return False if file.is_relative_to(_TESTS) else None


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear every statement that this process sends."""
    heard = Heard()
    plainly, many, rows = Database.execute_sql, Database.execute_many, sql.rows

    def execute_sql(self: Database, text: str, params: Iterable[object] | None = None) -> object:
        heard.sent(text)
        return plainly(self, text, params)

    def execute_many(self: Database, text: str, many_rows: Iterable[Sequence[object]]) -> int:
        heard.sent(text)
        return many(self, text, many_rows)

    def read_rows(database: Database, text: str, *values: object) -> list[sql.Row]:
        heard.read(text)
        return rows(database, text, *values)

    def read_row(database: Database, text: str, *values: object) -> sql.Row | None:
        with sql.told(database):
            found = sql.execute(database, text, *values).fetchmany(2)
        if len(found) > 1:
            heard.read(text)
        return found[0] if found else None

    with (
        patch.object(Database, "execute_sql", execute_sql),
        patch.object(Database, "execute_many", execute_many),
        patch.object(sql, "rows", read_rows),
        patch.object(sql, "row", read_row),
    ):
        yield heard
