"""One import from the file to the store, as a screen goes through it, and without one (Q9).

Open a file, choose its sheet and its row of titles, match its columns, judge the rows, mend them,
take them, keep what was refused. Nothing is written before ``take``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain import serials
from app.domain.gtin import gtin_keys
from app.domain.imports import (
    FieldProblem,
    ImportRow,
    RowStanding,
    RowVerdict,
    verdict_of,
)
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Reason, refuse
from app.domain.quantities import ONE_UNIT
from app.exchange.cells import Cell, text_cell
from app.exchange.guard import Tell, untold
from app.exchange.imports.fields import OF_CODES, plain
from app.exchange.imports.import_file import (
    MOST_IMPORTED,
    OWN_TITLES,
    PROBLEM_TITLE,
    ROW_TITLE,
    FileRow,
    ImportFile,
)
from app.exchange.imports.kinds import ImportKind
from app.exchange.imports.mends import MENDED, MENDS, Mend
from app.exchange.imports.refused_file import refused_csv
from app.services import settings
from app.services.importing import imports
from app.services.importing.document_rows import ImportPlace
from app.services.importing.imports import ImportTaken
from app.services.importing.serial_rows import MOST_UNITS
from app.services.session import Session
from app.services.settings import CURRENCIES
from db.queries import imports as import_reads


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row as the screen shows it: its texts by field, and its verdict."""

    number: int
    texts: Mapping[str, str]
    verdict: RowVerdict
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Rows with the same problem, and the mends that help all of them."""

    code: Reason
    count: int
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFigures:
    """How much a file, or a part of it, names; ``units`` in thousandths."""

    rows: int
    serials: int = 0
    units: int = 0


class ImportSession:
    """A file on its way in. Raises Refused where the file cannot be read at all."""

    def __init__(
        self, session: Session, kind: ImportKind, place: ImportPlace | None = None
    ) -> None:
        session.demand(Permission.IMPORT)
        if kind.permission is not None and kind.write is not None:
            session.demand(kind.permission)
        self.kind = kind
        self.place = place or ImportPlace()
        self._session = session
        self._database = session.database
        self._decimals = CURRENCIES[settings.load(session.database).currency]
        self._file: ImportFile | None = None
        self._by_number: dict[int, int] = {}
        self._read: list[ImportRow] = []
        self._unread: list[tuple[FieldProblem, ...]] = []
        self._verdicts: list[RowVerdict] = []
        self._taken: set[int] = set()
        self._ties: list[set[str]] = []
        self._tied: defaultdict[str, set[int]] = defaultdict(set)

    # Reading

    def open(self, path: Path, encoding: str = "", tell: Tell = untold) -> None:
        """Open a file and read its first sheet. Raises Refused where it cannot be read."""
        person = settings.load_person(self._database, self._session.person.id)
        known = import_reads.columns_of(self._database, self.kind.key, self.place.party)
        chinese = person.language.startswith("zh")
        self._file = ImportFile(self.kind, path, self._decimals, encoding, chinese, known, tell)
        self._forget_verdicts()

    @property
    def file(self) -> ImportFile:
        """The file that was opened: what is known of its sheets, titles and columns."""
        if self._file is None:
            raise refuse(Code.LIST_GONE, name="")
        return self._file

    def choose_sheet(self, sheet: str, tell: Tell = untold) -> None:
        """Read another sheet; its row of titles is looked for."""
        self.file.choose_sheet(sheet, tell)
        self._forget_verdicts()

    def choose_header(self, header: int) -> None:
        """Say which row holds the titles, 0 for none; its columns are matched afresh."""
        self.file.choose_header(header)
        self._forget_verdicts()

    def choose_place(self, place: ImportPlace) -> None:
        """Say whose the rows are and for which warehouse, where they do not say it themselves."""
        self.place = place
        self._forget_verdicts()

    def match(self, column: int, key: str | None) -> None:
        """Say which field a column fills; another column that filled it does no longer."""
        self.file.match(column, key)
        self._forget_verdicts()

    def repeat(self, keys: Iterable[str]) -> None:
        """Say in which fields an empty cell repeats the one above."""
        self.file.repeat(keys)
        self._forget_verdicts()

    # Judging

    def judge(self) -> None:
        """Judge every row. Raises Refused where a column is missing or no row is there."""
        if problem := self.file.missing():
            raise refuse(problem[0].code, **problem[0].values)
        if not self.file.rows:
            raise refuse(Code.IMPORT_EMPTY)
        if len(self.file.rows) > MOST_IMPORTED:
            raise refuse(Code.IMPORT_TOO_LONG, name=self.file.name, most=f"{MOST_IMPORTED:,}")
        self._by_number = {row.number: at for at, row in enumerate(self.file.rows)}
        read = [self.file.read(at) for at in range(len(self.file.rows))]
        self._read = [row for row, _ in read]
        self._unread = [problems for _, problems in read]
        self._ties, self._tied = [set() for _ in self.file.rows], defaultdict(set)
        for at in range(len(self.file.rows)):
            self._tie(at)
        self._verdicts = self._judged(range(len(self.file.rows)))

    def _forget_verdicts(self) -> None:
        self._read, self._unread, self._verdicts, self._taken = [], [], [], set()

    def _judged(self, places: Iterable[int]) -> list[RowVerdict]:
        """The verdicts of some rows, judged together; what is left out takes no part."""
        wanted = list(places)
        asked = [at for at in wanted if not self.file.rows[at].left_out and self._read[at].values]
        found = self.kind.judge(self._database, [self._read[at] for at in asked], self.place)
        by_place = dict(zip(asked, found, strict=True))
        return [self._verdict(at, by_place.get(at)) for at in wanted]

    def _verdict(self, at: int, judged: RowVerdict | None) -> RowVerdict:
        standing = judged.standing if judged else RowStanding.UNCHANGED
        problems = (*self._unread[at], *(judged.problems if judged else ()))
        if judged and standing in (RowStanding.LOOK, RowStanding.REFUSED) and not self._unread[at]:
            return judged
        return verdict_of(self.file.rows[at].number, standing, problems)

    # Looking

    @property
    def verdicts(self) -> Sequence[RowVerdict]:
        """The verdict of every row, those that are left out too; none before they are judged."""
        return self._verdicts

    def counts(self) -> dict[RowStanding, int]:
        """How many rows stand how; those left out stand nowhere."""
        found = Counter(verdict.standing for _row, verdict in self._standing())
        return {standing: found.get(standing, 0) for standing in RowStanding}

    def _standing(self) -> Iterator[tuple[FileRow, RowVerdict]]:
        pairs = zip(self.file.rows, self._verdicts, strict=True) if self._verdicts else ()
        return ((row, verdict) for row, verdict in pairs if not row.left_out)

    def page(
        self, first: int = 0, most: int = 100, standing: RowStanding | None = None
    ) -> list[JudgedRow]:
        """Some rows from a place on, of one standing where that is said."""
        places = [
            at
            for at, verdict in enumerate(self._verdicts)
            if standing in (None, verdict.standing) and (standing is None or not self._out(at))
        ]
        return [self._judged_row(at) for at in places[first : first + most]]

    def row(self, number: int) -> JudgedRow:
        """One row, by its number in the file. Raises KeyError where there is none."""
        return self._judged_row(self._by_number[number])

    def _judged_row(self, at: int) -> JudgedRow:
        row = self.file.rows[at]
        return JudgedRow(row.number, self.file.texts(at), self._verdicts[at], row.left_out)

    def _out(self, at: int) -> bool:
        return self.file.rows[at].left_out

    def figures(self, taken: bool = False) -> FileFigures:
        """What the file names, or what of it was taken."""
        places = self._taken if taken else range(len(self.file.rows))
        rows = [self._read[at] for at in places]
        numbered = sum(bool(row.text("serial")) for row in rows)
        units = sum(ONE_UNIT if row.text("serial") else row.whole("quantity") or 0 for row in rows)
        return FileFigures(len(rows), numbered, units)

    def problem_kinds(self) -> list[ProblemKind]:
        """What is wrong, each kind once with how many rows have it, the commonest first."""
        found = Counter(
            code
            for _row, verdict in self._standing()
            for code in {one.problem.code for one in verdict.problems}
        )
        ordered = sorted(found.items(), key=lambda entry: (-entry[1], entry[0].name))
        return [ProblemKind(code, count, MENDS.get(code, ())) for code, count in ordered]

    # Mending

    def mend(self, number: int, key: str, text: str) -> None:
        """Write another text into a field of a row; it is judged again with what hangs on it."""
        cell = text_cell(text)
        if self.kind.field(key).type in OF_CODES:
            # Typed or scanned, it is what stands on the label; only Excel's own sign is doubted.
            doubted = cell.code in (Code.LIST_APOSTROPHE, Code.LIST_CELL_LONG)
            cell = Cell(cell.text, cell.code if doubted else None)
        self._mend({number: {key: cell}})

    def mend_all(self, mend: Mend) -> int:
        """Mend every row that has the problem which this helps; how many those are.

        Raises Refused, and mends none, where too much would come of it.
        """
        code = next(code for code, mends in MENDS.items() if mend in mends)
        changes: dict[int, dict[str, Cell]] = {}
        room = _MOST_MENDED
        for row, verdict in list(self._standing()):
            for one in verdict.problems:
                if one.problem.code is code:
                    was = self.file.cell(self._by_number[row.number], one.field)
                    now = MENDED[mend](one.problem, was.text)
                    changes.setdefault(row.number, {})[one.field] = now
                    room -= len(now.text)
                    if room < 0:
                        raise refuse(Code.LIST_TOO_LONG, most=f"{MOST_UNITS:,}")
        self._mend(changes)
        return len(changes)

    def leave_out(self, number: int, out: bool = True) -> None:
        """Leave a row out, or take it in again; what hangs on it is judged again."""
        at = self._by_number[number]
        self.file.rows[at].left_out = out
        self._judge_again([at])

    def _mend(self, changes: Mapping[int, Mapping[str, Cell]]) -> None:
        for number, cells in changes.items():
            self.file.mend(self._by_number[number], cells)
        if self.file.repeats:
            self.judge()  # what is repeated below has changed with it
            return
        places = [self._by_number[number] for number in changes]
        before = {key for at in places for key in self._ties[at]}
        for at in places:
            self._read[at], self._unread[at] = self.file.read(at)
            self._tie(at)
        self._judge_again(places, before)

    def _judge_again(self, places: Sequence[int], before: Iterable[str] = ()) -> None:
        """Judge rows again with all that share a code with them, before or now, and so on."""
        if any(one.spans for one in self.file.matched()):
            self._verdicts = self._judged(range(len(self.file.rows)))
            return
        wanted, keys = set(places), set(before)
        waiting = [*keys, *(key for at in places for key in self._ties[at])]
        keys.update(waiting)
        while waiting:
            for at in self._tied[waiting.pop()] - wanted:
                wanted.add(at)
                new = self._ties[at] - keys
                keys |= new
                waiting += new
        ordered = sorted(wanted)
        for at, verdict in zip(ordered, self._judged(ordered), strict=True):
            self._verdicts[at] = verdict

    def _tie(self, at: int) -> None:
        """Note what ties a row to others: the same code in a field that ties, in any form (C7).

        Serial numbers, cartons and items are one room of codes: none is another's.
        """
        for key in self._ties[at]:
            self._tied[key].discard(at)
        values = [self._read[at].values.get(one.key, ()) for one in self.file.matched() if one.ties]
        codes = [c for value in values for c in (value if isinstance(value, tuple) else (value,))]
        self._ties[at] = {
            form for code in map(str, codes) for form in (serials.key(code), *gtin_keys(code))
        }
        for key in self._ties[at]:
            self._tied[key].add(at)

    # Taking

    @property
    def all_good(self) -> bool:
        """No row that is not left out is refused: all can be taken."""
        counts = self.counts()
        return not counts[RowStanding.REFUSED] and any(counts.values())

    def good_rows(self) -> int:
        """How many rows *only the good ones* would take: none that wants a look."""
        counts = self.counts()
        return sum(counts[standing] for standing in _GOOD)

    def take(self, only_good: bool = False) -> ImportTaken:
        """Write all rows, or only the good ones, in one transaction; returns the import.

        The columns are remembered for the next such file. Raises Refused with every problem, by
        row, and then nothing was written.
        """
        if self.kind.write is None or (only_good and not self.kind.good_rows_alone):
            raise refuse(Code.IMPORT_NOTHING_LEFT)
        counts = self.counts()
        if not only_good and counts[RowStanding.REFUSED]:
            raise refuse(Code.IMPORT_REFUSED_ROWS, count=counts[RowStanding.REFUSED])
        taken_so = _GOOD if only_good else (*_GOOD, RowStanding.LOOK)
        places = [
            at
            for at, verdict in enumerate(self._verdicts)
            if not self._out(at) and verdict.standing in taken_so
        ]
        rows = [self._read[at] for at in places]
        if not rows:
            raise refuse(Code.IMPORT_NOTHING_LEFT)
        taken = self.kind.write(self._session, self.kind.key, self.file.name, rows, self.place)
        said = {plain(c.title): c.field or "" for c in self.file.columns if plain(c.title)}
        imports.remember_columns(self._session, self.kind.key, self.place.party, said)
        self._taken = set(places)
        return taken

    def refused_rows(self, say: Callable[[Problem], str]) -> bytes:
        """The file of the rows that were not good or left out: *Row*, its own columns, *Problem*.

        ``say`` puts a problem into words. What was mended stands as it was mended.
        """
        own = [column.title or f"{column.place + 1}" for column in self.file.columns]
        kept = [place for place, title in enumerate(own) if plain(title) not in OWN_TITLES]
        rows = [
            [
                str(row.number),
                *(self.file.file_text(at, place) for place in kept),
                " ".join(say(one.problem) for one in self._verdicts[at].problems),
            ]
            for at, row in enumerate(self.file.rows)
            if at not in self._taken and (row.left_out or self._verdicts[at].standing not in _GOOD)
        ]
        return refused_csv([ROW_TITLE, *(own[place] for place in kept), PROBLEM_TITLE], rows)


_MOST_MENDED = 10_000_000
"""Characters that one mend of all rows may write."""

_GOOD = (RowStanding.NEW, RowStanding.UPDATE, RowStanding.UNCHANGED)
