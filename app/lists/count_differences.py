"""The differences of counts, written out: each serial that is not where the books say, and each
quantity that is another one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.domain.counting import CountGroup
from app.domain.marks import N_
from app.lists.details import WrittenOut
from app.lists.listing import Column, Detail, Type
from app.services.documents.effects import counting
from app.text import _
from db import sql
from db.queries.lists.documents import DocumentRow
from db.sql import Database

_AT_ONCE = 1_000


class CountedOtherwise(NamedTuple):
    """One difference: of a serial, or, without a number, of so many thousandths."""

    group: CountGroup
    product: str
    number: str
    change: int | None


_COLUMNS: tuple[Column[WrittenOut], ...] = (
    Column("group", N_("Result of the count"), Type.TEXT, lambda w: _(w.part.group.value)),
    Column("item", N_("Item"), Type.TEXT, lambda w: w.part.product),
    Column("serial", N_("Serial number"), Type.SERIAL, lambda w: w.part.number),
    Column("change", N_("Difference of units"), Type.QUANTITY, lambda w: w.part.change),
)


def differences(head: Sequence[Column[WrittenOut]]) -> Detail[DocumentRow]:
    """The detail, with what is said of the count in each of its rows."""
    return Detail("differences", N_("With their differences"), (*head, *_COLUMNS), _read)


def _read(database: Database, rows: Sequence[DocumentRow]) -> Iterator[Sequence[WrittenOut]]:
    for row in rows:
        parts = [WrittenOut(row, part) for part in _of_count(database, row.id)]
        for begin in range(0, len(parts), _AT_ONCE):
            yield parts[begin : begin + _AT_ONCE]


def _of_count(database: Database, count: int) -> Iterator[CountedOtherwise]:
    board = counting.board(database, count, limit=sql.ALL)
    for missing in board.missing:
        yield CountedOtherwise(CountGroup.MISSING, missing.product, missing.number, None)
    for group, serials in board.serials.items():
        if group is not CountGroup.FOUND:
            for serial in serials:
                yield CountedOtherwise(group, serial.product, serial.number, None)
    for one in board.differences:
        yield CountedOtherwise(CountGroup.QUANTITY, one.product, "", one.change)
