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
    """Counts and sum above Post; where there is little room, the counts are one line."""

    def __init__(self, formats: Formats, post: QWidget, with_money: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = formats
        self._with_money = with_money
        self._is_narrow = self._is_empty = False
        self.folded = label("", "secondary")
        self.lines, self.units, self.total = label(""), label(""), Total()
        self._counts, self._sum = QWidget(), QWidget()
        self._counts.setLayout(
            column(
                row(label(_("Lines"), "muted"), None, self.lines),
                row(label(_("Units"), "muted"), None, self.units),
                gap=GRID // 2,
            )
        )
        sum_row = row(label(_("Total"), "heading"), self.total)
        sum_row.setStretch(1, 1)
        self._sum.setLayout(sum_row)
        parts = (self.folded, self._counts, self._sum, post)
        self.setLayout(column(*parts, margin=GRID * 3 // 2, gap=GRID // 2))
        self._show()

    def show_sums(self, lines: int, units: int, total: int) -> None:
        """Show how many lines and units (thousandths), and what they come to (minor units)."""
        self.lines.setText(f"{lines:,}")
        self.units.setText(self._formats.quantity(units))
        counted = ngettext("{count} line", "{count} lines", lines, f"{lines:,}")
        self.folded.setText(f"{counted} · {self._formats.units(units)}")
        self.total.setText(self._formats.money(total))

    def show_empty(self, is_empty: bool) -> None:
        """Where nothing is entered Post stands alone."""
        self._is_empty = is_empty
        self._show()

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._is_narrow = narrow
        self._show()

    def _show(self) -> None:
        self.folded.setVisible(self._is_narrow and not self._is_empty)
        self._counts.setVisible(not self._is_narrow and not self._is_empty)
        self._sum.setVisible(self._with_money and not self._is_empty)
