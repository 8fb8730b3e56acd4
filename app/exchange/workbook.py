"""Excel workbooks (ECMA-376, Office Open XML, strict and transitional).

The parts are read here and not by a library, since these files come from anybody: what is missing
is missing in its own cells only, and nothing is unpacked or built without a cap.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.problems import Code, refuse
from app.exchange.cells import MOST_CHARACTERS, MOST_ROWS, Row, SheetShape
from app.exchange.guard import Archive, Tell, untold
from app.exchange.markup import Attributes, BadMarkup, Markup, attribute
from app.exchange.number_formats import BUILT_IN, GENERAL
from app.exchange.sheet import Book, SheetReader, unescaped

_MOST_STRINGS = 2**20
_DEFAULT = "xl/workbook.xml"


@dataclass(slots=True)
class _Listed:
    """What the workbook's own part says: its sheets by name and relationship, its first day."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False


class Workbook:
    """A workbook whose sheets can be read. Raises Refused for anything else."""

    encoding = ""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._archive = Archive(content, name)
        self._main = self._main_part()
        self._targets = self._relationships(self._main)
        listed = self._listed()
        self._since_1904 = listed.since_1904
        self._parts = self._worksheets(listed)
        if not self._parts:
            raise self._archive.damaged()
        self._book: Book | None = None
        self._shapes: dict[str, SheetShape] = {}

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets with cells, in their order; hidden ones only where no other is there."""
        return tuple(self._parts)

    def rows(self, sheet: str = "", tell: Tell = untold) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        part = self._parts.get(sheet or self.sheets[0])
        if part is None:
            raise self._archive.damaged()
        if self._book is None:
            self._book = Book(self._strings(tell), self._formats(), self._since_1904)
        reader = SheetReader(self._book)
        markup = Markup(reader.start, reader.end, reader.text)
        try:
            for piece in self._archive.pieces(part, tell):
                markup.feed(piece)
                if reader.beyond:
                    raise refuse(Code.LIST_TOO_MANY_ROWS, name=self._name, most=MOST_ROWS)
                yield from reader.take_rows()
            markup.feed(b"", last=True)
        except BadMarkup as error:
            raise self._archive.damaged() from error
        yield from reader.take_rows()
        self._shapes[sheet or self.sheets[0]] = reader.shape()

    def shape(self, sheet: str = "") -> SheetShape:
        """What is hidden and merged in a sheet, once its rows were read."""
        return self._shapes.get(sheet or self.sheets[0], SheetShape())

    # Its parts

    def _read(self, part: str, markup: Markup, tell: Tell = untold) -> None:
        try:
            for piece in self._archive.pieces(part, tell):
                markup.feed(piece)
            markup.feed(b"", last=True)
        except BadMarkup as error:
            raise self._archive.damaged() from error

    def _main_part(self) -> str:
        """The workbook's own part: where the package says, else where it always is."""
        found = self._relationships("")
        said = [target for kind, target in found.values() if kind == "officeDocument"]
        main = next((part for part in (*said, _DEFAULT) if part in self._archive), "")
        if not main.casefold().endswith(".xml"):  # none at all, or a binary one (.xlsb)
            raise self._archive.damaged()
        return main

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the place of every part that a part refers to, by id."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, given: Attributes) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "").replace("\\", "/")
                place = posixpath.normpath(posixpath.join("/", folder, target))
                found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], place)

        if listed in self._archive:
            self._read(listed, Markup(start))
        return found

    def _listed(self) -> _Listed:
        listed = _Listed()

        def start(tag: str, given: Attributes) -> None:
            if tag == "sheet":
                visible = given.get("state", "visible") == "visible"
                listed.sheets.append((given.get("name", ""), attribute(given, "id"), visible))
            elif tag == "workbookPr":
                listed.since_1904 = given.get("date1904") in ("1", "true", "on")

        self._read(self._main, Markup(start))
        return listed

    def _worksheets(self, listed: _Listed) -> dict[str, str]:
        """The part of each sheet by its name; charts and dialogs have no cells and are left out."""
        found = []
        for number, (name, id, visible) in enumerate(listed.sheets, 1):
            guess = posixpath.join(posixpath.dirname(self._main), f"worksheets/sheet{number}.xml")
            kind, part = self._targets.get(id, ("worksheet", guess))
            if kind == "worksheet" and part in self._archive:
                found.append((name, part, visible))
        shown = [entry for entry in found if entry[2]] or found
        return {name: part for name, part, _visible in shown}

    def _part(self, kind: str) -> str | None:
        """The one part of a kind, where it is said to be or where it always is; None: missing."""
        usual = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        said = [target for its, target in self._targets.values() if its == kind]
        return next((part for part in (*said, usual) if part in self._archive), None)

    def _strings(self, tell: Tell) -> list[str]:
        """The texts that cells share, by number."""
        strings: list[str] = []
        parts: list[str] = []
        inside = {"t": 0, "rPh": 0}  # how deep: within a text, within its pronunciation
        length = 0

        def start(tag: str, _given: Attributes) -> None:
            nonlocal length
            if tag in inside:
                inside[tag] += 1
            elif tag == "si":
                parts.clear()
                length = 0
                if len(strings) >= _MOST_STRINGS:
                    raise BadMarkup

        def end(tag: str) -> None:
            if tag in inside:
                inside[tag] -= 1
            elif tag == "si":
                strings.append(unescaped("".join(parts)))

        def text(piece: str) -> None:
            nonlocal length
            # Longer than a cell can be is enough to be told so, and grows no further.
            if inside["t"] and not inside["rPh"] and length <= MOST_CHARACTERS:
                parts.append(piece)
                length += len(piece)

        if part := self._part("sharedStrings"):
            self._read(part, Markup(start, end, text), tell)
        return strings

    def _formats(self) -> list[str | None]:
        """The number format of every style; None where the workbook names one it does not hold."""
        own: dict[str, str] = {}
        styles: list[str] = []
        within = [""]

        def start(tag: str, given: Attributes) -> None:
            if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
                within[0] = tag
            elif tag == "xf" and within[0] == "cellXfs":
                styles.append(given.get("numFmtId", "0"))
            elif tag == "numFmt" and within[0] != "dxfs":
                own[given.get("numFmtId", "")] = given.get("formatCode") or GENERAL

        part = self._part("styles")
        if part is None:
            return []
        self._read(part, Markup(start))
        known = {str(number): form for number, form in BUILT_IN.items()} | own
        return [known.get(number) for number in styles]
