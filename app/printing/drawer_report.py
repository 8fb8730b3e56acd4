"""The report of a drawer on paper: X while its shift is open, Z of a closed one, or of a day (M9).

On a roll it is rows of columns, on a page a table of the same rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.marks import N_
from app.domain.payments import TenderKind, TenderName
from app.domain.shifts import ALWAYS, ENTRY_NAMES, DrawerEntryKind, DrawerFigure
from app.domain.wrapping import centred, sides, wrap
from app.formats import Formats
from app.printing import painter
from app.printing.documents.receipt import ReceiptLook, plain, row_block
from app.printing.documents.setting import base, beside, leading, paragraph
from app.printing.flow import FlowSection, Frame, pages
from app.printing.fonts import Face
from app.printing.media.papers import Paper
from app.printing.page import GREY, Block, PageRule, PaperPage, TextAlign, text_in
from app.services import settings
from app.services.money import shifts
from app.services.money.shifts import DrawerReport
from app.text import called
from db.queries.shifts import Shift
from db.sql import Database


@dataclass(frozen=True, slots=True)
class ReportOf:
    """What a report is of: a shift, or a day (ISO) at a counter of a shop without shifts."""

    shift: int | None = None
    counter: int = 0
    day: str = ""

    def details(self) -> dict[str, object]:
        """As the details of a print job."""
        if self.shift is not None:
            return {"shift": self.shift}
        return {"counter": self.counter, "day": self.day}


def read_of(details: Mapping[str, object]) -> ReportOf | None:
    """What the details of a print job say; None where another version wrote them."""
    shift, counter, day = (details.get(key) for key in ("shift", "counter", "day"))
    if isinstance(shift, int):
        return ReportOf(shift)
    return (
        ReportOf(None, counter, day) if isinstance(counter, int) and isinstance(day, str) else None
    )


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row: what it is, its figure, and what is said smaller below it."""

    title: str
    text: str = ""
    below: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says, in its language; ``sections`` are a title and its rows each."""

    shop: str
    title: str
    number: str
    facts: Sequence[ReportRow]
    sections: Sequence[tuple[str, Sequence[ReportRow]]]
    marks: Sequence[str] = field(default_factory=tuple)
    signed: str = ""


def made(
    database: Database, of: ReportOf, paper: Paper, language: str, at: str, copy: int = 0
) -> bytes:
    """A report as a PDF; ``at`` is the stamp of when an X report was asked for. 2 says COPY 2."""
    shop = settings.load(database)
    if of.shift is not None:
        report = shifts.report(database, of.shift)
    else:
        report = shifts.of_day(database, of.counter, date.fromisoformat(of.day))
    formats = Formats(language, shop.currency)
    content = content_of(database, report, formats, shop.shop_name, at, copy)
    title = f"{content.title} {content.number}".strip()
    return painter.pdf_of(_pages(content, paper), title)


# What it says -------------------------------------------------------------------------------------


def content_of(
    database: Database, report: DrawerReport, formats: Formats, shop: str, at: str, copy: int = 0
) -> ReportContent:
    """What the report of a drawer says."""
    made = _Saying(database, report, formats, at)
    shift, say = report.shift, formats.says.text
    is_closed = shift is not None and not shift.is_open
    title = N_("Z report") if is_closed else N_("X report") if shift else N_("Report of the day")
    mark = say(N_("COPY {number}")).format(number=copy)
    return ReportContent(
        shop,
        say(title),
        report.number,
        list(made.facts()),
        [(title, rows) for title, rows in made.sections() if rows],
        (mark,) if is_closed and copy > 1 else (),
        say(N_("Signature")) if is_closed else "",
    )


class _Saying:
    """The rows of one report."""

    def __init__(self, database: Database, report: DrawerReport, formats: Formats, at: str) -> None:
        self._database, self._report = database, report
        self._formats, self._at = formats, at
        self._say, self._price = formats.says.text, formats.price

    def facts(self) -> Iterator[ReportRow]:
        """Where, when and by whom."""
        shift, say, moment = self._report.shift, self._say, self._formats.moment
        if shift is None:
            yield ReportRow(say(N_("Date")), self._formats.date(self._report.date))
        else:
            yield ReportRow(say(N_("Counter")), called(shift.counter, say))
            by = called(shift.opened_by, say)
            yield ReportRow(say(N_("Opened")), moment(shift.opened_at), by)
            if shift.closed_at:
                yield ReportRow(
                    say(N_("Closed")), moment(shift.closed_at), called(shift.closed_by, say)
                )
        if shift is None or shift.is_open:
            yield ReportRow(say(N_("Printed at")), moment(self._at))

    def sections(self) -> Iterator[tuple[str, list[ReportRow]]]:
        """Each section's title and rows."""
        say, shift = self._say, self._report.shift
        title = N_("What should be in it") if shift else N_("Cash of the day")
        yield say(title), list(self._figures())
        if shift is not None and not shift.is_open:
            yield say(N_("Cash counted")), list(self._counted(shift))
        yield say(N_("Other tenders")), list(self._tenders())
        yield say(N_("Since the shop began")), list(self._grand())
        yield say(N_("Money in and out")), list(self._entries())

    def _signed(self, amount: int) -> str:
        return f"{'+' if amount > 0 else ''}{self._price(amount)}"

    def _figures(self) -> Iterator[ReportRow]:
        report, say, ngettext = self._report, self._say, self._formats.says.ngettext
        shift = report.shift
        for one in report.figures:
            is_float = one.figure is DrawerFigure.FLOAT
            if (one.figure not in ALWAYS and not one.times) or (is_float and shift is None):
                continue
            below = ""
            if is_float and shift is not None and shift.differs:
                text = say(N_("{amount} beside what the last close left: {reason}"))
                below = text.format(amount=self._signed(shift.differs), reason=shift.why)
            elif one.times and not is_float and one.figure.name not in DrawerEntryKind.__members__:
                below = ngettext("{count} payment", "{count} payments", one.times, f"{one.times:,}")
            yield ReportRow(say(one.figure.value), self._price(one.amount), below)
        name = N_("Expected") if shift else N_("In all")
        yield ReportRow(say(name), self._formats.money(report.expected), is_sum=True)
        rounding = sum(one.rounding for one in report.figures)
        if rounding:
            yield ReportRow(say(N_("Rounded in all")), self._signed(rounding))

    def _counted(self, shift: Shift) -> Iterator[ReportRow]:
        say, price = self._say, self._price
        for value, pieces in self._report.pieces:
            yield ReportRow(f"{price(value)} × {pieces:,}", price(value * pieces))
        counted, expected, stays = shift.counted or 0, shift.expected or 0, shift.stays or 0
        yield ReportRow(say(N_("Cash counted")), self._formats.money(counted), is_sum=True)
        yield ReportRow(say(N_("Cash difference")), self._signed(counted - expected), shift.reason)
        yield ReportRow(say(N_("Stays inside")), price(stays))
        yield ReportRow(say(N_("Goes to the safe")), price(counted - stays))

    def _grand(self) -> Iterator[ReportRow]:
        grand, say, money = self._report.grand, self._say, self._formats.money
        if grand is None:
            return
        yield ReportRow(say(N_("Sales")), money(grand.sold))
        yield ReportRow(say(N_("Returns")), money(-grand.returned))
        yield ReportRow(say(N_("Voided")), money(-grand.voided))
        yield ReportRow(say(N_("Grand total")), money(grand.net), is_sum=True)

    def _tenders(self) -> Iterator[ReportRow]:
        say, ngettext = self._say, self._formats.says.ngettext
        for one in self._report.tenders:
            name = one.name or say(TenderName[TenderKind(one.kind).name].value)
            below = ngettext("{count} payment", "{count} payments", one.payments)
            yield ReportRow(name, self._price(one.amount), below)
            if one.counted is not None and one.counted != one.amount:
                yield ReportRow(say(N_("The terminal says")), self._price(one.counted))
                differs = self._signed(one.counted - one.amount)
                yield ReportRow(say(N_("Tender difference")), differs)

    def _entries(self) -> Iterator[ReportRow]:
        report, say = self._report, self._say
        for entry in reversed(shifts.entries(self._database, report.scope)):
            kind = DrawerEntryKind(entry.kind)
            amount = "" if kind is DrawerEntryKind.NO_SALE else self._price(entry.amount)
            below = (
                f"{self._formats.moment(entry.at)} · {called(entry.person, say)} · {entry.reason}"
            )
            yield ReportRow(say(ENTRY_NAMES[kind]), amount, below)


# On paper -----------------------------------------------------------------------------------------


def _pages(content: ReportContent, paper: Paper) -> Iterator[PaperPage]:
    if paper.columns:
        frame = Frame(paper, (), (), lambda page, of: Block(0.0))
        return pages(frame, lambda: [FlowSection(_roll(content, paper))])
    frame = Frame(paper, (), (), lambda page, of: _foot(content, paper, page, of))
    return pages(frame, lambda: [FlowSection(_page(content, paper))])


def _roll(content: ReportContent, paper: Paper) -> Iterator[Block]:
    """In columns, as a printer of receipts has them."""
    columns, pitch = paper.columns, paper.room / paper.columns

    def rows(texts: Sequence[str], look: ReceiptLook = ReceiptLook.PLAIN) -> Iterator[Block]:
        for text in texts:
            yield row_block(paper.side, pitch, plain(text), look)

    rule = ["-" * columns]
    yield from rows(centred(content.shop, columns), ReceiptLook.BOLD)
    yield from rows(rule)
    for mark in content.marks:
        yield from rows(centred(f"*** {mark} ***", columns), ReceiptLook.BOLD)
    yield from rows(sides(content.title, content.number, columns), ReceiptLook.BOLD)
    for _title, some in (("", content.facts), *content.sections):
        if _title:
            yield from rows(rule)
            yield from rows(wrap(_title, columns), ReceiptLook.BOLD)
        for one in some:
            look = ReceiptLook.BOLD if one.is_sum else ReceiptLook.PLAIN
            yield from rows(sides(one.title, one.text, columns), look)
            if one.below:
                yield from rows([f"  {row}" for row in wrap(one.below, columns - 2)])
    yield from rows(rule)
    if content.signed:
        yield from rows(["", *sides(content.signed, "_" * (columns // 2), columns)])


_ROOM = 130.0
"""Millimetres of the table on a page: a figure stands near what it is of."""
_SIZE, _SMALL, _HEAD = 10.0, 8.0, 11.0


def _page(content: ReportContent, paper: Paper) -> Iterator[Block]:
    """As a table: what it is at the left, its figure at the right."""
    left, room = paper.side, min(_ROOM, paper.room)
    yield from paragraph(left, room, content.shop, Face.BOLD, 13.0)
    for mark in content.marks:
        yield from paragraph(left, room, mark, Face.BOLD, 13.0)
    head = leading(16.0)
    title = text_in(left, room / 2, base(16.0), content.title, Face.BOLD, 16.0)
    align = TextAlign.RIGHT
    number = text_in(
        left + room / 2, room / 2, base(16.0), content.number, Face.SERIAL, 13.0, align
    )
    yield Block(head + 2, [title, number])
    sections = (("", content.facts), *content.sections)
    last = next((some[-1] for _section, some in reversed(sections) if some), None)
    for section, some in sections:
        if section:
            yield Block(4.0, stays=True)
            (first, *more) = paragraph(left, room, section, Face.BOLD, _HEAD)
            for one in (first, *more):
                yield Block(one.height, one.parts, stays=True)
            yield Block(1.2, [PageRule(left, 0.4, left + room, 0.4, 0.3)], stays=True)
        for row in some:
            # what is signed stands above the signature, on its page
            yield from _table_row(left, room, row, bool(content.signed) and row is last)
    if content.signed:
        yield Block(14.0, stays=True)
        rule = PageRule(left + room / 2, 0.0, left + room, 0.0, 0.2)
        said = text_in(left + room / 2, room / 2, base(_SMALL) + 1, content.signed, size=_SMALL)
        yield Block(leading(_SMALL) + 1, [rule, said])


def _table_row(left: float, room: float, row: ReportRow, stays: bool = False) -> Iterator[Block]:
    """Its title and its figure in a row, and below what is said smaller.

    ``stays``: together with what comes after it.
    """
    face = Face.BOLD if row.is_sum else Face.TEXT
    figures = Face.BOLD if row.is_sum else Face.FIGURES
    half = room * 0.6
    title = paragraph(left, half - 2, row.title, face, _SIZE)
    text = text_in(left + half, room - half, base(_SIZE), row.text, figures, _SIZE, TextAlign.RIGHT)
    below = paragraph(left + 4, room - 8, row.below, size=_SMALL, shade=GREY) if row.below else []
    first = beside([title[0], Block(leading(_SIZE), [text])])
    made = [first, *title[1:], *below]
    for place, one in enumerate(made, 1):
        yield Block(one.height, one.parts, stays=stays or place < len(made))


def _foot(content: ReportContent, paper: Paper, page: int, of: int) -> Block:
    said = f"{content.title} {content.number}".strip()
    text = f"{said}   {page}/{max(of, 1)}"
    size = 8.0
    row = text_in(
        paper.side, paper.room, base(size) + 2, text, Face.TEXT, size, TextAlign.RIGHT, GREY
    )
    return Block(leading(size) + 2, [row])
