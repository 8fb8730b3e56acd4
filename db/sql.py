"""Plain SQL through Peewee's connection, typed: for set-based reads and writes."""

import json
import re
import sqlite3
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

from peewee import PeeweeException, SqliteDatabase

from db.engine.trouble import (
    ConstraintBroken,
    StoreTrouble,
    Trouble,
    breaks_constraint,
    trouble_of,
)

ALL = 2**63 - 1
"""As a LIMIT: all of them."""

UNREADABLE = "\ufffd"
"""What stands for a character that no store can hold (Unicode's REPLACEMENT CHARACTER)."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def storable(value: object) -> object:
    """A text without NUL, where SQLite would cut it, and halves of characters, which are no UTF-8.

    Each is shown as one that was unreadable, not left out: a code with one finds no other code.
    """
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return _NO_TEXT.sub(UNREADABLE, value)


def _all_storable(values: Iterable[object]) -> Sequence[object]:
    """Values, each text of them storable; looked at together, for nearly all texts are."""
    values = tuple(values)
    texts = [value for value in values if isinstance(value, str)]
    if not texts:
        return values
    together = "".join(texts)
    return values if storable(together) == together else [storable(value) for value in values]


class _Connection(sqlite3.Connection):
    """One that can be known without being kept."""


class Database(SqliteDatabase):
    """The open store, as every service and query takes it.

    All text goes in, and all trouble comes out, by one door: what a model of Peewee writes too.
    Each thread has a connection of its own, until one of them keeps the others out to close it.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **{"factory": _Connection, **named})
        self._open = WeakKeyDictionary[sqlite3.Connection, int]()
        """The connections that are open, with their threads."""
        self._left_to: int | None = None
        """The one thread that may open it still, _NOBODY's after that; None: any."""
        self._gate = threading.Lock()
        self.begun = threading.local()
        """What the transaction of this thread is of."""
        self.frozen = ""
        """Why nothing of the shop may be changed, by a name of the services; empty: it may."""
        self.compared: tuple[str, int | None] | None = None
        """The closing that all that may change was compared with as the store was opened: when it
        was, and how many things had changed (None: not known yet)."""

    def _connect(self) -> sqlite3.Connection:
        made: sqlite3.Connection = super()._connect()  # type: ignore[misc]
        thread = threading.get_ident()
        with self._gate:
            if self._left_to in (None, thread):
                self._open[made] = thread
                return made
        made.close()
        raise StoreTrouble(Trouble.LOCKED, Path(self.database))

    def keep_others_out(self, seconds: float) -> None:
        """From now on this thread alone uses the store, which it is about to close.

        What others read or write at this moment is broken off, not even in part done, and they have
        so many seconds to let it go. Whoever comes later is refused: Trouble.LOCKED.
        """
        own, until = threading.get_ident(), monotonic() + seconds
        with self._gate:
            self._left_to = own
        while self._break_off(own) and monotonic() < until:
            sleep(_LOOK)

    def _break_off(self, own: int) -> bool:
        """End what others do at this moment; False: there are no others."""
        with self._gate:
            others = [one for one, thread in self._open.items() if thread != own]
        for one in others:
            with suppress(sqlite3.ProgrammingError):  # it has just been closed
                one.interrupt()
        return bool(others)

    def shut(self) -> None:
        """Close it for good: whoever comes later is refused, for another shop may stand there."""
        self.close()
        self._left_to = _NOBODY

    def execute_sql(self, sql: str, params: Iterable[object] | None = None) -> Any:
        """Run one statement, its values as the store can hold them."""
        values = _all_storable(params or ())
        with told(self):
            return super().execute_sql(sql, values)  # type: ignore[no-untyped-call]

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> int:
        """Run one statement for many rows; returns how many rows it changed."""
        storable_rows = [_all_storable(row) for row in rows]
        if not storable_rows:
            return 0
        with told(self):
            return connection(self).executemany(sql, storable_rows).rowcount


_LOOK = 0.02
"""Seconds after which others are broken off once more: they may have begun the next statement."""

_NOBODY = -1

Row = tuple[Any, ...]


_ERRORS = (sqlite3.Error, PeeweeException)
"""Peewee raises classes of its own, with the driver's error as their cause."""


def _trouble(database: Database, error: Exception) -> StoreTrouble | None:
    """Trouble with the store; None: another error, such as a constraint's."""
    trouble = trouble_of(error)
    return StoreTrouble(trouble, Path(database.database)) if trouble else None


@contextmanager
def told(database: Database) -> Iterator[None]:
    """Trouble with the store goes by one name, StoreTrouble, and a broken rule by another.

    Errors that are a fault of ours stay what they are.
    """
    try:
        yield
    except _ERRORS as error:
        if trouble := _trouble(database, error):
            raise trouble from error
        if breaks_constraint(error):
            raise ConstraintBroken(str(error)) from error
        raise


def damaged(database: Database) -> StoreTrouble:
    """What is raised where something is not in the store that every store has, or is no such."""
    return StoreTrouble(Trouble.DAMAGED, Path(str(database.database)))


SHOP: Final = "shop"
"""What a transaction is of that others may not even meet on another draft."""

Of = int | Literal["shop"]


@contextmanager
def transaction(database: Database, *, of: Of) -> Iterator[None]:
    """One transaction that takes the write lock at once; nested, a savepoint.

    It is ``of`` one draft, by its id, or of the SHOP: where it posts, voids, or writes what drafts
    share. SQLite lets nobody else write in either; another engine keeps others from no more than
    is said. Inside that of a draft nothing wider begins, for it would wait for what waits for it.

    Here and in every statement below, raises StoreTrouble where the store cannot be used, and
    ConstraintBroken where what is written breaks a rule of the schema.
    """
    try:
        with _of(database, of), told(database), database.atomic():
            yield
    except StoreTrouble as trouble:
        if trouble.trouble is Trouble.FULL and database.transaction_depth() == 0:
            _write_log_back(database)
        raise


class _OnlyTriedError(Exception):
    """Ends what was only tried."""


@contextmanager
def tried(database: Database) -> Iterator[None]:
    """What is written within is as it was before, once it ends: to see what would come of it."""
    with suppress(_OnlyTriedError), transaction(database, of=SHOP):
        yield
        raise _OnlyTriedError


@contextmanager
def one_moment(database: Database) -> Iterator[None]:
    """All that is read within is as the store is now, whatever is written meanwhile.

    It holds nobody up; what is written stays in the log until it ends, so it is for work that does.
    """
    with told(database), database.atomic("DEFERRED"):
        yield


@contextmanager
def _of(database: Database, of: Of) -> Iterator[None]:
    outer: Of | None = getattr(database.begun, "of", None)
    assert outer in (None, SHOP, of), f"a transaction of {of} inside that of draft {outer}"
    database.begun.of = of if outer is None else outer
    try:
        yield
    finally:
        database.begun.of = outer


def _write_log_back(database: Database) -> None:
    """On a full disk: what is in the log goes into the store, so that the log needs no more room.

    The next transaction begins it anew, and it stays short from now on. Where there is no room for
    that either, all stays as it is.
    """
    with suppress(*_ERRORS):
        database.execute_sql("PRAGMA wal_autocheckpoint = 50")
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")


def connection(database: Database) -> sqlite3.Connection:
    """The driver's connection of this thread."""
    found: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
    return found


def rows_changed(database: Database) -> int:
    """How many rows this thread's connection has changed since it was opened."""
    return connection(database).total_changes


@contextmanager
def own_connection(database: Database) -> Iterator[None]:
    """A connection of this thread's own, opened when it is used and closed here: for long work."""
    try:
        yield
    finally:
        database.close()


def execute(database: Database, sql: str, *values: object) -> sqlite3.Cursor:
    """Run one statement and return its cursor."""
    cursor: sqlite3.Cursor = database.execute_sql(sql, values)
    return cursor


def execute_many(database: Database, sql: str, rows: Iterable[Sequence[object]]) -> int:
    """Run one statement for many rows; returns how many rows it changed."""
    return database.execute_many(sql, rows)


def insert_many(
    database: Database, table: str, columns: str, rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows, many by one statement: ``columns`` are its columns' names, with commas.

    Where the first one is ``id``, the ids are from ``new_ids``. Run row by row, each statement
    prepares to be undone where a trigger of the table may refuse it, which takes longer than the
    row.
    """
    for statement, values in _inserts(table, columns, rows):
        execute(database, statement, *values)


def insert_many_returning(
    database: Database, table: str, columns: str, rows: Iterable[Sequence[object]], returned: str
) -> list[Row]:
    """Insert rows as ``insert_many`` does; what is ``returned`` of each, in no order."""
    made: list[Row] = []
    for statement, values in _inserts(table, columns, rows):
        made += unordered(database, f"{statement} RETURNING {returned}", *values)
    return made


def _inserts(
    table: str, columns: str, rows: Iterable[Sequence[object]]
) -> Iterator[tuple[str, Iterable[object]]]:
    """The statements that insert rows, many by each, with their values."""
    mark = f"({', '.join('?' * (1 + columns.count(',')))})"
    for part in _parts(rows, _AT_ONCE):
        marks = ", ".join([mark] * len(part))
        yield f"INSERT INTO {table} ({columns}) VALUES {marks}", chain.from_iterable(part)


_AT_ONCE = 50
"""Rows a statement: with more, reading the statement takes longer than they save."""


def _parts(rows: Iterable[Sequence[object]], most: int) -> Iterator[list[Sequence[object]]]:
    """Rows in lists of ``most``, the last with what is left."""
    left = iter(rows)
    while part := list(islice(left, most)):
        yield part


def rows(database: Database, sql: str, *values: object) -> list[Row]:
    """All rows of a query, which says their order."""
    with told(database):
        return execute(database, sql, *values).fetchall()


def each(database: Database, sql: str, *values: object) -> Generator[Row, None, None]:
    """The rows of a query one by one; closed early, the rest of them is not even looked for."""
    with told(database), closing(execute(database, sql, *values)) as cursor:
        yield from cursor


def unordered(database: Database, sql: str, *values: object) -> list[Row]:
    """All rows of a query whose order means nothing to who asks: each is looked up by its key."""
    with told(database):
        return execute(database, sql, *values).fetchall()


def rows_of(database: Database, sql: str, ids: Sequence[int], *values: object) -> list[Row]:
    """The rows of some ids, in the order of these; ids that are not found are left out.

    The first parameter of the query is the list of ids, and what it selects first is the id: it
    needs no order of its own.
    """
    if not ids:
        return []
    found = {row[0]: row for row in unordered(database, sql, json_list(ids), *values)}
    return [found[id] for id in ids if id in found]


def row(database: Database, sql: str, *values: object) -> Row | None:
    """The first row of a query, or None."""
    with told(database):
        found: Row | None = execute(database, sql, *values).fetchone()
    return found


def value(database: Database, sql: str, *values: object) -> Any:
    """The first field of a query's first row, or None where there is no row."""
    found = row(database, sql, *values)
    return None if found is None else found[0]


def new_ids(database: Database, table: str, count: int) -> range:
    """The ids of the next ``count`` rows of a table, in order; called inside a transaction.

    Every row of such a table is written with an id from here, so that no two sources give them.
    """
    first = 1 + (value(database, f"SELECT max(id) FROM {table}") or 0)
    return range(first, first + count)


def json_list(values: Iterable[object]) -> str:
    """Values as one parameter, for ``db.engine.parameters``."""
    return json.dumps(_all_storable(values))


def like_literal(text: str) -> str:
    """``text`` as the literal part of a LIKE pattern with ``ESCAPE '\\'``.

    Cut where it is longer than anything that is searched: SQLite refuses patterns of 50,000 bytes.
    """
    return text[:_LONGEST_SOUGHT].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_LONGEST_SOUGHT = 10_000
