"""The last card of a draft's page: how many lines and units, what they come to, and Post."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.formats import Formats
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, SECTION, SUM, TOTAL, text_font
from app.gui.kit.widgets import column, label, row
from app.text import _, ngettext

_SIZES = (TOTAL, SUM, SECTION)


class Total(QLabel):
    """A sum of money, as large as there is room for; its height stays the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fonts = [text_font(size, bold=True) for size in _SIZES]

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        """What the smallest size needs, in the height of the largest."""
        largest, *_between, smallest = map(QFontMetrics, self._fonts)
        return QSize(smallest.horizontalAdvance(self.text()), largest.height())

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def shown_font(self) -> QFont:
        """The largest font in which it fits."""
        fitting = (
            font
            for font in self._fonts
            if QFontMetrics(font).horizontalAdvance(self.text()) <= self.width()
        )
        return next(fitting, self._fonts[-1])

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.shown_font())
        painter.setPen(self.palette().windowText().color())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(self.rect(), int(side), self.text())
        painter.end()


class TotalsCard(QFrame):
    """How many lines and units, in one line, and what they come to, above Post."""

    def __init__(self, formats: Formats, post: QWidget, with_money: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = formats
        self._with_money = with_money
        self.lines, self.units = label("", "muted"), label("", "muted")
        self.total = Total()
        self._counts, self._sum = QWidget(), QWidget()
        self._counts.setLayout(row(self.lines, None, self.units))
        sum_row = row(label(_("Total"), "heading"), self.total)
        sum_row.setStretch(1, 1)
        self._sum.setLayout(sum_row)
        parts = (self._counts, self._sum, post)
        self.setLayout(column(*parts, margin=GRID * 3 // 2, gap=GRID // 2))
        self.show_empty(False)

    def show_sums(self, lines: int, units: int, total: int) -> None:
        """Show how many lines and units (thousandths), and what they come to (minor units)."""
        self.lines.setText(ngettext("{count} line", "{count} lines", lines, f"{lines:,}"))
        self.units.setText(self._formats.units(units))
        self.total.setText(self._formats.money(total))

    def show_empty(self, is_empty: bool) -> None:
        """Where nothing is entered Post stands alone."""
        self._counts.setVisible(not is_empty)
        self._sum.setVisible(self._with_money and not is_empty)
