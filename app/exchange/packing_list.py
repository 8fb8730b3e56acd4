"""Packing lists of suppliers (C3): which rows, columns and cells are cartons and their units.

Nothing is guessed: a list whose titles are not found, several columns that could be meant, a cell
that looks like a range are asked about, and until the answer they are refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from itertools import islice

from app.domain import generation
from app.domain.problems import Code, Problem, Refused, refuse
from app.exchange.cells import NOTHING, Cell, Source
from app.exchange.guard import Tell, untold
from app.services.entry.cartons import ListedUnit

MOST_UNITS = 100_000
_SHOWN = 30
_SHOWN_CHARACTERS = 100
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Titles:
    """What the titles of a list say: its columns from 0, None where none or several say so.

    ``last`` is the column of a range's last serial, where ``serial`` is that of its first.
    """

    carton: int | None = None
    serial: int | None = None
    last: int | None = None


Shown = tuple[tuple[int, tuple[str, ...]], ...]
"""Rows with their numbers, as texts."""


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a list, for a person to choose its columns.

    ``rows`` are its first rows with their numbers; ``header`` is the number of the row of titles
    that was found, None where the clerk has to say which it is.
    """

    sheet: str
    rows: Shown
    header: int | None

    def titles(self, header: int) -> tuple[str, ...]:
        """The titles in a row, empty where there are none; as many as there are columns."""
        return dict(self.rows).get(header, ("",) * len(self.rows[0][1]))


@unique
class Doubtful(Enum):
    """What is done with text that can be meant in two ways."""

    ASK = "ask"
    LITERALLY = "literally"
    READ = "read"


@dataclass(frozen=True, slots=True)
class ListLayout:
    """How a list is to be read.

    ``header`` is the number of the row of titles, 0 for none; what is above it is left out too.
    ``more`` are further columns of serials, ``last`` the one of the last serial of a range.
    ``repeat``: where the carton's cell is empty, the carton above goes on. ``ranges`` READ are
    written out; ``apostrophes`` READ are left out.
    """

    carton: int
    serial: int
    sheet: str = ""
    header: int = 1
    repeat: bool = False
    more: tuple[int, ...] = ()
    last: int | None = None
    ranges: Doubtful = Doubtful.ASK
    apostrophes: Doubtful = Doubtful.ASK


def look(source: Source, sheet: str = "", tell: Tell = untold) -> Look:
    """Read the beginning of a list. Raises Refused where it holds nothing or cannot be read."""
    rows = rows_from(source, sheet, tell=tell)
    if not rows:
        raise refuse(Code.LIST_EMPTY)
    return Look(sheet or next(iter(source.sheets), ""), rows, _header(rows))


def rows_from(source: Source, sheet: str = "", first: int = 1, tell: Tell = untold) -> Shown:
    """Some rows from one on, to be looked at; all equally wide, long cells cut."""
    rows = islice((row for row in source.rows(sheet, tell) if row[0] >= first), _SHOWN)
    shown = [(number, [cell.text[:_SHOWN_CHARACTERS] for cell in cells]) for number, cells in rows]
    width = max((len(cells) for _number, cells in shown), default=0)
    return tuple((number, tuple(cells + [""] * (width - len(cells)))) for number, cells in shown)


def units(
    source: Source, layout: ListLayout, tell: Tell = untold
) -> Iterator[ListedUnit | Problem]:
    """Every unit of the list as it comes, and every problem, with the number of its row."""
    above, places = "", (layout.carton, layout.serial, *layout.more)
    titles: Sequence[Cell] = ()
    for number, cells in source.rows(layout.sheet, tell):
        chosen = [_settled(_cell(cells, place), layout) for place in places]
        if number == layout.header:
            titles = chosen
        # The titles stand again on every page of some lists.
        if number <= layout.header or chosen == titles:
            continue
        carton, *serials = chosen
        last = NOTHING if layout.last is None else _settled(_cell(cells, layout.last), layout)
        bad = [found for cell in (carton, *serials, last) if (found := cell.problem(number))]
        yield from bad
        given = [serial.text for serial in serials if serial.text]
        if bad or not (carton.text or given or last.text):
            continue
        above = carton.text or (above if layout.repeat else "")
        if not above:
            yield Problem(Code.LIST_NO_CARTON, line=number)
        elif last.text and not serials[0].text:
            yield Problem(Code.LIST_NO_SERIAL, line=number)
        elif last.text:
            yield from _range(f"{serials[0].text}~{last.text}", above, number)
            yield from _several(given[1:], above, number, layout)
        elif given:
            yield from _several(given, above, number, layout)
        elif not layout.repeat:
            yield Problem(Code.LIST_NO_SERIAL, line=number)


def load(source: Source, layout: ListLayout, tell: Tell = untold) -> list[ListedUnit]:
    """All units of the list. Raises Refused with every problem, by row."""
    found: list[ListedUnit] = []
    problems: list[Problem] = []
    for unit in units(source, layout, tell):
        if isinstance(unit, Problem):
            problems.append(unit)
        else:
            found.append(unit)
        if len(found) > MOST_UNITS:
            raise refuse(Code.LIST_TOO_LONG, most=MOST_UNITS)
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        raise Refused(problems)
    if not found:
        raise refuse(Code.LIST_EMPTY)
    return found


# Cells


_BETWEEN = re.compile(r"[,、\r\n]+")
_RANGE_SIGN = re.compile(
    r"[-~+:.…–—―−〜→=*×至到]|\d\s*x\s*\d|\b(?:to|thru|through|till|until|bis)\b", re.IGNORECASE
)
_ALONE = frozenset({Code.RANGE_NO_NUMBER, Code.BAD_CHARACTER, Code.TOO_LONG, Code.EMPTY})
"""What can be wrong with a text that means one serial number."""


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else NOTHING


def _settled(cell: Cell, layout: ListLayout) -> Cell:
    """The cell as the clerk's answer has it."""
    if cell.code is not Code.LIST_APOSTROPHE or layout.apostrophes is Doubtful.ASK:
        return cell
    return Cell(cell.text[layout.apostrophes is Doubtful.READ :].strip())


def _several(
    texts: Iterable[str], carton: str, row: int, layout: ListLayout
) -> Iterator[ListedUnit | Problem]:
    """The units in a row's cells: no comma or line end is part of a serial (F1).

    A space is left, to be refused.
    """
    parts = (part.strip() for text in texts for part in _BETWEEN.split(text))
    for part in filter(None, parts):
        if layout.ranges is Doubtful.LITERALLY or not _may_be_range(part):
            yield ListedUnit(carton, part, row)
        elif layout.ranges is Doubtful.READ:
            yield from _range(part, carton, row)
        else:
            yield Problem(Code.LIST_RANGE, {"text": part}, line=row, serial=part)


def units_in_cell(text: str, ranges: Doubtful = Doubtful.ASK) -> Iterator[str | Problem]:
    """The serial numbers that a cell names, or why it is not certain which."""
    layout = ListLayout(0, 1, ranges=ranges)
    for unit in _several([text], "", 0, layout):
        yield unit if isinstance(unit, Problem) else unit.number


def _may_be_range(text: str) -> bool:
    """Could it be meant as more than one serial (G1)?"""
    if not _RANGE_SIGN.search(text):
        return False
    plan = generation.read_ranges(text)
    several = any(run.count > 1 for run in plan.runs)
    return several or any(problem.code not in _ALONE for problem in plan.problems)


def _range(text: str, carton: str, row: int) -> Iterator[ListedUnit | Problem]:
    """A range as people write it, written out (G1)."""
    plan = generation.read_ranges(text)
    problems = generation.problems_of(plan)
    for problem in problems:
        yield Problem(problem.code, problem.values, line=row, serial=problem.serial)
    if not problems:
        for number in plan.numbers():
            yield ListedUnit(carton, number, row)


# Titles

_CARTON = re.compile(r"carton|ctn|sscc|(?<![a-z])(box|case)|pallet|箱|包装")
_SERIAL = re.compile(r"serial|s/n|(?<![a-z])sns?(?![a-z])|imei|meid|序列|串号|串码")
_FIRST = re.compile(r"(?<![a-z])(from|first|start|begin)|起|首|始")
_LAST = re.compile(r"(?<![a-z])(to(?![a-z])|until|last|end(?![a-z])|ending)|止|尾|末|终|结")
_NUMBERED = re.compile(r"(?<=\D)[0-9]$")
_DIGIT = re.compile(r"[0-9]")


def read_titles(titles: Sequence[str]) -> Titles:
    """Which columns the titles name. What two of them could mean is left to be chosen."""
    plain = [_words(title) for title in titles]
    serials = [at for at, title in enumerate(plain) if _SERIAL.search(title)]
    among = serials or range(len(plain))
    first = [at for at in among if _FIRST.search(plain[at])]
    last = [at for at in among if _LAST.search(plain[at])]
    carton = _only([at for at, title in enumerate(plain) if _CARTON.search(title)])
    if len(first) == len(last) == 1 and first != last and set(serials) <= {*first, *last}:
        return Titles(carton, first[0], last[0])
    return Titles(carton, _only(serials))


def _words(title: str) -> str:
    """A title to look for words in; data, which has figures in it, is none (``SN1`` is)."""
    plain = _NUMBERED.sub("", title.casefold())
    return "" if _DIGIT.search(plain) else plain


def _only(found: Sequence[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _header(rows: Iterable[tuple[int, Sequence[str]]]) -> int | None:
    """The row that says most about its columns, the first of equals; None where none does."""

    def told(cells: Sequence[str]) -> int:
        plain = [_words(title) for title in cells]
        return sum(any(map(kind.search, plain)) for kind in (_CARTON, _SERIAL))

    found = [(told(cells), -number) for number, cells in rows]
    best = max(found, default=(0, 0))
    return -best[1] if best[0] else None
