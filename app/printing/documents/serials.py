"""The serial numbers of a document's lines as paper and screen say them, read when needed."""

from collections.abc import Iterator, Sequence

from app.domain.folding import SerialRange, fold
from db.queries import history
from db.queries.document_lines import DocumentLine
from db.queries.history import LineSerial
from db.sql import Database

AT_ONCE = 2_000
"""Serial numbers that are read and folded in one turn, so that nothing waits for them."""


class LineNumbers:
    """The serial numbers of one line, once they are read.

    ``missing`` are those that went out where others came in; ``gone`` is what is said of them.
    """

    def __init__(self, serials: Sequence[LineSerial], gone: str = "") -> None:
        self._said = gone
        self.ranges: list[SerialRange] = fold(s.number for s in serials if not (gone and s.missing))
        self.missing: list[SerialRange] = fold(s.number for s in serials if gone and s.missing)
        self.numbers = [n for made in (*self.ranges, *self.missing) for n in made.numbers()]
        self.gone = {n for made in self.missing for n in made.numbers()}

    def folded(self) -> list[tuple[str, int]]:
        """The parts of a row that says all of them, each with how many it says."""
        said = [(made.text, made.count) for made in self.ranges]
        if self.missing:
            said.append((f"{self._said}:", 0))
            said += [(made.text, made.count) for made in self.missing]
        return said


def numbers_of(
    database: Database, lines: Sequence[DocumentLine], gone: str
) -> Iterator[tuple[DocumentLine, LineNumbers]]:
    """Each line with its serial numbers; so many are in memory at a time as one read brings."""
    for some in _portions(lines):
        found: dict[int, list[LineSerial]] = {line.id: [] for line in some}
        for serial in history.serials_of(database, [line.id for line in some if line.serials]):
            found[serial.line_id].append(serial)
        for line in some:
            yield line, LineNumbers(found.pop(line.id), gone)


def _portions(lines: Sequence[DocumentLine]) -> Iterator[list[DocumentLine]]:
    """Lines in their order, as many together as have few serial numbers."""
    some: list[DocumentLine] = []
    count = 0
    for line in lines:
        if some and count + line.serials > AT_ONCE:
            yield some
            some, count = [], 0
        some.append(line)
        count += line.serials
    if some:
        yield some
