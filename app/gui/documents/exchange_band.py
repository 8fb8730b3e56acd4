"""What comes back in an exchange, above what goes out, and what the difference is (M7)."""

from collections.abc import Sequence
from enum import Enum, unique

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.domain.kinds import SALES_RETURN
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.documents.lines import LinesTable
from app.gui.documents.return_fields import ReturnFields
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID, HEAD_HEIGHT, TWO_LINE_ROW
from app.gui.kit.total import Total
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services.documents.exchanging import Exchange
from app.text import _
from db.queries.document_lines import DocumentLine
from db.queries.warehouses import warehouses

_MOST_ROWS, _MOST_NARROW = 3, 2
"""Of what comes back are in sight, where there is room and where there is little; more scroll."""
_TWO_ROWS = 64
"""Pixels of a question about one customer, read without scrolling in the smallest window."""


@unique
class GoesWhere(Enum):
    """Where a scan goes in an exchange."""

    ITSELF = "sold comes back, in stock goes out"
    BACK = "comes back"
    OUT = "goes out"


class ExchangeBand(QWidget):
    """Two heads with their sums, and between them the lines that come back; hidden otherwise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.switch = Segments(
            [
                (GoesWhere.ITSELF, _("Decides itself")),
                (GoesWhere.BACK, _("Comes back")),
                (GoesWhere.OUT, _("Goes out")),
            ]
        )
        self.begin()
        self.leave_button = button(_("Leave exchange"), "", "link")
        self.lines = LinesTable(desk, SALES_RETURN)
        self.lines.setProperty("role", "plain")
        self.lines.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._nothing = label(_("Scan what comes back."), "muted")
        self.fields = ReturnFields()
        self._most_rows = _MOST_ROWS
        self.whose = ProblemList(desk, Level.WARNING, least=_TWO_ROWS)
        back_tone = desk.theme.level(Level.WARNING)[1]
        self._back = _Head(_("Comes back"), "mdi6.arrow-left-bottom", back_tone)
        self._out = _Head(_("Goes out"), "mdi6.arrow-right-top", desk.theme.accent_text)
        switch = row(self.switch, label("F3", "hint"), None, self.leave_button)
        self.setLayout(
            column(
                switch,
                self.whose,
                self._back,
                self.lines,
                self._nothing,
                self.fields,
                self._out,
                gap=GRID // 2,
            )
        )
        self.hide()

    def show_exchange(
        self, found: Exchange, lines: Sequence[DocumentLine], current: int | None
    ) -> None:
        """Show both halves as they are now."""
        formats = self._desk.formats
        self.lines.show_lines(found.back, list(lines), current)
        self._fit_lines(len(lines))
        self.lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self.fields.setVisible(bool(lines))
        self.fields.show_return(found.back, warehouses(self._desk.database))
        self._back.show_sum("", formats.price(-found.back.total))
        self._out.show_sum("", formats.price(found.sale.total))

    def _fit_lines(self, count: int) -> None:
        rows = min(max(count, 1), self._most_rows)
        self.lines.setFixedHeight(HEAD_HEIGHT + rows * TWO_LINE_ROW + 4)

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._most_rows = _MOST_NARROW if narrow else _MOST_ROWS
        self.fields.fold(narrow)
        for head in (self._back, self._out):
            head.fold(narrow)
        self._fit_lines(len(self.lines.table_model.rows))

    def show_whose(self, questions: Sequence[Problem]) -> None:
        """Say at once where something was another customer's (D14); posting asks again."""
        self.whose.show_problems(questions)

    def begin(self) -> None:
        """Let each code decide itself where it goes."""
        self.switch.set_value(GoesWhere.ITSELF)

    def comes_back(self) -> bool | None:
        """Whether the switch sends the next scan back; None: the code decides itself."""
        where = self.switch.value()
        return None if where is GoesWhere.ITSELF else where is GoesWhere.BACK

    def turn(self) -> None:
        """Let the next scans go where the next choice says."""
        order = list(GoesWhere)
        now = self.switch.value()
        at = order.index(now) if isinstance(now, GoesWhere) else 0
        self.switch.set_value(order[(at + 1) % len(order)])


class _Head(QFrame):
    """An arrow, which way the goods go, and what they come to."""

    def __init__(self, title: str, picture: str, tone: str) -> None:
        super().__init__()
        arrow = label("")
        arrow.setPixmap(icon(picture, tone).pixmap(18, 18))
        self._said, self._figure = label("", "secondary"), label("", "heading")
        self._inside = row(arrow, label(title, "heading"), self._said, None, self._figure)
        self.setLayout(self._inside)
        self.fold(False)

    def fold(self, narrow: bool) -> None:
        """Where there is little room its text alone says where it begins."""
        above = 0 if narrow else GRID // 2
        self._inside.setContentsMargins(0, above, 0, above)

    def show_sum(self, said: str, figure: str) -> None:
        """Show another figure, and what is to be known of these goods."""
        self._said.setText(said)
        self._figure.setText(figure)


class ExchangeSums(QFrame):
    """What the customer pays or gets, above the button."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = formats
        self._out, self._back = label(""), label("")
        self.title, self.figure = label("", "heading"), Total()
        together = Paragraph("secondary")
        together.setText(_("Both documents are posted together, or neither."))
        parts = (
            row(label(_("Goes out")), None, self._out),
            row(label(_("Comes back")), None, self._back),
            row(self.title, self.figure),
            together,
        )
        self.setLayout(column(*parts, margin=GRID * 3 // 2, gap=GRID // 2))
        self.hide()

    def show_exchange(self, found: Exchange) -> None:
        """Show the difference as it is now."""
        formats = self._formats
        self._out.setText(formats.price(found.sale.total))
        self._back.setText(formats.price(-found.back.total))
        self.title.setText(_said(found.difference))
        self.figure.setText(formats.money(abs(found.difference)))


def _said(difference: int) -> str:
    if difference > 0:
        return _("Customer pays")
    return _("Customer gets") if difference < 0 else _("Even")
