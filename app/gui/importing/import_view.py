"""What the import dialog shows: a copy of an import as it stands, made beside the screen."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.imports import RowStanding, RowVerdict
from app.domain.problems import Problem, Refused
from app.exchange.cells import Cell
from app.exchange.imports.fields import OF_CODES, TargetField
from app.exchange.imports.import_file import MatchedColumn
from app.exchange.imports.import_session import ImportSession, ProblemKind
from app.gui.kit.tasks import Tell, Work
from app.text import _
from db.sql import Database, own_connection

BAD = (RowStanding.LOOK, RowStanding.REFUSED)
"""What a person still has to see to."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A row of the file: its cells as they are, its texts by field; None: not judged yet."""

    number: int
    cells: Sequence[Cell]
    texts: Mapping[str, str]
    verdict: RowVerdict | None = None
    left_out: bool = False

    @property
    def bad(self) -> bool:
        """A person still has to see to it."""
        return not self.left_out and self.verdict is not None and self.verdict.standing in BAD

    def stands(self, standing: RowStanding) -> bool:
        """It is not left out, and stands so."""
        verdict = self.verdict
        return not self.left_out and verdict is not None and verdict.standing is standing

    def problem_fields(self) -> set[str]:
        """The fields that something stands against."""
        return {one.field for one in self.verdict.problems} if self.verdict else set()


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as it stands: what can be chosen, its rows, and what is wrong with them.

    ``missing`` says why nothing is judged.
    """

    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    header: int
    beginning: Sequence[tuple[int, Sequence[str]]]
    columns: Sequence[MatchedColumn]
    matched: Mapping[str, TargetField]
    program: str
    repeats: frozenset[str]
    notes: Sequence[Problem]
    rows: Sequence[ViewRow]
    counts: Mapping[RowStanding, int]
    kinds: Sequence[ProblemKind]
    good_rows: int
    all_good: bool
    missing: Sequence[Problem] = ()
    by_number: Mapping[int, ViewRow] = field(default_factory=dict)
    bad: Sequence[int] = ()
    """The numbers of the rows that a person still has to see to."""
    some_left_out: bool = False

    @property
    def taking(self) -> int:
        """How many rows would be taken if all were."""
        return sum(self.counts.values())

    def takes_code(self, key: str) -> bool:
        """What is scanned can stand in this field."""
        return self.matched[key].type in OF_CODES


def view_of(session: ImportSession, before: ImportView | None = None) -> ImportView:
    """Judge the rows where that is due, and copy how the import stands.

    What was not judged again since ``before`` is as it was there: a row of many is soon mended.
    """
    missing: Sequence[Problem] = ()
    if not session.verdicts:
        try:
            session.judge()
        except Refused as refusal:
            missing = refusal.problems
    file = session.file
    rows = list(_rows(session, before.rows if before else ()))
    return ImportView(
        sheets=file.sheets,
        sheet=file.sheet,
        encoding=file.encoding,
        header=file.header,
        beginning=file.beginning(),
        columns=file.columns,
        matched={field.key: field for field in file.matched()},
        program=file.program,
        repeats=file.repeats,
        notes=file.notes(),
        rows=rows,
        counts=session.counts(),
        kinds=session.problem_kinds(),
        good_rows=session.good_rows(),
        all_good=session.all_good,
        missing=missing,
        by_number={one.number: one for one in rows},
        bad=[one.number for one in rows if one.bad],
        some_left_out=any(one.left_out for one in rows),
    )


def _rows(session: ImportSession, before: Sequence[ViewRow]) -> Iterator[ViewRow]:
    file, verdicts = session.file, session.verdicts
    for at, row in enumerate(file.rows):
        verdict = verdicts[at] if verdicts else None
        old = before[at] if before else None
        if old is not None and old.verdict is verdict and old.left_out == row.left_out:
            yield old
        else:
            yield ViewRow(row.number, row.cells, file.texts(at), verdict, row.left_out)


def opening(
    database: Database, session: ImportSession, path: Path, encoding: str
) -> Work[ImportView]:
    """Open a file and judge it."""

    def work(tell: Tell) -> ImportView:
        with own_connection(database):
            session.open(path, encoding, tell)
            tell(1)
            return view_of(session)

    return work


def changing(
    database: Database,
    session: ImportSession,
    change: Callable[[Tell], object],
    before: ImportView | None,
) -> Work[ImportView]:
    """Do something with an import, and judge what is to be judged by it.

    ``before`` is how it stood, where its rows and columns stay; None: others come of it.
    """

    def work(tell: Tell) -> ImportView:
        with own_connection(database):
            change(tell)
            return view_of(session, before)

    return work


def standing_text(view: ImportView) -> dict[RowStanding | None, int]:
    """How many rows stand how, those of none left out; None: all rows of the file."""
    counts: dict[RowStanding | None, int] = {None: len(view.rows)}
    counts.update({standing: count for standing, count in view.counts.items() if count})
    return counts


def verdict_text(row: ViewRow) -> str:
    """Two words for a row."""
    if row.left_out:
        return _("Left out")
    if row.verdict is None:
        return ""
    word = _(row.verdict.word)
    values = row.verdict.problems[0].problem.values if row.verdict.problems else {}
    return word.format(**values)


def same_length(rows: Sequence[ViewRow], row: ViewRow, key: str) -> int:
    """How long the others' texts in a field commonly are; 0 where they differ too much."""
    lengths = Counter(len(one.texts.get(key, "")) for one in rows if one is not row and not one.bad)
    lengths.pop(0, None)
    common = lengths.most_common(1)
    return common[0][0] if common and common[0][1] * 10 >= 9 * lengths.total() else 0
