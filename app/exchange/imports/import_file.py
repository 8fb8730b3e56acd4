"""A file on its way in: its sheet, its row of titles, which field each column fills, its rows (Q9).

Nothing here asks what the shop has; ``import_session`` judges what is read here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.imports import FieldProblem, ImportRow
from app.domain.problems import Code, Problem, refuse
from app.exchange.cells import MOST_COLUMNS, NOTHING, Cell, SheetShape, Source
from app.exchange.guard import Tell, untold
from app.exchange.imports import fields, titles
from app.exchange.imports.fields import TargetField, plain
from app.exchange.imports.kinds import ImportKind
from app.exchange.imports.presets import preset_of
from app.exchange.opening import open_source

MOST_IMPORTED = 50_000
"""Rows of one import."""

MOST_CELLS = 1_000_000
"""Cells that are kept of a sheet."""

PREVIEWED = 5
_SHOWN_ROWS = 30

ROW_TITLE, PROBLEM_TITLE = "Row", "Problem"
"""The columns of a file of refused rows; a file that has them is read without them."""

OWN_TITLES = frozenset({plain(ROW_TITLE), plain(PROBLEM_TITLE)})


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column of the file: its place from 0, its title, the field it fills (None: it is left).

    ``as_before``: so it was matched the last time.
    """

    place: int
    title: str
    field: str | None
    as_before: bool = False


@dataclass(slots=True)
class FileRow:
    """A row by its number in the file, what was mended in it by field, whether it is left out."""

    number: int
    cells: Sequence[Cell]
    mended: dict[str, Cell] = field(default_factory=dict)
    left_out: bool = False


class ImportFile:
    """What is read of a file as a kind of import; ``decimals`` are those of the shop's currency.

    ``known`` are fields by folded title, as such a file had them last time. Raises Refused where it
    cannot be read.
    """

    def __init__(
        self,
        kind: ImportKind,
        path: Path,
        decimals: int,
        encoding: str = "",
        chinese: bool = False,
        known: Mapping[str, str] | None = None,
        tell: Tell = untold,
    ) -> None:
        self.kind = kind
        self.name = path.name
        self.sheet = ""
        self.header = 0
        """The number of the row of titles, 0 for none."""
        self.program = ""
        """The program whose export the titles are known from."""
        self.repeats: frozenset[str] = frozenset()
        """Fields whose empty cell repeats the one above."""
        self.rows: list[FileRow] = []
        """The rows below the titles."""
        self._decimals = decimals
        self._known = dict(known or {})
        self._source: Source = open_source(path, encoding, tell, chinese)
        self._all: list[FileRow] = []
        self._shape = SheetShape()
        self._fields: list[str | None] = []
        self._implied: list[str] = []
        self._repeated: dict[str, list[Cell]] = {}
        self.choose_sheet(next(iter(self._source.sheets), ""), tell)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that can be chosen; none where the file has but one."""
        return self._source.sheets

    @property
    def encoding(self) -> str:
        """The encoding that had to be guessed; empty where the file says it."""
        return self._source.encoding

    def choose_sheet(self, sheet: str, tell: Tell = untold) -> None:
        """Read another sheet; its row of titles is looked for."""
        rows: list[FileRow] = []
        kept = 0
        for number, cells in self._source.rows(sheet, tell):
            kept += len(cells)
            if len(rows) >= MOST_IMPORTED + _SHOWN_ROWS:
                raise refuse(Code.IMPORT_TOO_LONG, name=self.name, most=f"{MOST_IMPORTED:,}")
            if kept > MOST_CELLS:
                raise refuse(Code.IMPORT_TOO_WIDE, name=self.name, most=f"{MOST_CELLS:,}")
            rows.append(FileRow(number, cells))
        self.sheet, self._all = sheet, rows
        self._shape = self._source.shape(sheet)
        self._fill_merged(MOST_CELLS - kept)
        self.choose_header(titles.header_row(self.beginning(), self.kind, self._known))

    def _fill_merged(self, room: int) -> None:
        """What stands in a merged cell stands in every row that it covers."""
        numbers = [row.number for row in self._all]
        for first, last, column in self._shape.merged:
            start, end = bisect_left(numbers, first), bisect_right(numbers, last)
            if start == end or numbers[start] != first or end - start > room:
                continue
            room -= end - start
            above = self._all[start].cells
            if column >= len(above):
                continue
            for row in self._all[start + 1 : end]:
                cells = [*row.cells, *[NOTHING] * (column + 1 - len(row.cells))]
                cells[column] = above[column]
                row.cells = cells

    def notes(self) -> list[Problem]:
        """What a person is told of the sheet: what is hidden in it and read all the same."""
        shape, found = self._shape, []
        if shape.hidden_rows:
            rows = ", ".join(map(str, shape.hidden_rows[:_NAMED]))
            values = {"rows": rows + ("…" if len(shape.hidden_rows) > _NAMED else "")}
            found.append(Problem(Code.IMPORT_HIDDEN_ROWS, values))
        hidden = [
            title or str(at + 1)
            for at, title in enumerate(self._titles())
            if at in shape.hidden_columns
        ]
        if hidden:
            found.append(Problem(Code.IMPORT_HIDDEN_COLUMNS, {"columns": ", ".join(hidden)}))
        if shape.merged:
            found.append(Problem(Code.IMPORT_MERGED, {"count": len(shape.merged)}))
        if shape.columns_beyond:
            found.append(Problem(Code.IMPORT_COLUMNS_BEYOND, {"most": MOST_COLUMNS}))
        return found

    def beginning(self) -> list[tuple[int, list[str]]]:
        """The first rows, for a person to say which one holds the titles."""
        return [(row.number, [cell.text for cell in row.cells]) for row in self._all[:_SHOWN_ROWS]]

    def choose_header(self, header: int) -> None:
        """Say which row holds the titles, 0 for none; its columns are matched afresh."""
        self.header = header
        found = self._titles()
        preset = preset_of(self.kind.key, found)
        self.program = preset.program if preset else ""
        own = dict.fromkeys(OWN_TITLES, "")
        known = {**own, **(preset.fields if preset else {}), **self._known}
        self._fields = titles.match(found, self.kind, known)
        self._note_match()

    def _titles(self) -> list[str]:
        width = max((len(row.cells) for row in self._all), default=0)
        header = next((row for row in self._all if row.number == self.header), None)
        texts = [cell.text for cell in header.cells] if header else []
        return texts + [""] * (width - len(texts))

    def _note_match(self) -> None:
        """The columns are matched otherwise: which rows hold anything else than the titles again,
        as some lists have them on every page, and what is said of all of them."""
        found = self._titles()
        told = [(place, found[place]) for place, key in enumerate(self._fields) if key]

        def again(cells: Sequence[Cell]) -> bool:
            return any(text for _place, text in told) and all(
                place < len(cells) and cells[place].text == text for place, text in told
            )

        below = (row for row in self._all if row.number > self.header)
        self.rows = [row for row in below if not again(row.cells)]
        self._repeated.clear()
        self._imply()

    @property
    def columns(self) -> list[MatchedColumn]:
        """Every column with the field it fills."""
        return [
            MatchedColumn(place, title, key, bool(key) and self._known.get(plain(title)) == key)
            for place, (title, key) in enumerate(zip(self._titles(), self._fields, strict=True))
        ]

    def match(self, column: int, key: str | None) -> None:
        """Say which field a column fills; another column that filled it does no longer.

        Of a field that several columns may fill, it is one more.
        """
        self._fields[column] = None
        if key and self.kind.field(key).several:
            place = 1
            while fields.further(key, place) in self._fields:
                place += 1
            key = fields.further(key, place)
        self._fields = [None if own == key else own for own in self._fields]
        self._fields[column] = key
        self._note_match()

    def repeat(self, keys: Iterable[str]) -> None:
        """Say in which fields an empty cell repeats the one above."""
        self.repeats = frozenset(keys) & frozenset(self.kind.repeats)
        self._repeated.clear()

    def _imply(self) -> None:
        """What the titles themselves say of every row: who stands under *Supplier* is one."""
        by_field = {column.field: plain(column.title) for column in self.columns if column.field}
        self._implied = [
            key
            for one in self.matched()
            for key, titles in one.implies
            if by_field.get(one.key) in titles and key not in by_field
        ]

    def missing(self) -> list[Problem]:
        """The fields that need a column and have none; nothing is judged before."""
        filled = {fields.base(key) for key in self._fields if key}
        wanted = [one for one in self.kind.fields if one.required and one.key not in filled]
        if self.kind.one_of and not set(self.kind.one_of) & set(self._fields):
            wanted.append(self.kind.field(self.kind.one_of[0]))
        return [Problem(Code.IMPORT_NO_COLUMN, {"field": one.title}) for one in wanted]

    def preview(self) -> list[tuple[int, Mapping[str, str]]]:
        """The first rows as they will be read: texts by field."""
        return [(row.number, self.texts(at)) for at, row in enumerate(self.rows[:PREVIEWED])]

    def cell(self, at: int, key: str) -> Cell:
        """What stands in a field of a row: mended, or in the file, or repeated from above."""
        if key not in self.repeats:
            return self._own_cell(self.rows[at], key)
        if key not in self._repeated:
            self._repeated[key] = list(self._going_on(key))
        return self._repeated[key][at]

    def _own_cell(self, row: FileRow, key: str) -> Cell:
        if key in row.mended:
            return row.mended[key]
        place = self._fields.index(key)
        return row.cells[place] if place < len(row.cells) else NOTHING

    def _going_on(self, key: str) -> Iterator[Cell]:
        above = NOTHING
        for row in self.rows:
            cell = self._own_cell(row, key)
            above = cell if cell.text or cell.code else above
            yield above

    def mend(self, at: int, cells: Mapping[str, Cell]) -> None:
        """Write other cells into fields of a row."""
        self.rows[at].mended.update(cells)
        self._repeated.clear()

    def matched(self) -> list[TargetField]:
        """The fields that a column fills."""
        return [self.kind.field(key) for key in self._fields if key]

    def read(self, at: int) -> tuple[ImportRow, tuple[FieldProblem, ...]]:
        """The row at a place by its fields' types, and what could not be read of it."""
        if self._is_above_others(at):
            return ImportRow(self.rows[at].number, {}), ()
        values: dict[str, object] = {}
        problems: list[FieldProblem] = []
        seen: list[FieldProblem] = []
        for target in self.matched():
            cell = self.cell(at, target.key)
            value = fields.read(target, cell, self._decimals)
            if isinstance(value, Problem):
                problems.append(FieldProblem(target.key, value))
            elif value not in ("", ()):
                values[target.key] = value
                if folded := fields.folded(target, cell):
                    seen.append(FieldProblem(target.key, folded))
            elif target.required and not (target.several and self._in_another(at, target.key)):
                missing = Problem(Code.IMPORT_FIELD_MISSING, {"field": target.title})
                problems.append(FieldProblem(target.key, missing))
        for key in self._implied:
            values.setdefault(key, True)
        unread = frozenset(problem.field for problem in problems)
        return ImportRow(self.rows[at].number, values, unread), (*problems, *seen)

    def _is_above_others(self, at: int) -> bool:
        """The row says nothing but what the rows below it repeat."""
        if not self.repeats:
            return False
        own = {key: self._own_cell(self.rows[at], key) for key in self._fields if key}
        told = {key for key, cell in own.items() if cell.text or cell.code}
        return told <= self.repeats and not any(own[key].code for key in told)

    def _in_another(self, at: int, key: str) -> bool:
        """Another column that fills the same field says something in the row."""
        others = (own for own in self._fields if own and own != key and fields.base(own) == key)
        return any(self.cell(at, own).text for own in others)

    def texts(self, at: int) -> dict[str, str]:
        """The texts of the row at a place, by field."""
        cells = {target.key: self.cell(at, target.key) for target in self.matched()}
        return {key: cell.written or cell.text for key, cell in cells.items()}

    def file_text(self, at: int, place: int) -> str:
        """What stands in a column of a row, mended where it was."""
        row, key = self.rows[at], self._fields[place]
        own = row.cells[place] if place < len(row.cells) else NOTHING
        cell = self.cell(at, key) if key else own
        return cell.written or cell.text


_NAMED = 10
"""Hidden rows that are named."""
