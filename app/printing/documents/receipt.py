"""A receipt: a document in rows of 32, 42 or 48 columns, of which a Chinese glyph takes two (Q5).

A row is text that is set already: a printer of receipts is sent it as it is, a page draws it in
columns. What is wide wraps, amounts never; our own marks are those that every such printer has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.quantities import MINUS
from app.domain.wrapping import cells, centred, one_row, sides, wrap
from app.printing.documents import foot, logo, serial_bars
from app.printing.documents.serials import LineNumbers
from app.printing.documents.setting import DocumentSetting
from app.printing.documents.table import LineNumbersOf, annex_note, is_annexed
from app.printing.documents.template import SerialStyle, TemplateField
from app.printing.fonts import POINT, Face
from app.printing.page import Block, PageBars, PagePicture, PageText
from db.queries.document_lines import DocumentLine

_SERIALS = ("columns.serials",)
_INDENT = 2
"""Columns by which what belongs to an item stands below its name."""
LARGE = 12.0
"""From so many points on, a field is printed twice as wide and high."""


@unique
class ReceiptLook(Enum):
    """How a row of a receipt is printed."""

    PLAIN = "plain"
    BOLD = "bold"
    LARGE = "large"  # twice as wide, twice as high: half as many columns


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A row of a receipt: its text, or the serial number whose bars it shows, or a picture.

    ``fields`` of the template say it, as ``DocumentSetting.in_hand`` calls them.
    """

    text: str = ""
    look: ReceiptLook = ReceiptLook.PLAIN
    bars: str = ""
    picture: bytes = b""
    fields: Sequence[str] = ()


def rows(setting: DocumentSetting, numbers: LineNumbersOf) -> Iterator[ReceiptRow]:
    """All rows of a receipt, from the top."""
    made = _Receipt(setting)
    yield from made.head()
    for line, found in numbers():
        yield from made.line(line, found)
    yield from made.foot()
    if made.annexes:
        yield from made.annex(numbers)


class _Receipt:
    """The rows of one document."""

    def __init__(self, setting: DocumentSetting) -> None:
        self._setting = setting
        self._content, self._template = setting.content, setting.template
        self._columns = setting.paper.columns
        self._rule = ReceiptRow("-" * self._columns)
        self._fields = {field.key: field for field in self._template.columns if field.on}
        known = {column.key: column for column in self._content.columns}
        self._figures = [known[key] for key in self._fields if key in known]
        self._annexed = [line for line in self._content.lines if self._is_annexed(line)]

    # Parts ------------------------------------------------------------------------------------

    def head(self) -> Iterator[ReceiptRow]:
        """The shop in the middle, what it is, with whom and when."""
        template, content = self._template, self._content
        if template.logo:
            yield ReceiptRow(picture=template.logo, fields=["logo"])
        shop = {fact.key: fact for fact in content.shop}
        for field in template.head:
            if field.on and field.key in shop:
                title = self._setting.title_of(field, shop[field.key].title)
                yield from self._centred(f"{title} {shop[field.key].text}".strip(), field)
        for row in wrap(template.header, self._columns) if template.header else ():
            yield from self._rows(centred(row, self._columns), fields=["header"])
        yield self._rule
        for mark in self._setting.marks:
            yield from self._rows(centred(f"*** {mark} ***", self._columns), ReceiptLook.BOLD)
        titles = {field.key: field.title for field in template.head if field.on}
        kind = (titles["kind"] or content.kind) if "kind" in titles else ""
        number = f"{titles['number']} {content.number}" if "number" in titles else ""
        number = number.strip()
        both = ["head.kind", "head.number"]
        yield from self._rows(sides(kind, number, self._columns), ReceiptLook.BOLD, both)
        known = {fact.key: fact for fact in (*content.facts, *content.posting)}
        for field in template.facts:
            if field.on and field.key in known:
                fact = known[field.key]
                text = f"{fact.text} {fact.below}".strip()
                said = self._setting.titled(field.title or fact.title, text)
                yield from self._rows(wrap(said, self._columns), fields=[f"facts.{field.key}"])
        yield self._rule

    def line(self, line: DocumentLine, numbers: LineNumbers) -> Iterator[ReceiptRow]:
        """The item, its figures, its serial numbers."""
        named = [
            (f"columns.{key}", text)
            for key, text in (("item", line.product), ("sku", line.sku))
            if key in self._fields and text
        ]
        remarks = [("columns.item", text) for text in self._content.remarks_of(line)]
        for key, text in (*named, *remarks):
            yield from self._rows(wrap(text, self._columns), fields=[key])
        figures = [f"columns.{column.key}" for column in self._figures]
        yield from self._rows(self._figure_rows(line), fields=figures)
        if line.serials and "serials" in self._fields:
            if self._is_annexed(line):
                yield from self._indented(annex_note(self._setting, line))
            else:
                yield from self._serials(numbers)

    def foot(self) -> Iterator[ReceiptRow]:
        """What it comes to, and what is said below."""
        setting, template = self._setting, self._template
        yield self._rule
        for field, made in foot.sums_of(setting):
            title, text = field.title or made.title, plain(made.text)
            large = field.size >= LARGE
            room = self._columns // 2 if large else self._columns
            look = ReceiptLook.LARGE if large else self._look(field)
            if large and cells(title) + cells(text) >= room:
                room, look = self._columns, ReceiptLook.BOLD
            yield from self._rows(sides(title, text, room), look, [f"foot.{field.key}"])
        for key, title, text in foot.texts_of(setting):
            said = wrap(setting.titled(title, text), self._columns)
            yield from self._rows(said, fields=[f"foot.{key}"])
        for key, text in (("notes", template.notes), ("footer", template.footer)):
            for row in text.splitlines():
                yield from self._rows(centred(row, self._columns), fields=[key])
        for name in template.signatures:
            yield ReceiptRow()
            line = "_" * max(self._columns - cells(name) - 1, 8)
            yield from self._rows(sides(name, line, self._columns), fields=["signatures"])

    @property
    def annexes(self) -> bool:
        """Some lines have their serial numbers at the end."""
        return bool(self._annexed)

    def annex(self, numbers: LineNumbersOf) -> Iterator[ReceiptRow]:
        """The serial numbers of lines that have too many of them."""
        yield self._rule
        title = self._setting.says.text(N_("Annex: serial numbers"))
        yield from self._rows(wrap(title, self._columns), ReceiptLook.BOLD)
        for line, found in numbers():
            if self._is_annexed(line):
                text = f"{line.position} {line.product} ({line.serials})"
                yield from self._rows(wrap(text, self._columns), ReceiptLook.BOLD)
                yield from self._packed(found.numbers)

    # Rows -------------------------------------------------------------------------------------

    def _rows(
        self,
        texts: Sequence[str],
        look: ReceiptLook = ReceiptLook.PLAIN,
        fields: Sequence[str] = (),
    ) -> Iterator[ReceiptRow]:
        for text in texts:
            if text.strip():
                yield ReceiptRow(text, look, fields=fields)

    def _look(self, field: TemplateField) -> ReceiptLook:
        return ReceiptLook.BOLD if field.bold else ReceiptLook.PLAIN

    def _centred(self, text: str, field: TemplateField) -> Iterator[ReceiptRow]:
        large = field.size >= LARGE and cells(one_row(text)) <= self._columns // 2
        look = ReceiptLook.LARGE if large else self._look(field)
        rows = centred(text, self._columns // 2 if large else self._columns)
        yield from self._rows(rows, look, [f"head.{field.key}"])

    def _figure_rows(self, line: DocumentLine) -> list[str]:
        """Quantity times price and the amount in a row; other figures with their names."""
        texts = {column.key: plain(column.text(line)) for column in self._figures}
        pairs = []
        if {"quantity", "price", "amount"} <= texts.keys():
            times = f"{texts.pop('quantity')} x {texts.pop('price')}"
            pairs.append((times, texts.pop("amount")))
        for column in self._figures:
            if texts.get(column.key):  # no discount is no row
                title = self._fields[column.key].title or column.title
                pairs.append((title, texts[column.key]))
        room = self._columns - _INDENT
        return [" " * _INDENT + row for pair in pairs for row in sides(*pair, room)]

    def _is_annexed(self, line: DocumentLine) -> bool:
        return "serials" in self._fields and is_annexed(self._template, line)

    def _serials(self, numbers: LineNumbers) -> Iterator[ReceiptRow]:
        style = self._template.serials
        if style is SerialStyle.FOLDED:
            yield from self._packed([plain(text) for text, _count in numbers.folded()])
            return
        told = [n for n in numbers.numbers if n not in numbers.gone]
        gone = [n for n in numbers.numbers if n in numbers.gone]
        for number in (*told, *([f"{self._content.gone}:", *gone] if gone else [])):
            if style is SerialStyle.BARCODES and serial_bars.modules_of(number):
                yield ReceiptRow(bars=number, fields=_SERIALS)
            yield from self._indented(number)

    def _packed(self, parts: Sequence[str]) -> Iterator[ReceiptRow]:
        """As many parts in a row as there is room for, each whole where a row has room for it."""
        room, row = self._columns - _INDENT, ""
        for part in parts:
            tried = f"{row} {part}" if row else part
            if row and cells(tried) > room:
                yield from self._indented(row)
                tried = part
            row = tried
        if row:
            yield from self._indented(row)

    def _indented(self, text: str) -> Iterator[ReceiptRow]:
        for row in wrap(text, self._columns - _INDENT):
            yield ReceiptRow(" " * _INDENT + row, fields=_SERIALS)


_MARKS = str.maketrans({MINUS: "-", "–": "-", "−": "-"})


def plain(text: str) -> str:
    """Our own marks as a printer of receipts has them."""
    return text.translate(_MARKS)


# On a page ----------------------------------------------------------------------------------------

_BARS_HIGH, _PICTURE_HIGH = 8.0, 18.0


def blocks(setting: DocumentSetting, made: Iterator[ReceiptRow]) -> Iterator[Block]:
    """The rows of a receipt as they are drawn: each letter in its column."""
    pitch = setting.room / setting.paper.columns
    for row in made:
        key = setting.in_hand if setting.in_hand in row.fields else ""
        yield from setting.shown(key, _drawn(setting, row, pitch))


def _drawn(setting: DocumentSetting, row: ReceiptRow, pitch: float) -> list[Block]:
    if row.picture:
        return [_picture(setting, row.picture)]
    if row.bars:
        return list(_bars(setting, row.bars))
    return [row_block(setting.left, pitch, row.text, row.look)]


def row_block(left: float, pitch: float, text: str, look: ReceiptLook = ReceiptLook.PLAIN) -> Block:
    """A row of text as it is drawn; ``pitch`` millimetres are one column."""
    wide = pitch * 2 if look is ReceiptLook.LARGE else pitch
    face = Face.SERIAL if look is ReceiptLook.PLAIN else Face.SERIAL_BOLD
    size = wide / 0.6 / POINT
    return Block(wide * 2.55, [PageText(left, wide * 1.9, text, face, size, pitch=wide)])


def _bars(setting: DocumentSetting, number: str) -> Iterator[Block]:
    """The bars of a serial number in the middle, where the roll is wide enough for them."""
    if not serial_bars.has_bars(number, setting.room):
        return
    modules, module = serial_bars.modules_of(number), serial_bars.MODULE
    left = setting.left + (setting.room - serial_bars.bars_width(number)) / 2
    left += serial_bars.QUIET * module
    yield Block(_BARS_HIGH + 1.5, [PageBars(left, 1.0, modules, module, _BARS_HIGH)])


def _picture(setting: DocumentSetting, data: bytes) -> Block:
    size = logo.size_of(data)
    if size is None:
        return Block(0.0)
    scale = min(setting.room / size.width, _PICTURE_HIGH / size.height)
    wide, high = size.width * scale, size.height * scale
    left = setting.left + (setting.room - wide) / 2
    return Block(high + 1.5, [PagePicture(left, 0.0, wide, high, data)])
